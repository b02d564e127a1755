"""Our bot beside a bare discord.py bot, in one run: `python -m benchmarks.latency`. See benchmarks/README.md."""
