"""`review`: the drills that are due, here in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import getpass
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="the configuration file (default: config.yaml, if there is one)")


def run(arguments: argparse.Namespace) -> int:
    with asyncio.Runner() as runner:
        return _run(arguments, runner)


def _run(arguments: argparse.Namespace, runner: asyncio.Runner) -> int:
    from bot.commands.opening import configured, database_of, interviews_of, library_of, means_of
    from bot.terminal.reading import reader
    from bot.terminal.render import console
    from bot.terminal.review import ReviewLoop
    from bot.usecases.exchange import Who
    from bot.usecases.review import Review
    from bot.usecases.tellings import Tellings
    from bot.wording.language import load_spoken_now

    config = configured(arguments.config)
    library = library_of(config)
    opening = database_of(config.database)
    database = runner.run(opening.__aenter__())
    try:
        means = means_of(database, lambda: library)
        tellings = Tellings(means, interviews_of(database, lambda: library).rubric)
        who = Who("terminal", getpass.getuser())
        done = ReviewLoop(console(), reader(), load_spoken_now(), Review(tellings), who, runner.run).run()
    finally:
        runner.run(opening.__aexit__(None, None, None))
    return 0 if done else 130
