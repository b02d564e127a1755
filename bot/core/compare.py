"""Two attempts at the same question, held side by side: what the later one gained and lost, quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.consistency import inconsistencies
from bot.core.contrast import change
from bot.core.frozen import dataclass
from bot.core.judgement import Finding, Judgement
from bot.core.replies import Change, Inconsistency
from bot.core.ruling import JUDGED
from bot.core.timing import words_in
from bot.core.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to an opening question. `step` is where in its session it was given; `at` when, in UTC seconds. `number` counts the
    attempts at this question from 1, oldest first."""

    session: str
    step: int
    at: int
    principle: str
    level: Level
    mode: str
    question: str
    text: str
    judgement: Judgement
    number: int = 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """`change` is what the later attempt gained, lost, mended and newly shows; `still` are the flaws of both (as the later one shows
    them) and `kept` the signals of both. `facts` are figures that the two give differently. `words` and `seconds` (spoken, an
    estimate) are before and after."""

    before: Attempt
    after: Attempt
    change: Change
    still: tuple[Finding, ...]
    kept: tuple[Finding, ...]
    facts: tuple[Inconsistency, ...]
    words: tuple[int, int]
    seconds: tuple[int, int]


def compared(one: Attempt, other: Attempt) -> Comparison:
    """The two attempts, whichever is earlier first."""
    before, after = sorted((one, other), key=lambda attempt: attempt.number)
    return Comparison(
        before=before,
        after=after,
        change=change(before.judgement, after.judgement),
        still=_shared(after.judgement.flaws, before.judgement.flaws),
        kept=_shared(after.judgement.signals, before.judgement.signals),
        facts=figures_apart(before.text, after.text),
        words=(words_in(before.text), words_in(after.text)),
        seconds=(_seconds(before), _seconds(after)),
    )


def questions(attempts: Sequence[Attempt]) -> Mapping[str, tuple[Attempt, ...]]:
    """The questions that were attempted at least twice, the latest first, each with its numbered attempts, oldest first."""
    by_question: dict[str, list[Attempt]] = {}
    for attempt in sorted(attempts, key=lambda attempt: (attempt.at, attempt.session, attempt.step)):
        by_question.setdefault(attempt.question, []).append(attempt)
    ordered = sorted(by_question.values(), key=lambda tries: (-tries[-1].at, tries[-1].session))
    return {tries[0].question: tuple(_numbered(tries)) for tries in ordered if len(tries) > 1}


def figures_apart(before: str, after: str) -> tuple[Inconsistency, ...]:
    """Figures that two tellings of one story give differently. Owners are left out: from "we" to "I" is what a retelling is for."""
    return tuple(found for found in inconsistencies(before[:JUDGED], after[:JUDGED]) if found.kind == "number")


def _numbered(tries: Sequence[Attempt]) -> list[Attempt]:
    return [replace(attempt, number=number) for number, attempt in enumerate(tries, 1)]


def _shared(findings: tuple[Finding, ...], others: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """One finding per id: those whose id the others hold too."""
    known = {finding.id for finding in others}
    return tuple({finding.id: finding for finding in reversed(findings) if finding.id in known}.values())[::-1]


def _seconds(attempt: Attempt) -> int:
    return sum(time.seconds for time in attempt.judgement.stages.values())
