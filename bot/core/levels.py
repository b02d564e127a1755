"""The vote at each level, and the one thing that would raise it most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.evidence import Evidence, likelihood
from bot.core.judgement import Asked, LevelView
from bot.core.reading import Reading
from bot.core.rubric import Rubric
from bot.core.scoring import banded, capped, decide, points, reached, rubric_sum, verdict_of
from bot.core.vocabulary import FLAWS, LEVELS

_SURE = 4.0
_LIKELY, _UNLIKELY = likelihood(_SURE), likelihood(-_SURE)
_LEAST_GAIN = 1.5  # points; less than this is nothing to tell anybody


def level_views(
    rubric: Rubric,
    asked: Asked,
    reading: Reading,
    evidence: Mapping[str, Evidence],
    given: float | None = None,
    scores: Mapping[str, float] | None = None,
) -> dict[str, LevelView]:
    """One view a level. `given` is a probe reply's own score, which does not depend on the level; `scores` are what `reached` gives,
    where somebody has them already."""
    scores = scores or reached(rubric, asked.principle, evidence)
    out: dict[str, LevelView] = {}
    for level in LEVELS:
        if given is None:
            score, verdict = decide(rubric, asked.principle, level, evidence, reading, asked, scores)
        else:
            score, verdict = given, verdict_of(rubric, given)
        out[level] = LevelView(verdict, round(score, 1), _lift(rubric, asked.principle, level, evidence, scores[level]))
    return out


def _lift(rubric: Rubric, principle: str, level: str, evidence: Mapping[str, Evidence], now: float) -> str:
    """The advice whose following gains most at this level, where the score is `now`; "" where nothing worth telling is left."""
    ids = frozenset(id for id, found in evidence.items() if found.odds > 0)
    total = rubric_sum(rubric, principle, level, evidence)
    best, text = _LEAST_GAIN, ""
    for id, advice in rubric.lifts.items():
        found = evidence.get(id)
        if found is None or (id in FLAWS) != (found.odds > 0):
            continue
        likely = _UNLIKELY if id in FLAWS else _LIKELY
        after = banded(rubric, total + points(rubric, principle, level, id) * (likely - found.likely))
        if after - now <= best:
            continue  # caps only take: they cannot make more of it
        mended = replace(found, odds=-_SURE if id in FLAWS else _SURE, shift=0.0)
        changed = ids - {id} if id in FLAWS else ids | {id}
        gain = capped(rubric, principle, after, {**evidence, id: mended}, changed) - now
        if gain > best:
            best, text = gain, advice
    return text
