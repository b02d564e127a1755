"""The server's own tests, apart from those that need a bot process (`tests/test_discord_server.py`)."""
