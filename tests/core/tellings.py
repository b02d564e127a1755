"""Tellings as plain data, for what counts over them."""

from __future__ import annotations

from bot.core.telling import Mark, Telling, Told
from bot.core.vocabulary import LEVELS, Verdict

DAY = 86_400


def verdict_at(score: float) -> Verdict:
    return "strong_hire" if score >= 78 else "hire" if score >= 56 else "leaning_no_hire" if score >= 33 else "no_hire"


def telling(
    number: int,
    principle: str = "ownership",
    score: float = 60.0,
    *,
    story: int | None = 1,
    flaws: tuple[str, ...] = (),
    signals: tuple[str, ...] = (),
    weak: tuple[str, ...] = (),
    acts: tuple[int, int] = (3, 1),
    serves: tuple[str, ...] = (),
    mode: str = "practice",
    levels: dict[str, float] | None = None,
    retold: bool = False,
) -> Telling:
    """The `number`-th telling, one a day."""
    mark = Mark(verdict_at(score), score)
    told = Told(
        mark=mark,
        levels={level: Mark(verdict_at(at), at) for level in LEVELS for at in [(levels or {}).get(level, score)]},
        flaws=flaws,
        signals=signals,
        weak=weak,
        acts_i=acts[0],
        acts_we=acts[1],
        serves=serves,
    )
    return Telling(f"s{number}", principle, "sde2", mode, "Tell me about a time.", number * DAY, told, story, retold)
