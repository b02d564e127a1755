"""What the tests of quizzes work with: the means of one process, and people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count

from bot.core.quiz_replies import Posed
from bot.store.database import Database
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from tests.usecases.interviews import ids, library

SERVER, CHANNEL, OTHER_CHANNEL = 900, 901, 902


def means_on(database: Database, clock: Callable[[], int], process: str = "pa") -> Means:
    fresh, seeds = ids(process), count(7)
    return Means(database, library, clock, lambda: next(fresh), lambda: next(seeds))


def thread(id: int = CHANNEL) -> Callable[[], Awaitable[int]]:
    """Opens the place of a panel."""

    async def place() -> int:
        return id

    return place


def person(number: int) -> Who:
    return Who("discord", str(1000 + number))


def letter_of(posed: Posed, *, right: bool = True, other: int = 0) -> int:
    """The letter (0 is A) of the right option, or of one of the wrong ones."""
    wrong = [number for number, (_letter, place, _option) in enumerate(posed.options) if place != posed.item.right]
    if not right:
        return wrong[other]
    return next(number for number, (_letter, place, _option) in enumerate(posed.options) if place == posed.item.right)
