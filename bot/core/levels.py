"""The vote at each level, and the one thing that would raise it most."""

from __future__ import annotations

from dataclasses import replace
from typing import Mapping

from bot.core.evidence import Evidence
from bot.core.judgement import LevelView
from bot.core.rubric import Rubric
from bot.core.scoring import capped, raw_score, verdict_of
from bot.core.vocabulary import FLAWS, LEVELS

_SURE = 4.0
_LEAST_GAIN = 1.5  # points; less than this is nothing to tell anybody


def level_views(
    rubric: Rubric, principle: str, evidence: Mapping[str, Evidence], ids: frozenset[str], given: float | None = None
) -> dict[str, LevelView]:
    """One view a level. `given` is a probe reply's own score, which does not depend on the level."""
    out: dict[str, LevelView] = {}
    for level in LEVELS:
        score = given if given is not None else capped(rubric, principle, raw_score(rubric, principle, level, evidence), evidence, ids)
        verdict = verdict_of(rubric, score)
        out[level] = LevelView(verdict, round(score, 1), _lift(rubric, principle, level, evidence, ids))
    return out


def _lift(rubric: Rubric, principle: str, level: str, evidence: Mapping[str, Evidence], ids: frozenset[str]) -> str:
    """The advice whose following gains most at this level; "" where nothing worth telling is left."""
    now = capped(rubric, principle, raw_score(rubric, principle, level, evidence), evidence, ids)
    best, text = _LEAST_GAIN, ""
    for id, advice in rubric.lifts.items():
        found = evidence.get(id)
        if found is None or (id in FLAWS) != (found.odds > 0):
            continue
        mended = dict(evidence)
        mended[id] = replace(found, odds=-_SURE if id in FLAWS else _SURE)
        changed = ids - {id} if id in FLAWS else ids | {id}
        gain = capped(rubric, principle, raw_score(rubric, principle, level, mended), mended, changed) - now
        if gain > best:
            best, text = gain, advice
    return text
