"""When a drill comes back: FSRS, the algorithm that forgets as people do, from its own library. One day is the shortest time.

A card is the library's memory of one drill, as plain data. Nothing is left to chance: the same answers at the same times give the same
days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.core.grading import Rating as Given

if TYPE_CHECKING:
    from fsrs import Scheduler

DAY = 86_400
# The library's own advice: a drill comes back when nine of ten would still be answered well.
RETENTION = 0.9
# An interview is weeks away, not years.
LONGEST_DAYS = 30
_RATINGS: Mapping[Given, str] = {"again": "Again", "hard": "Hard", "good": "Good"}


@cache
def _scheduler() -> Scheduler:
    """Made, as the library is loaded, for whoever has a drill."""
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
    )


def new_card(now: int) -> dict[str, Any]:
    """The card of a drill that is due at once. `now` is in UTC seconds."""
    from fsrs import Card

    return dict(Card(card_id=0, due=_time(now)).to_dict())


def reviewed(card: Mapping[str, Any], rating: Given, now: int) -> tuple[dict[str, Any], int]:
    """The card after an answer at `now`, and when the drill is due again, both from the rating; never on the same day."""
    from fsrs import Card, Rating

    held = Card.from_dict(dict(card))  # type: ignore[arg-type]  # its own TypedDict, back from JSON
    after, _log = _scheduler().review_card(held, Rating[_RATINGS[rating]], _time(now))
    return dict(after.to_dict()), max(int(after.due.timestamp()), now + DAY)


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
