"""`run`: the Discord bot."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import CommandError

if TYPE_CHECKING:
    from bot.config import Config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="the configuration file (default: config.yaml, if there is one)")


def run(arguments: argparse.Namespace) -> int:
    from bot.commands.opening import configured

    config = configured(arguments.config)
    if config.token is None:
        raise CommandError("There is no token. Set DISCORD_TOKEN, or write `token` in config.yaml (config.example.yaml says how).", 2)
    logging.basicConfig(level=config.log_level.upper(), stream=sys.stderr, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    # Its debug lines hold whole payloads, and with them what people typed.
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLevelName(config.log_level.upper())))
    logging.getLogger("alembic").setLevel(logging.WARNING)
    return asyncio.run(_run(config))


async def _run(config: Config) -> int:
    import discord

    from bot.commands.opening import database_of, interviews_of, library_of
    from bot.discord_app.client import BarRaiser
    from bot.usecases.facts import Facts
    from bot.wording.catalogue import load_texts

    assert config.token is not None
    # We do not speak: that the libraries for voice are missing is not worth two warnings at every start.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    library = library_of(config)
    async with database_of(config.database) as database:
        interviews = interviews_of(database, lambda: library)
        facts = Facts(database, interviews.now)
        async with BarRaiser(config, interviews, facts, load_texts()) as client:
            stopping = asyncio.create_task(_stopped(client))
            try:
                await client.start(config.token.reveal())
            except discord.LoginFailure:
                raise CommandError("Discord does not know this token. Copy it again from the developer portal.", 2) from None
            finally:
                stopping.cancel()
    return 0


async def _stopped(client: object) -> None:
    """Closes the client on SIGTERM or Ctrl-C; what is in flight is finished by the database's own transactions."""
    from bot.discord_app.client import BarRaiser

    assert isinstance(client, BarRaiser)
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):
        for one in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(one, asked.set)
    await asked.wait()
    await client.close()
