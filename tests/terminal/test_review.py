"""The review as somebody at a keyboard meets it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from rich.console import Console

from bot.store import migrate
from bot.store.database import Database
from bot.terminal.reading import Interrupted
from bot.terminal.review import ReviewLoop
from bot.usecases.review import Review
from bot.wording.catalogue import load_texts
from tests.usecases.histories import EXPORT_WEAKLY, PRINTERS, WEAK_REPLY, Past
from tests.usecases.interviews import ADA, Clock


class Keys:
    """Somebody who types the same in words every time, and these letters where there is a choice."""

    def __init__(self, text: str | None, letters: list[str | None], *, interrupt_at: int = 999) -> None:
        self.text, self.letters, self._left = text, letters, interrupt_at

    def answer(self, draft: str, keep: Callable[[str], None]) -> str | None:
        self._count()
        return self.text

    def line(self, prompt: str) -> str | None:
        self._count()
        return self.letters.pop(0) if self.letters else ""

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Interrupted("")


def seen_by(keys: Keys, tmp_path: Path, *, past: bool = True) -> tuple[bool, str]:
    """Whether the review came to its end, and what was printed."""
    out = StringIO()
    with asyncio.Runner() as runner:
        database = Database.open(f"sqlite+aiosqlite:///{tmp_path / 'review.sqlite3'}")
        runner.run(migrate.upgrade(database))
        held = Past(database, Clock())
        if past:
            runner.run(held.told(ADA, EXPORT_WEAKLY, WEAK_REPLY))
            runner.run(held.told(ADA, PRINTERS, WEAK_REPLY, principle="dive_deep"))
        console = Console(file=out, width=100)
        done = ReviewLoop(console, keys, load_texts(), Review(held.tellings), ADA, runner.run).run()
        runner.run(database.close())
    return done, out.getvalue()


def test_everything_that_is_due_is_gone_through(tmp_path: Path) -> None:
    done, out = seen_by(Keys("I rebuilt the importer myself in two weeks.", ["x", *("A",) * 20]), tmp_path)
    assert done
    assert "That was all for today." in out
    assert "That was not understood." in out
    assert "Which flaw is it?" in out
    assert "A  " in out
    again, later = seen_by(Keys(None, []), tmp_path, past=False)
    assert again
    assert "Nothing is due." in later
    assert "The next one comes back on" in later


def test_it_can_be_left_at_any_drill(tmp_path: Path) -> None:
    for number, keys in enumerate((Keys(None, []), Keys("", [None]), Keys("I did.", ["A"], interrupt_at=1))):
        folder = tmp_path / str(number)
        folder.mkdir()
        done, out = seen_by(keys, folder)
        assert not done
        assert "The rest is kept for later" in out


def test_without_a_past_it_says_where_drills_come_from(tmp_path: Path) -> None:
    done, out = seen_by(Keys(None, []), tmp_path, past=False)
    assert done
    assert "After two finished interviews" in out
