"""From weighed evidence to a vote: a rubric sum, capped by disqualifiers, cut into verdicts.

score = start + sum over ids of weight x likelihood. The weights are per level and per principle (data). A cap holds the score down in
proportion to how likely its finding is, so that the score moves smoothly and every change can be traced to a finding.
"""

from __future__ import annotations

from typing import Mapping

from bot.core.evidence import Evidence
from bot.core.rubric import Cap, Rubric
from bot.core.vocabulary import Verdict

_CAP_FROM, _CAP_TO = -0.6, 0.6  # log-odds between which a cap takes hold


def points(rubric: Rubric, principle: str, level: str, id: str) -> float:
    """What a certain finding of `id` adds to the score (negative: takes)."""
    return rubric.bars[level].weights.get(id, 0.0) * rubric.principle_weights.get(principle, {}).get(id, 1.0)


def raw_score(rubric: Rubric, principle: str, level: str, evidence: Mapping[str, Evidence]) -> float:
    """The rubric sum before caps."""
    total = rubric.bars[level].start
    for id, found in evidence.items():
        total += points(rubric, principle, level, id) * found.likely
    return total


def applies(cap: Cap, principle: str, ids: frozenset[str]) -> bool:
    """Whether the cap counts for this principle, given the ids found."""
    return (not cap.principles or principle in cap.principles) and not cap.unless & ids


def capped(rubric: Rubric, principle: str, score: float, evidence: Mapping[str, Evidence], ids: frozenset[str]) -> float:
    """The score under all caps, 0 to 100."""
    for cap in rubric.caps:
        found = evidence.get(cap.id)
        if found is None or score <= cap.score or not applies(cap, principle, ids):
            continue
        hold = min(1.0, max(0.0, (found.odds - _CAP_FROM) / (_CAP_TO - _CAP_FROM)))
        if cap.soft:
            hold *= 0.5
        score -= hold * (score - cap.score)
    return min(100.0, max(0.0, score))


def verdict_of(rubric: Rubric, score: float) -> Verdict:
    """The verdict whose band the score lies in."""
    bands = rubric.verdict_scores
    if score >= bands["strong_hire"]:
        return "strong_hire"
    if score >= bands["hire"]:
        return "hire"
    if score >= bands["leaning_no_hire"]:
        return "leaning_no_hire"
    if score >= bands["no_hire"]:
        return "no_hire"
    return "insufficient_evidence"
