"""`practice` without a wish where several interviews stand open: each is named, and the one that is chosen goes on."""

from __future__ import annotations

import asyncio
import shutil
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.store.database import Database
from bot.terminal.practice import Practice
from bot.terminal.sitting import Sitting
from bot.usecases.exchange import Wish
from bot.wording.catalogue import load_texts
from tests.terminal.test_review import Keys
from tests.usecases.interviews import BO, Clock, interviews_on

PRINCIPLE = "have_backbone_disagree_and_commit"
FIRST, LAST = "Tell me about a time when you were right.", "Tell me about a time when you were wrong."


def seen(
    folder: Path, migrated_sqlite: Path, *typed: str | None, keys: Keys | None = None, begun: int = 2, mode: str = "interview"
) -> tuple[bool, str]:
    """What is seen until the box of the interview that was chosen, or until nothing more is typed."""
    out, clock = StringIO(), Clock()
    shutil.copyfile(migrated_sqlite, folder / "practice.sqlite3")
    with asyncio.Runner() as runner:
        database = Database.open(f"sqlite+aiosqlite:///{folder / 'practice.sqlite3'}")
        interviews = interviews_on(database, clock)
        for question in (FIRST, LAST)[2 - begun :]:
            runner.run(interviews.start(BO, Wish(principle=PRINCIPLE, question=question, mode=mode)))
            clock.now += 86_400
        keys = keys or Keys(None, [*typed], interrupt_at=len(typed))
        here = Sitting(Console(file=out, width=200), keys, load_texts(), BO, runner)
        done = Practice(here, interviews).run(None)
        runner.run(database.close())
    return done, out.getvalue()


@pytest.mark.parametrize(("typed", "question"), [(("what", "3", "2."), FIRST), (("1",), LAST), (("",), LAST)])
def test_each_of_several_can_be_gone_on_with(tmp_path: Path, migrated_sqlite: Path, typed: tuple[str, ...], question: str) -> None:
    done, told = seen(tmp_path, migrated_sqlite, *typed)
    listed, shown = told.split("Question\n")
    assert "You have 2 unfinished interviews" in listed
    assert listed.index(f"2025-06-16: “{LAST}”") < listed.index(f"2025-06-15: “{FIRST}”")
    assert listed.count("That was not understood.") == len(typed) - 1
    assert question in shown
    assert "Everything is kept." in shown
    assert not done


def test_another_interview_can_be_begun_beside_them(tmp_path: Path, migrated_sqlite: Path) -> None:
    _, told = seen(tmp_path, migrated_sqlite, "new")
    shown = told.split("Question\n")[1]
    assert FIRST not in shown
    assert LAST not in shown
    assert "Everything is kept." in shown


def test_where_nobody_chooses_all_of_them_stay_open(tmp_path: Path, migrated_sqlite: Path) -> None:
    done, told = seen(tmp_path, migrated_sqlite, None)
    assert (done, "Everything is kept." in told, "Question\n" in told) == (False, True, False)


def test_one_alone_goes_on_without_being_asked_for(tmp_path: Path, migrated_sqlite: Path) -> None:
    _, told = seen(tmp_path, migrated_sqlite, begun=1)
    assert "You have an unfinished interview." in told
    assert LAST in told.split("Question\n")[1]


def test_whoever_has_no_story_is_told_how_to_have_another_question_after_the_vote_too(tmp_path: Path, migrated_sqlite: Path) -> None:
    keys = Keys("Nothing like that has happened to me so far.", ["another question"], interrupt_at=2)
    _, told = seen(tmp_path, migrated_sqlite, keys=keys, mode="practice", begun=1)
    first, second = told.split("Question\n")[1:]
    assert "Not Enough Evidence" in first
    assert "no vote on it counts" in first
    assert LAST not in second
