"""`review`: the drills that are due, here in the terminal."""

from __future__ import annotations

import argparse

from bot.commands.options import add_config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 at the end of what is due, 130 when it was left before."""
    from bot.commands.opening import configured, interviews_of, library_of, means_of
    from bot.commands.sitting import sitting
    from bot.terminal.review import ReviewLoop
    from bot.usecases.review import Review
    from bot.usecases.tellings import Tellings

    config = configured(arguments.config)
    library = library_of(config)
    with sitting(config.database) as (here, database):
        tellings = Tellings(means_of(database, lambda: library), interviews_of(database, lambda: library).rubric)
        return 0 if ReviewLoop(here, Review(tellings)).run() else 130
