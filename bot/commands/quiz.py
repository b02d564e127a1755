"""`quiz`: multiple-choice questions in a terminal, each one explained."""

from __future__ import annotations

import argparse
import asyncio
import getpass
from pathlib import Path

from bot.cli import CommandError
from bot.commands.options import principle
from bot.core.vocabulary import LEVELS, PRINCIPLES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--principle", type=principle, metavar="PRINCIPLE", help=f"one of {', '.join(PRINCIPLES)} (default: all)")
    parser.add_argument("--count", type=_count, metavar="N", help="how many questions, 1 to 30 (default: 10)")
    parser.add_argument(
        "--level", choices=list(LEVELS), help="questions about what this level is measured by come first, and its bar is told"
    )
    parser.add_argument("--new", action="store_true", help="begin a new quiz even if one is unfinished")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the configuration file (default: config.yaml, if there is one)")


def run(arguments: argparse.Namespace) -> int:
    """0 at the end of the quiz, 2 where there is no question to ask, 130 when it was interrupted."""
    with asyncio.Runner() as runner:
        return _run(arguments, runner)


def _run(arguments: argparse.Namespace, runner: asyncio.Runner) -> int:
    from bot.commands.opening import configured, database_of, library_of, means_of
    from bot.terminal.quiz import QuizWish, TerminalQuiz
    from bot.terminal.reading import reader
    from bot.terminal.render import console
    from bot.usecases.interviews import Who
    from bot.usecases.quiz import USUAL_COUNT, Quizzes
    from bot.usecases.refusals import Refusal
    from bot.wording.language import load_spoken_now
    from bot.wording.refusals import refusal_text

    config = configured(arguments.config)
    library = library_of(config)
    texts = load_spoken_now()
    opening = database_of(config.database)
    database = runner.run(opening.__aenter__())
    try:
        quizzes = Quizzes(means_of(database, lambda: library))
        quiz = TerminalQuiz(console(), reader(), texts, quizzes, Who("terminal", getpass.getuser()), runner.run)
        wish = QuizWish(arguments.count or USUAL_COUNT, arguments.principle, arguments.level)
        asked_for = arguments.new or arguments.count or arguments.principle or arguments.level
        done = quiz.run(wish, resume=not asked_for)
    except Refusal as refusal:
        raise CommandError("".join(span.text for span in refusal_text(refusal.key, refusal.values, texts)), code=2) from refusal
    finally:
        runner.run(opening.__aexit__(None, None, None))
    return 0 if done else 130


def _count(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 30:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of questions; 1 to 30 are possible")
    return int(value)
