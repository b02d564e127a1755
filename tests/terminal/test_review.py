"""The review as somebody at a keyboard meets it."""

from __future__ import annotations

import asyncio
import shutil
from io import StringIO
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.store.database import Database
from bot.terminal.reading import Interrupted, Keep, Piped, Typed, Whole, never_whole
from bot.terminal.review import ReviewLoop
from bot.terminal.sitting import Sitting
from bot.usecases.review import Review
from bot.wording.catalogue import load_texts
from tests.usecases.histories import DAY, EXPORT_WEAKLY, PRINTERS, WEAK_REPLY, Past
from tests.usecases.interviews import ADA, Clock


class Keys:
    """Somebody who types the same in words every time, and these letters where there is a choice."""

    def __init__(self, text: str | None, letters: list[str | None], *, interrupt_at: int = 999) -> None:
        self.text, self.letters, self._left = text, letters, interrupt_at

    async def answer(self, draft: str, keep: Keep, whole: Whole = never_whole, below: str = "") -> str | None:
        self._count()
        return self.text

    async def line(self, prompt: str) -> str | None:
        self._count()
        return self.letters.pop(0) if self.letters else ""

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Interrupted("")


class Fingers(Keys):
    """The same, with an Enter in an empty box where words are asked for."""

    async def answer(self, draft: str, keep: Keep, whole: Whole = never_whole, below: str = "") -> str | None:
        with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
            keys.send_text("\r")
            return await asyncio.wait_for(Typed().answer(draft, keep, whole), 5)


class Pipe(Keys):
    """The same, with an empty line from a pipe."""

    async def answer(self, draft: str, keep: Keep, whole: Whole = never_whole, below: str = "") -> str | None:
        return await Piped().answer(draft, keep, whole)


@pytest.fixture
def folder(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """A folder with a database that holds nothing yet."""
    shutil.copyfile(migrated_sqlite, tmp_path / "review.sqlite3")
    return tmp_path


def seen_by(keys: Keys, folder: Path, *, past: bool = True) -> tuple[bool, str]:
    """Whether the review came to its end, and what was printed."""
    out = StringIO()
    with asyncio.Runner() as runner:
        database = Database.open(f"sqlite+aiosqlite:///{folder / 'review.sqlite3'}")
        held = Past(database, Clock(1_750_000_000 if past else 1_750_000_000 + 3 * DAY))
        if past:
            runner.run(held.told(ADA, EXPORT_WEAKLY, WEAK_REPLY))
            runner.run(held.told(ADA, PRINTERS, WEAK_REPLY, principle="dive_deep"))
        console = Console(file=out, width=100)
        done = ReviewLoop(Sitting(console, keys, load_texts(), ADA, runner), Review(held.tellings)).run()
        runner.run(database.close())
    return done, out.getvalue()


def test_everything_that_is_due_is_gone_through(folder: Path) -> None:
    done, out = seen_by(Keys("I rebuilt the importer myself in two weeks.", ["x", *("A.",) * 20]), folder)
    assert done
    assert "That was all for today." in out
    assert "That was not understood." in out
    assert "Which flaw is it?" in out
    assert "A  " in out


def test_it_can_be_left_at_any_drill(folder: Path) -> None:
    for number, keys in enumerate((Keys(None, []), Keys("", [None]), Keys("I did.", ["A"], interrupt_at=1))):
        done, out = seen_by(keys, folder, past=not number)
        assert not done
        assert "The drills that are left are kept" in out


@pytest.mark.parametrize("keys", [Fingers(None, ["A"] * 20), Pipe(None, ["A"] * 20)], ids=["typed", "piped"])
def test_enter_alone_leaves_it_where_words_are_asked_for_too(folder: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("\nI rebuilt the importer.\n"))
    done, out = seen_by(keys, folder)
    assert not done
    assert "Enter alone leaves the review." in out
    assert "The drills that are left are kept" in out


def test_without_a_past_it_says_where_drills_come_from(folder: Path) -> None:
    done, out = seen_by(Keys(None, []), folder, past=False)
    assert done
    assert "After two finished interviews" in out
