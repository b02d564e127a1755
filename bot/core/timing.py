"""How long an answer takes to say, estimated from its words; and how long it should take.

An estimate from typed words is an estimate: people say 130 to 160 words a minute when they tell a story, so every figure comes as
a range, and nothing is ever judged on it alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.core.vocabulary import Level

if TYPE_CHECKING:
    from bot.core.scenario import Scenario

SLOW, FAST = 130, 160
"""Words a minute, the bounds of unhurried telling."""

ANSWER_SECONDS: Mapping[Level, tuple[int, int]] = {"sde1": (0, 120), "sde2": (90, 180), "senior": (150, 180)}
"""Seconds from, to for a whole answer without a scenario: an answer takes a minute and a half to three; from 0 means "at
most"."""


def words_in(text: str) -> int:
    """Words, counted at white space: what a person would count."""
    return len(text.split())


def spoken(words: int) -> tuple[int, int]:
    """Seconds from, to that so many words take to say: at FAST, at SLOW."""
    return round(words * 60 / FAST), round(words * 60 / SLOW)


def time_to_keep(level: Level, scenario: Scenario | None) -> tuple[int, int]:
    """Seconds from, to for the opening answer: the scenario's calibration where there is one."""
    return scenario.calibration[level].seconds if scenario is not None else ANSWER_SECONDS[level]
