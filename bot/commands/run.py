"""`run`: the Discord bot."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import CommandError

if TYPE_CHECKING:
    from bot.config import Config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="the configuration file (default: config.yaml, if there is one)")


def run(arguments: argparse.Namespace) -> int:
    from bot.commands.logs import set_up
    from bot.commands.opening import configured, secrets_of

    config = configured(arguments.config)
    if config.token is None:
        raise CommandError("There is no token. Set DISCORD_TOKEN, or write `token` in config.yaml (config.example.yaml says how).", 2)
    set_up(config.log_level, config.log_format, secrets_of(config))
    return asyncio.run(_run(config))


async def _run(config: Config) -> int:
    from bot.commands.opening import database_of, interviews_of, library_of
    from bot.discord_app.running import CannotRun, NotReached, run
    from bot.usecases.due import Schedule
    from bot.usecases.facts import Facts
    from bot.wording.language import load_spoken

    stopped = _stop_asked()
    library = library_of(config)
    async with database_of(config.database) as database:
        interviews = interviews_of(database, lambda: library)
        facts, schedule = Facts(database, interviews.now), Schedule(database, interviews.now)
        try:
            await run(config, interviews, facts, schedule, load_spoken(), version=_version(), stopped=stopped)
        except CannotRun as error:
            raise CommandError(str(error), 2) from error
        except NotReached as error:
            raise CommandError(str(error)) from error
    return 0


def _stop_asked() -> asyncio.Event:
    """Set by SIGTERM or Ctrl-C. Whoever asks a second time does not want to wait: the process ends at once, which loses nothing that
    was acknowledged."""
    asked = asyncio.Event()

    def ask() -> None:
        if asked.is_set():
            os._exit(130)
        asked.set()

    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):
        for one in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(one, ask)
    return asked


def _version() -> str:
    try:
        return version("bar-raiser")
    except PackageNotFoundError:
        return "source"
