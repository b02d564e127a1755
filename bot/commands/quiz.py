"""`quiz`: multiple-choice questions in a terminal, each one explained."""

from __future__ import annotations

import argparse

from bot.commands.options import add_config, counting, principle
from bot.core.vocabulary import LEVELS, PRINCIPLES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--principle", type=principle, metavar="PRINCIPLE", help=f"one of {', '.join(PRINCIPLES)} (default: all)")
    parser.add_argument("--count", type=_count, metavar="N", help="how many questions, 1 to 30 (default: 10)")
    parser.add_argument(
        "--level", choices=list(LEVELS), help="questions about what this level is measured by come first, and its bar is told"
    )
    parser.add_argument("--new", action="store_true", help="begin a new quiz even if one is unfinished")
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 at the end of the quiz, 2 where there is no question to ask, 130 when it was interrupted."""
    from bot.commands.opening import configured, library_of, means_of
    from bot.commands.sitting import sitting
    from bot.terminal.quiz import QuizWish, TerminalQuiz
    from bot.usecases.quiz import USUAL_COUNT, Quizzes

    config = configured(arguments.config)
    library = library_of(config)
    wish = QuizWish(arguments.count or USUAL_COUNT, arguments.principle, arguments.level)
    asked_for = arguments.new or arguments.count or arguments.principle or arguments.level
    with sitting(config.database) as (here, database):
        quizzes = Quizzes(means_of(database, lambda: library))
        return 0 if TerminalQuiz(here, quizzes).run(wish, resume=not asked_for) else 130


def _count(value: str) -> int:
    count = counting(value, 30)
    if count is None:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of questions; 1 to 30 are possible")
    return count
