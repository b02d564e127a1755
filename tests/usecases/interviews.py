"""Interviews on a real database, as a process holds them: several may stand on the same one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

from bot.content.library import Library, load_library
from bot.store.database import Database
from bot.usecases.exchange import Who, Wish
from bot.usecases.interviews import Interviews
from tests.core.judged import rubric

ROOT = Path(__file__).parents[2]
ADA = Who("discord", "1056540000000000000")
BO = Who("terminal", "bo")
WISH = Wish(principle="have_backbone_disagree_and_commit", scenario_id="webhook-drop-rate")


@cache
def library() -> Library:
    return load_library([ROOT / "scenarios" / "have_backbone_disagree_and_commit"])


class Clock:
    """A clock that a test turns by hand."""

    def __init__(self, now: int = 1_750_000_000) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def ids(prefix: str) -> Iterator[str]:
    return (f"{prefix}{number:010}" for number in count())


def interviews_on(database: Database, clock: Clock, process: str = "pa") -> Interviews:
    """What one process holds its interviews with."""
    fresh = ids(process)
    return Interviews(database, library, rubric(), now=clock, new_id=lambda: next(fresh), new_seed=lambda: 7)
