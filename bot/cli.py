"""The command line: which commands there are, and how failures end.

A command lives in bot/commands under its own name, with `add_arguments` and `run`. Its heavy imports stay inside `run`, so that `--help`
and the small commands start at once.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import NoReturn

# name -> (module, one line of help). The order is the order of the help.
COMMANDS = {
    "practice": ("practice", "be interviewed here, in this terminal"),
    "history": ("history", "your own sessions; open one again"),
    "progress": ("progress", "your votes and habits over time"),
    "review": ("review", "go over what keeps coming back, in short drills"),
    "quiz": ("quiz", "answer quiz questions here, each one explained"),
    "run": ("run", "run the Discord bot"),
    "judge": ("judge", "judge one answer, or many as JSON lines"),
    "report": ("report", "write one of your sessions to a file"),
    "privacy": ("privacy", "what is stored of you: write it to a file, or delete it"),
    "check": ("check", "check scenario files, and prove them against the judge"),
    "new-scenario": ("new_scenario", "start a scenario file"),
    "db": ("db", "show, upgrade, copy, back up or restore the database"),
    "doctor": ("doctor", "look at everything that a start needs, and say what to do"),
}


class CommandError(Exception):
    """A failure with a sentence for the person at the shell. Ends the program with `code`, without a traceback."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


class ReaderGone(Exception):
    """Whoever reads the standard output has enough of it. Ends the program quietly."""


def build_parser(asked: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; tests compare it with the documentation. Where a command is `asked` for, with the arguments of that one
    alone: the modules of the others, which a bot would keep for months, are not loaded then."""
    parser = argparse.ArgumentParser(
        prog="bar-raiser",
        description="A mock bar-raiser interviewer: practise Leadership Principle interviews in a terminal or on Discord.",
        epilog="Not affiliated with Amazon.",
    )
    parser.add_argument(
        "--language",
        metavar="LANGUAGE",
        help="the language that you are spoken to in: en or es (default: what LC_ALL, LC_MESSAGES, LANG and LANGUAGE say, else en)",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show which version this is, and the Python that it runs in")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (module, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if asked in (None, name):
            importlib.import_module(f"bot.commands.{module}").add_arguments(command)
    return parser


def version() -> str:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("bar-raiser")
    except PackageNotFoundError:
        return "source"


class _Version(argparse.Action):
    """Looks it up where it is asked for: argparse's own wants it at every start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        print(f"bar-raiser {version()}, Python {'.'.join(map(str, sys.version_info[:3]))}")  # noqa: T201 - as in main
        parser.exit()


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 failed with a message, 2 bad usage, 130 interrupted."""
    given = sys.argv[1:] if argv is None else argv
    # Not above: a command's module may want CommandError from here.
    from bot.commands.output import told
    from bot.commands.speaking import speaking_to

    try:
        with told():
            # It stands first, or after the language.
            arguments = build_parser(next((word for word in given if word in COMMANDS), None)).parse_args(given)
            command = importlib.import_module(f"bot.commands.{COMMANDS[arguments.command][0]}")
            with speaking_to(arguments.language):
                return int(command.run(arguments))
    except CommandError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the one place that speaks to the shell for all commands
        return error.code
    except KeyboardInterrupt:
        return 130
    except ReaderGone:
        return 0
