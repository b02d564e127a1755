"""How long an answer takes to say, estimated from its words; and how long it should take.

An estimate from typed words is an estimate: people say 130 to 160 words a minute when they tell a story, so every figure comes as
a range, and nothing is ever judged on it alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.core.vocabulary import Level

if TYPE_CHECKING:
    from bot.core.judgement import Judgement
    from bot.core.scenario import Scenario

SLOW, FAST = 130, 160
"""Words a minute, the bounds of unhurried telling."""

ANSWER_SECONDS: Mapping[Level, tuple[int, int]] = {"sde1": (0, 120), "sde2": (90, 180), "senior": (150, 180)}
"""Seconds from, to for a whole answer without a scenario: an answer takes a minute and a half to three; from 0 means "at
most"."""

FAR_OVER, SECONDS_OVER = 2, 20
"""A stage is worth a remark from so many times its target on, where that is at least so many seconds more: below either, an
estimate from words says too little. Fewer than one answer in a hundred has such a stage that no finding has told of."""


def words_in(text: str) -> int:
    """Words, counted at white space: what a person would count."""
    return len(text.split())


def spoken(words: int) -> tuple[int, int]:
    """Seconds from, to that so many words take to say: at FAST, at SLOW."""
    return round(words * 60 / FAST), round(words * 60 / SLOW)


def time_to_keep(level: Level, scenario: Scenario | None) -> tuple[int, int]:
    """Seconds from, to for the opening answer: the scenario's calibration where there is one."""
    return scenario.calibration[level].seconds if scenario is not None else ANSWER_SECONDS[level]


def overlong(judgement: Judgement) -> str | None:
    """The stage that is furthest over its target, where it is far over; None as well where the findings say it already."""
    if "context_overload" in judgement.ids:
        return None
    over = {
        stage: time.seconds - time.target_seconds
        for stage, time in judgement.stages.items()
        if time.seconds >= FAR_OVER * time.target_seconds and time.seconds - time.target_seconds >= SECONDS_OVER
    }
    return max(over, key=over.__getitem__, default=None)
