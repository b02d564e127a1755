"""The running vote: how probe replies move the vote on the opening, and which words moved it.

A strong reply supplies what was missing and lifts the flaw it answers; a weak one confirms it, or uncovers a disqualifier that the
opening hid. The vote may move by more than one band in either direction: interviewers rescore the opening. It comes over the hire line only
where all that has been found by then reaches it: a merit shown late does not make up for a fault that stands. And what had to be drawn out
of an opening that was a no becomes a hire at most, by two strong replies at least: one alone leaves it below the line, unless it tells the
story that was not told. A reply in another language says nothing either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from bot.core.judgement import Asked, Finding, Judgement
from bot.core.vocabulary import FLAWS, FLAWS_AND_SIGNALS, SIGNALS, UNTOLD, Verdict
from bot.core.vote.reply import sought_ids
from bot.core.vote.rubric import Rubric
from bot.core.vote.scoring import NEAR, applies, over_by, points, verdict_of

_CONFIRMED = 6.0  # points that a reply takes which is as weak as can be; one that nearly brought what was asked takes next to none
_NO = frozenset({"no_hire", "insufficient_evidence"})
_ENOUGH = 2  # strong replies that make a hire of an opening that was a no, unless it had told nothing that happened yet
_STEP = 0.1  # scores are told in tenths
_BROUGHT = 4.0  # points that a strong reply adds by itself


def revote(
    rubric: Rubric, asked: Asked, opening: Judgement, replies: Sequence[tuple[Asked, Judgement]]
) -> tuple[Verdict, float, str, str | None]:
    """The vote after these replies, in order: verdict, score, why it moved with the last one, and the quote that moved it (None where
    it did not move, or by an absence)."""
    score = opening.score
    # What one reply says beside what it was asked disqualifies nobody: it counts, and holds nothing down.
    asked_about = {finding.id for finding in opening.flaws}
    why, quote = "No reply has moved the vote yet.", None
    strong = 0
    for targets, reply, lifted, gained, uncovered, flaws, signals in _steps(rubric, opening, replies):
        if any(flaw.why == rubric.unread.why for flaw in reply.flaws):
            why, quote = f"{rubric.unread.why} The reply did not move the vote.", None
            continue
        before = score
        asked_about |= targets
        if reply.leans == "strong":
            strong += 1
            for id in lifted:
                score -= points(rubric, asked.principle, asked.level, id)
            for finding in gained:
                score += points(rubric, asked.principle, asked.level, finding.id)
            score = max(score, before) + (_BROUGHT if lifted or gained else 1.0)
            moved = max(gained, key=lambda finding: points(rubric, asked.principle, asked.level, finding.id), default=None)
            moved = moved or next(iter(reply.signals), None)
            why = _strong_why(rubric, _shown(rubric, lifted, reply), lifted, gained, moved)
        else:
            for finding in uncovered:
                score += points(rubric, asked.principle, asked.level, finding.id) * 0.7
            score = min(score, before) - _CONFIRMED * (1 - reply.score / rubric.verdict_scores["hire"])
            moved = min(uncovered, key=lambda finding: points(rubric, asked.principle, asked.level, finding.id), default=None)
            moved = moved or next((finding for finding in reply.flaws if finding.id in targets | rubric.of_itself), None)
            why = moved.why if moved else "The reply did not bring what the follow-up asked for."
        score = _under_caps(rubric, asked.principle, score, flaws & asked_about, signals, opening)
        score = max(score, min(opening.score, rubric.verdict_scores["no_hire"]))  # what was a story stays one, whatever is said of it
        score = min(_on_its_side(rubric, asked, score, opening, flaws | signals), _highest(rubric, opening, strong))
        if round(score, 1) == round(before, 1):
            why, quote = "The reply did not move the vote.", None
        else:
            quote = moved.quote if moved else None
    score = round(score, 1)  # before the verdict, so that what is shown and what was voted agree
    return verdict_of(rubric, score), score, why, quote


def standing(rubric: Rubric, opening: Judgement, replies: Sequence[tuple[Asked, Judgement]]) -> frozenset[str]:
    """The flaws and signals that the vote rests on after these replies."""
    stands = opening.ids
    for step in _steps(rubric, opening, replies):
        stands = step.flaws | step.signals
    return stands


def lifts(rubric: Rubric, id: str, shown: Set[str]) -> bool:
    """Whether a strong reply that shows these signals answers the flaw."""
    return not shown.isdisjoint(rubric.lifted_by.get(id, ()))


class _Step(NamedTuple):
    """A reply, what its probe sought, what it changes (the flaws that a strong one lifts, the signals it adds, the flaws that a weak one
    uncovers), and the flaws and signals that stand then."""

    targets: frozenset[str]
    reply: Judgement
    lifted: Sequence[str]
    gained: Sequence[Finding]
    uncovered: Sequence[Finding]
    flaws: frozenset[str]
    signals: frozenset[str]


def _steps(rubric: Rubric, opening: Judgement, replies: Sequence[tuple[Asked, Judgement]]) -> Iterator[_Step]:
    flaws = frozenset(finding.id for finding in opening.flaws)
    signals = frozenset(finding.id for finding in opening.signals)
    for question, reply in replies:
        targets = _targets(rubric, question)
        lifted: list[str] = []
        gained: list[Finding] = []
        uncovered: list[Finding] = []
        if reply.leans == "strong":
            shown = {finding.id for finding in reply.signals}
            still = {finding.id for finding in reply.flaws}  # asked for a number, a reply may be good and yet bring none
            # In the vocabulary's order: a set's own order differs from process to process.
            lifted = [id for id in FLAWS if id in flaws - still and (id in targets or lifts(rubric, id, shown))]
            gained = [finding for finding in reply.signals if finding.id not in signals]
        else:
            uncovered = [finding for finding in reply.flaws if finding.id not in flaws | rubric.of_itself]
        flaws = flaws.difference(lifted) | {finding.id for finding in uncovered}
        signals |= {finding.id for finding in gained}
        yield _Step(targets, reply, lifted, gained, uncovered, flaws, signals)


def _targets(rubric: Rubric, question: Asked) -> frozenset[str]:
    return sought_ids(rubric, question) & frozenset(FLAWS_AND_SIGNALS)


def _under_caps(rubric: Rubric, principle: str, score: float, flaws: frozenset[str], signals: frozenset[str], opening: Judgement) -> float:
    for cap in rubric.caps:
        if cap.id in flaws and applies(cap, principle, signals) and score > cap.score:
            score = cap.score if cap.id not in opening.ids else min(score, max(cap.score, opening.score))
    return min(100.0, max(0.0, score))


def _on_its_side(rubric: Rubric, asked: Asked, score: float, opening: Judgement, found: Set[str]) -> float:
    """The score, held below the hire mark as far as what is found still falls short of the line; what the opening had earned stays."""
    over = over_by(rubric, asked.principle, asked.level, found)
    return score if over >= 0 else min(score, max(opening.score, rubric.verdict_scores["hire"] + min(NEAR * over, -_STEP)))


def _highest(rubric: Rubric, opening: Judgement, strong: int) -> float:
    """The score that so many strong replies can bring an opening to."""
    if opening.verdict not in _NO:
        return 100.0
    enough = 1 if opening.ids & UNTOLD else _ENOUGH
    return rubric.verdict_scores["hire" if strong < enough else "strong_hire"] - _STEP


def _shown(rubric: Rubric, lifted: Sequence[str], reply: Judgement) -> Sequence[str]:
    """Those of the lifted flaws that this reply answers in so many words; a good one lifts what it was asked about all the same."""
    return [id for id in lifted if id not in rubric.lifted_by or lifts(rubric, id, {signal.id for signal in reply.signals})]


def _strong_why(rubric: Rubric, shown: Sequence[str], lifted: Sequence[str], gained: Sequence[Finding], moved: Finding | None) -> str:
    """`moved` is the weightiest of what was gained; where nothing was, something of the reply that stood before."""
    if shown or (lifted and not gained):
        return rubric.lifted[(shown or lifted)[0]]
    if moved is not None:
        name = SIGNALS[moved.id].name.lower()
        return f"The reply adds what was missing: {name}." if gained else f"The reply confirms what was told already: {name}."
    return "The reply is specific, and adds nothing that was still missing."
