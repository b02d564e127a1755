"""From weighed evidence to a vote: a rubric sum, held to its side of the hire line, capped by disqualifiers, lifted to a bare
hire where no fault is found, cut into verdicts.

sum = start + sum over ids of weight x likelihood. The weights are per level and per principle (data). The hire line is a second such sum: a
hire is an answer that no fault sinks, and what makes a strong hire of it does not make up for one. A cap holds the score down in proportion
to how likely its finding is, so that the score moves smoothly and every change can be traced to a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from math import exp, fsum
from operator import mul
from typing import NamedTuple

from bot.core.judgement import Asked
from bot.core.text.reading import Reading
from bot.core.vocabulary import FLAWS, LEVELS, Verdict
from bot.core.vote.evidence import Evidence
from bot.core.vote.rubric import Cap, Rubric, Worth, Worths

_ORDER = ("no_hire", "leaning_no_hire", "hire", "strong_hire")
_SALAD = 4.0  # a list of stock phrases scores at most this much above nothing
_OUTSIDE = 0.6  # points of score for a point of the sum beyond the first and last cut
NEAR, _FAR = 0.2, 2.0  # points of score, at least and at most, for a point above or below the hire line
_BARE, _FADES = 2.0, 12.0  # points above the hire mark up to which a hire is a bare one; over so many it falls to a third of them
_HELD = 0.9  # share that a cap takes of what rises above it; a tenth is left, so that a better or worse answer still scores otherwise


NOTHING = Worth(0.0, 0.0)


def points(rubric: Rubric, principle: str, level: str, id: str) -> float:
    """What a certain finding of `id` adds to the rubric sum (negative: takes)."""
    return worths(rubric, principle, level).of.get(id, NOTHING).to_sum


def moves_most(rubric: Rubric, principle: str, level: str, id: str) -> float:
    """How much a certain finding of `id` moves the vote, whichever way: its place or its side."""
    return max(map(abs, worths(rubric, principle, level).of.get(id, NOTHING)))


def worths(rubric: Rubric, principle: str, level: str) -> Worths:
    """What each id is worth under this principle at this level."""
    found = rubric.worths.get((principle, level))
    if found is None:
        factor, line = rubric.principle_weights.get(principle, {}).get, rubric.line[level].weights
        of = {id: Worth(weight * factor(id, 1.0), line[id] * factor(id, 1.0)) for id, weight in rubric.bars[level].weights.items()}
        both = [of.get(entry.id, NOTHING) for entry in rubric.ids]
        found = Worths(of, tuple(one.to_sum for one in both), tuple(one.to_line for one in both))
        rubric.worths[principle, level] = found
    return found


class Sums(NamedTuple):
    """What the evidence comes to at one level: the rubric sum, on the scale that the bands cut, and the points over the hire line."""

    total: float
    over: float


def sums(rubric: Rubric, principle: str, level: str, likely: Sequence[float]) -> Sums:
    """start + sum of weight x likelihood, for both; a likelihood for each of the rubric's ids."""
    _, to_sum, to_line = worths(rubric, principle, level)
    return Sums(rubric.bars[level].start + fsum(map(mul, to_sum, likely)), _start_over(rubric, level) + fsum(map(mul, to_line, likely)))


def over_by(rubric: Rubric, principle: str, level: str, ids: Iterable[str]) -> float:
    """How far over the hire line an answer is by what was found in it alone, each as certain."""
    worth_of = worths(rubric, principle, level).of
    return _start_over(rubric, level) + sum(worth_of.get(id, NOTHING).to_line for id in ids)


def _start_over(rubric: Rubric, level: str) -> float:
    """How far over the hire line (negative: under) an answer starts in which nothing is found."""
    return rubric.line[level].start - rubric.verdict_scores["hire"]


def placed(rubric: Rubric, found: Sums) -> float:
    """These sums on the public scale, no cap counted: the banded rubric sum, held to its side of the hire mark. For each point over the
    hire line it stands at least NEAR and at most _FAR points above the mark, and below it likewise. So an answer that is hardly over the
    line, or hardly under it, scores close to the mark whatever its sum."""
    score, mark = banded(rubric, found.total), rubric.verdict_scores["hire"]
    near, far = mark + NEAR * found.over, mark + _FAR * found.over
    return max(near, min(far, score)) if found.over > 0 else max(far, min(near, score))


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
    """What an answer reaches by one level's own weights: its sums, and the score that they come to within all bounds."""

    sums: Sums
    score: float


def reached(rubric: Rubric, principle: str, evidence: Mapping[str, Evidence]) -> dict[str, Reached]:
    """What the answer reaches at each level. What was not weighed counts for nothing."""
    ids = frozenset(id for id, found in evidence.items() if found.odds > 0)
    likely = [evidence[entry.id].likely if entry.id in evidence else 0.0 for entry in rubric.ids]
    found = {level: sums(rubric, principle, level, likely) for level in LEVELS}
    return {level: Reached(one, bounded(rubric, principle, level, placed(rubric, one), evidence, ids)) for level, one in found.items()}


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


def holding(rubric: Rubric, principle: str, evidence: Mapping[str, Evidence], ids: frozenset[str]) -> list[Cap]:
    """The caps that hold, given the ids found: what disqualifies this answer."""
    return [cap for cap in rubric.caps if cap.id in ids and evidence[cap.id].likely > cap.since and applies(cap, principle, ids)]


def capped(rubric: Rubric, principle: str, score: float, evidence: Mapping[str, Evidence], ids: frozenset[str]) -> float:
    """The score under all caps, 0 to 100. Only what is among the `ids` found holds it down: nothing that is not named decides a vote."""
    for cap in rubric.caps:
        found = evidence.get(cap.id)
        if found is None or cap.id not in ids or score <= cap.score or found.likely <= cap.since or not applies(cap, principle, ids):
            continue
        hold = _HELD * min(1.0, (found.likely - cap.since) / (cap.whole - cap.since))
        score -= hold * (score - cap.score)
    return min(100.0, max(0.0, score))


def bounded(rubric: Rubric, principle: str, level: str, score: float, evidence: Mapping[str, Evidence], ids: frozenset[str]) -> float:
    """A placed score as it counts at this level: under all caps, and of a clear answer not below the hire mark."""
    return cleared(rubric, level, capped(rubric, principle, score, evidence, ids), ids)


def is_clear(rubric: Rubric, level: str, ids: Set[str]) -> bool:
    """Whether nothing is found that keeps an answer with these findings from being a hire at this level (`clear` in scoring.yaml)."""
    clear, flaws = rubric.clear, ids & FLAWS.keys()
    return level in clear.levels and len(flaws) < 2 and flaws <= clear.gaps and clear.shows <= ids


def cleared(rubric: Rubric, level: str, score: float, ids: Set[str]) -> float:
    """The score, of a clear answer not below the hire mark: what would be below is a bare hire, the barer the lower it would be."""
    bare = rubric.verdict_scores["hire"] + _BARE
    if score >= bare or not is_clear(rubric, level, ids):
        return score
    return bare - _BARE * (1 - exp((score - bare) / _FADES))


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
