"""docs/quizzes.md names every command and option that there is, and none that there is not."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from bot.cli import build_parser
from bot.discord_app.leaderboard import Boards
from bot.discord_app.quiz.commands import QuizCommands

PAGE = (Path(__file__).parents[3] / "docs" / "quizzes.md").read_text(encoding="utf-8")


def signatures() -> dict[str, set[str]]:
    """Command -> options, as the page writes them: `/quiz solo [principle] ...`."""
    found = re.findall(r"`((?:/quiz \w+|/leaderboard|python -m bot quiz)) (\[[^`]*\])`", PAGE)
    return {command: set(re.findall(r"\[([\w-]+)\]", options)) for command, options in found}


def test_slash_commands() -> None:
    real = {f"/{command.qualified_name}": {option.name for option in command.parameters} for command in QuizCommands.quiz.commands}  # type: ignore[union-attr]
    real["/leaderboard"] = {option.name for option in Boards.leaderboard.parameters}
    assert {command: options for command, options in signatures().items() if command.startswith("/")} == real


def test_the_shells_command() -> None:
    commands = next(action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction))
    options = {option for action in commands.choices["quiz"]._actions for option in action.option_strings if option.startswith("--")}
    assert signatures()["python -m bot quiz"] == options - {"--help"}
