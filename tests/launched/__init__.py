"""What runs inside the bot's process, before the bot's own code. It stands apart from `tests/discord_server`, the server that a test runs, so
that no bot that starts has to load the server too."""
