"""From weighed evidence to a vote: a rubric sum, capped by disqualifiers, cut into verdicts.

score = start + sum over ids of weight x likelihood. The weights are per level and per principle (data). A cap holds the score down in
proportion to how likely its finding is, so that the score moves smoothly and every change can be traced to a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.core.evidence import Evidence
from bot.core.judgement import Asked
from bot.core.reading import Reading
from bot.core.rubric import Cap, Rubric
from bot.core.vocabulary import LEVELS, Verdict

_ORDER = ("no_hire", "leaning_no_hire", "hire", "strong_hire")
_SALAD = 4.0  # a list of stock phrases scores at most this much above nothing
_OUTSIDE = 0.6  # points of score for a point of the sum beyond the first and last cut

_HELD = 0.9  # of what rises above a cap; the rest is left, so that whatever is made better or worse can still be seen


def points(rubric: Rubric, principle: str, level: str, id: str) -> float:
    """What a certain finding of `id` adds to the score (negative: takes)."""
    return all_points(rubric, principle, level).get(id, 0.0)


def all_points(rubric: Rubric, principle: str, level: str) -> Mapping[str, float]:
    """What each id that has a weight at this level adds to the score (negative: takes) where it is certain."""
    found = rubric.points.get((principle, level))
    if found is None:
        factors = rubric.principle_weights.get(principle, {})
        found = {id: weight * factors.get(id, 1.0) for id, weight in rubric.bars[level].weights.items()}
        rubric.points[principle, level] = found
    return found


def rubric_sum(rubric: Rubric, principle: str, level: str, evidence: Mapping[str, Evidence]) -> float:
    """start + sum of weight x likelihood, on the scale that the bands cut."""
    most = all_points(rubric, principle, level).get
    total = rubric.bars[level].start
    for id, found in evidence.items():
        weight = most(id)
        if weight:
            total += weight * found.likely
    return total


def banded(rubric: Rubric, total: float) -> float:
    """The rubric sum on the public scale: the cuts that were fitted (`bands`) become the scores that the verdicts start at."""
    low, mark = rubric.bands[_ORDER[0]], rubric.verdict_scores[_ORDER[0]]
    if total <= low:
        return max(0.0, mark + (total - low) * _OUTSIDE)
    for name in _ORDER[1:]:
        high, top = rubric.bands[name], rubric.verdict_scores[name]
        if total < high:
            return mark + (total - low) / (high - low) * (top - mark)
        low, mark = high, top
    return min(100.0, mark + (total - low) * _OUTSIDE)


class Reached(NamedTuple):
    """What an answer reaches by one level's own weights: the rubric sum, and the score that it comes to under all caps."""

    total: float
    score: float


def reached(rubric: Rubric, principle: str, evidence: Mapping[str, Evidence]) -> dict[str, Reached]:
    """What the answer reaches at each level."""
    ids = frozenset(id for id, found in evidence.items() if found.odds > 0)
    totals = {level: rubric_sum(rubric, principle, level, evidence) for level in LEVELS}
    return {level: Reached(total, capped(rubric, principle, banded(rubric, total), evidence, ids)) for level, total in totals.items()}


def decide(
    rubric: Rubric,
    principle: str,
    level: str,
    evidence: Mapping[str, Evidence],
    reading: Reading,
    asked: Asked,
    at_levels: Mapping[str, Reached] | None = None,
) -> tuple[float, Verdict]:
    """Score and verdict of an opening: what it reaches at this level or a higher one, since who meets a higher bar meets this one too.
    Where there is no story, the salad rule tells stock phrases (a no) from too little to judge. `at_levels` is what `reached` gives, where
    somebody has it already."""
    at_levels = at_levels or reached(rubric, principle, evidence)
    upwards = list(LEVELS)[list(LEVELS).index(level) :]
    score = max(at_levels[at].score for at in upwards)
    if "no_story" in evidence and evidence["no_story"].odds > 0:
        marks = rubric.verdict_scores
        odds = rubric.salad.bias + sum(rule.weight * rule.kind.run(reading, asked, {}).strength for rule in rubric.salad.rules)
        lowest = marks["no_hire"]
        score = min(max(score, lowest), lowest + _SALAD) if odds > 0 else min(score, lowest - 1.0)
    elif score < rubric.verdict_scores["no_hire"]:
        score = rubric.verdict_scores["no_hire"]
    score = round(score, 1)  # before the verdict, so that what is shown and what was voted agree
    return score, verdict_of(rubric, score)


def applies(cap: Cap, principle: str, ids: frozenset[str]) -> bool:
    """Whether the cap counts for this principle, given the ids found."""
    return (not cap.principles or principle in cap.principles) and not cap.unless & ids


def capped(rubric: Rubric, principle: str, score: float, evidence: Mapping[str, Evidence], ids: frozenset[str]) -> float:
    """The score under all caps, 0 to 100."""
    for cap in rubric.caps:
        found = evidence.get(cap.id)
        if found is None or score <= cap.score or found.likely <= cap.since or not applies(cap, principle, ids):
            continue
        hold = _HELD * min(1.0, (found.likely - cap.since) / (cap.whole - cap.since))
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
