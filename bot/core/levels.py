"""The vote at each level, and the one thing that would raise it most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.evidence import Evidence
from bot.core.judgement import Asked, LevelView
from bot.core.reading import Reading
from bot.core.rubric import Rubric
from bot.core.scoring import banded, capped, decide, points, rubric_sum, verdict_of
from bot.core.vocabulary import FLAWS, LEVELS

_SURE = 4.0
_LEAST_GAIN = 1.5  # points; less than this is nothing to tell anybody


def level_views(
    rubric: Rubric, asked: Asked, reading: Reading, evidence: Mapping[str, Evidence], given: float | None = None
) -> dict[str, LevelView]:
    """One view a level. `given` is a probe reply's own score, which does not depend on the level."""
    out: dict[str, LevelView] = {}
    for level in LEVELS:
        if given is None:
            score, verdict = decide(rubric, asked.principle, level, evidence, reading, asked)
        else:
            score, verdict = given, verdict_of(rubric, given)
        out[level] = LevelView(verdict, round(score, 1), _lift(rubric, asked.principle, level, evidence))
    return out


def _lift(rubric: Rubric, principle: str, level: str, evidence: Mapping[str, Evidence]) -> str:
    """The advice whose following gains most at this level; "" where nothing worth telling is left."""
    ids = frozenset(id for id, found in evidence.items() if found.odds > 0)
    total = rubric_sum(rubric, principle, level, evidence)
    now = capped(rubric, principle, banded(rubric, total), evidence, ids)
    best, text = _LEAST_GAIN, ""
    for id, advice in rubric.lifts.items():
        found = evidence.get(id)
        if found is None or (id in FLAWS) != (found.odds > 0):
            continue
        mended = replace(found, odds=-_SURE if id in FLAWS else _SURE, shift=0.0)
        after = banded(rubric, total + points(rubric, principle, level, id) * (mended.likely - found.likely))
        if after - now <= best:
            continue  # caps only take: they cannot make more of it
        changed = ids - {id} if id in FLAWS else ids | {id}
        gain = capped(rubric, principle, after, {**evidence, id: mended}, changed) - now
        if gain > best:
            best, text = gain, advice
    return text
