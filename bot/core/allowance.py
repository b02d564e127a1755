"""How much one member may do in a while. A bucket holds a minute's worth and fills by itself; it is emptied one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Literal

from bot.core.frozen import dataclass

# What is counted: interviews, quizzes and rooms begun; texts sent to be judged or kept; files sent.
Kind = Literal["sessions", "answers", "uploads"]
KINDS: tuple[Kind, ...] = ("sessions", "answers", "uploads")
MINUTE, DAY = 60, 86_400
_LOST = 1e-9  # what rounding may take off a level: who has waited as long as they were told is not told to wait again


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many within a minute, and within a day. 0: as many as anybody likes."""

    minute: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Allowances:
    """One for each kind; none means no limit, as on a person's own machine."""

    of: Mapping[Kind, Allowance] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, kind: Kind) -> Allowance:
        return self.of.get(kind, Allowance())


@dataclass(frozen=True, slots=True)
class Bucket:
    """So much was in it at that time (seconds on any clock that goes forward)."""

    level: float
    at: float


def drawn(bucket: Bucket | None, most: int, now: float) -> Bucket | float:
    """The bucket with one thing taken from it; or, where there is not one in it, the seconds until there is.

    A bucket that was never used is full. `most` fill it within a minute."""
    level = float(most)
    if bucket is not None:
        # A clock that was set back fills nothing.
        level = min(level, bucket.level + max(0.0, now - bucket.at) * most / MINUTE)
    if level >= 1 - _LOST:
        return Bucket(max(0.0, level - 1), now)
    return (1 - level) * MINUTE / most
