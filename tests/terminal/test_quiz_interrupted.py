"""Ctrl-C in the middle of a quiz keeps it, and the next start goes on where it stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from io import StringIO

import pytest
from rich.console import Console

from bot.store import migrate
from bot.store.database import Database
from bot.terminal.quiz import QuizWish, TerminalQuiz
from bot.terminal.reading import Interrupted
from bot.terminal.sitting import Sitting
from bot.usecases.quiz import Quizzes
from bot.wording.catalogue import load_texts
from tests.usecases.interviews import BO, Clock
from tests.usecases.quizzes import means_on


class Typist:
    """Types these lines one after the other, then presses Ctrl-C."""

    def __init__(self, *lines: str) -> None:
        self._lines = iter(lines)

    async def answer(self, draft: str, keep: object, whole: object = None, below: str = "") -> str | None:
        raise AssertionError("a quiz asks for lines")

    async def line(self, prompt: str) -> str | None:
        try:
            return next(self._lines)
        except StopIteration:
            raise Interrupted("") from None


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as running:
        yield running


def test_interrupted_and_resumed(runner: asyncio.Runner) -> None:
    database = Database.open("sqlite+aiosqlite:///:memory:")
    runner.run(migrate.upgrade(database))
    quizzes = Quizzes(means_on(database, Clock()))

    def shown(*lines: str, resume: bool) -> tuple[bool, str]:
        out = StringIO()
        quiz = TerminalQuiz(Sitting(Console(file=out, width=200), Typist(*lines), load_texts(), BO, runner), quizzes)
        return quiz.run(QuizWish(3), resume=resume), out.getvalue()

    done, text = shown("a", "", "b", resume=False)
    assert not done
    assert "goes on where you stopped" in text
    done, text = shown("c", "", resume=True)
    assert done
    assert "You have an unfinished quiz" in text
    assert "Question 1 of 3" not in text
    assert "of 3 right" in text
    runner.run(database.close())
