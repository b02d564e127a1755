"""The vote at each level, and the one thing that would raise it most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.core.judgement import Asked, LevelView
from bot.core.text.reading import Reading
from bot.core.vocabulary import FLAWS, LEVELS
from bot.core.vote.evidence import Evidence, likelihood
from bot.core.vote.rubric import Rubric
from bot.core.vote.scoring import NOTHING, Reached, Sums, bounded, decide, holding, is_clear, placed, reached, verdict_of, worths

_SURE = 4.0
_LIKELY, _UNLIKELY = likelihood(_SURE), likelihood(-_SURE)
_LEAST_GAIN = 1.5  # points; less than this is nothing to tell anybody


def level_views(
    rubric: Rubric,
    asked: Asked,
    reading: Reading,
    evidence: Mapping[str, Evidence],
    given: float | None = None,
    at_levels: Mapping[str, Reached] | None = None,
) -> dict[str, LevelView]:
    """One view a level. `given` is a probe reply's own score, which does not depend on the level; `at_levels` is what `reached` gives,
    where somebody has it already."""
    at_levels = at_levels or reached(rubric, asked.principle, evidence)
    ids = frozenset(id for id, found in evidence.items() if found.odds > 0)
    lifts = _lifts(rubric, evidence)
    # What disqualifies the answer is to be mended first: without that, nothing else makes a hire of it.
    disqualifies = {cap.id for cap in holding(rubric, asked.principle, evidence, ids)}
    first = [lift for lift in lifts if lift.id in disqualifies]
    out: dict[str, LevelView] = {}
    for level in LEVELS:
        if given is None:
            score, verdict = decide(rubric, asked.principle, level, evidence, reading, asked, at_levels)
        else:
            score, verdict = given, verdict_of(rubric, given)
        now = at_levels[level]
        lift = next(filter(None, (_lift(rubric, asked.principle, level, evidence, ids, now, these) for these in (first, lifts))), "")
        out[level] = LevelView(verdict, round(score, 1), lift)
    return out


def beyond(rubric: Rubric, principle: str, level: str) -> frozenset[str]:
    """The ids that neither this principle nor the bar of this level asks for: nobody is advised to show one there."""
    at = frozenset(id for id, levels in rubric.advised_at.items() if level not in levels)
    return at | frozenset(id for id, principles in rubric.advised_under.items() if principle not in principles)


class _Lift(NamedTuple):
    """Advice that could be followed: a flaw to mend or a signal to show, and by how much likely that would move it."""

    id: str
    flaw: bool
    moves: float
    advice: str


def _lifts(rubric: Rubric, evidence: Mapping[str, Evidence]) -> list[_Lift]:
    out: list[_Lift] = []
    for id, advice in rubric.lifts.items():
        found, flaw = evidence.get(id), id in FLAWS
        if found is not None and flaw == (found.odds > 0):
            out.append(_Lift(id, flaw, (_UNLIKELY if flaw else _LIKELY) - found.likely, advice))
    return out


def _lift(
    rubric: Rubric,
    principle: str,
    level: str,
    evidence: Mapping[str, Evidence],
    ids: frozenset[str],
    now: Reached,
    lifts: Sequence[_Lift],
) -> str:
    """The advice whose following gains most at this level, which has come to `now` with the `ids` found; "" where nothing worth
    telling is left."""
    best, text = _LEAST_GAIN, ""
    worth_of, unasked = worths(rubric, principle, level).of.get, beyond(rubric, principle, level)
    (total, over), score = now
    little = few = 0.0
    for id, flaw, moves, advice in lifts:
        if id in unasked:
            continue
        to_sum, to_line = worth_of(id, NOTHING)
        more, further = to_sum * moves, to_line * moves
        changed = ids - {id} if flaw else ids | {id}
        lifted = is_clear(rubric, level, changed)  # caps only take: nothing else makes more of a sum
        if not lifted and more <= little and further <= few:  # what moves less than something that gains too little gains too little
            continue
        after = placed(rubric, Sums(total + more, over + further))
        if not lifted and after - score <= best:
            little, few = more, further
            continue
        found = evidence[id]
        mended = Evidence(id, -_SURE if flaw else _SURE, found.why, found.where)
        gain = bounded(rubric, principle, level, after, {**evidence, id: mended}, changed) - score
        if gain > best:
            best, text = gain, advice
    return text
