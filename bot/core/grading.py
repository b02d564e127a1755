"""What an answer to a drill is worth, and why: the same judge as everywhere, on the sentence in its place.

`again`: the flaw is still there, or the choice is wrong. `hard`: it is gone, but nothing was put in its place, or the answer shows it
elsewhere. `good`: what the flaw asks for is there. Only a good answer counts towards being done with a drill.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.core.advice import ADVICE
from bot.core.contrast import enough
from bot.core.drills import Add, Probe, Quiz, Rewrite, Spot, sentence_around
from bot.core.frozen import dataclass
from bot.core.judge import hear, judge
from bot.core.judgement import Asked, Finding
from bot.core.quiz import shown_order
from bot.core.ruling import JUDGED
from bot.core.vocabulary import STAGES
from bot.core.vote.rubric import Rubric

Rating = Literal["again", "hard", "good"]
Why = Literal["still", "elsewhere", "gone", "mended", "weak", "strong", "wrong", "right"]


@dataclass(frozen=True, slots=True)
class Grade:
    """`shown` is the finding that decides: the flaw that is still there, or the signal that took its place. `enough` says what would
    have been enough, "" where it was."""

    rating: Rating
    why: Why
    shown: Finding | None = None
    enough: str = ""


def grade_text(task: Rewrite | Add | Probe, text: str, rubric: Rubric) -> Grade:
    """Grades what was written. Offsets in `shown` refer to the judged whole and are of no use outside; its quote is."""
    if isinstance(task, Probe):
        return _reply(task, text, rubric)
    whole, start, end = spliced(task, text, rubric)
    asked = Asked(task.principle, task.level, task.question)
    judgement = judge(rubric, asked, whole[:JUDGED])
    still = [finding for finding in judgement.flaws if finding.id == task.flaw]
    shown = next((finding for finding in still if _meets(finding, start, end)), None)
    if shown is not None:
        return Grade("again", "still", shown, ADVICE[task.flaw].enough)
    lifted = [finding for finding in judgement.signals if finding.id in ADVICE[task.flaw].answered_by]
    brought = next((finding for finding in lifted if _meets(finding, start, end)), None) or _among(lifted, text)
    brought = brought or _alone(task, text, rubric)
    if brought is not None:
        return Grade("good", "mended", brought)
    if still and still[0].start is None:
        return Grade("again", "still", still[0], ADVICE[task.flaw].enough)
    if not still:
        return Grade("hard", "gone", None, ADVICE[task.flaw].enough)
    # The whole quotes one place for each flaw, its plainest: whether the new words have it too shows where they stand alone.
    again = next((finding for finding in judge(rubric, asked, text[:JUDGED]).flaws if finding.id == task.flaw), None)
    if again is None and isinstance(task, Rewrite) and text.split() == task.answer[task.start : task.end].split():
        again = still[0]
    return Grade("again", "still", again, ADVICE[task.flaw].enough) if again else Grade("hard", "elsewhere", still[0])


def grade_choice(task: Spot | Quiz, choice: int) -> Grade:
    """Grades a choice by its place among the options as they are shown. Raises IndexError for a place that there is not."""
    if isinstance(task, Spot):
        right = task.options[choice] == task.flaw
    else:
        right = task.item.options[shown_order(task.item, task.seed)[choice]].right
    return Grade("good", "right") if right else Grade("again", "wrong")


def spliced(task: Rewrite | Add, text: str, rubric: Rubric) -> tuple[str, int, int]:
    """The answer with the new sentence in it, and where that stands. A sentence that is missing goes where its stage ends."""
    told = text.strip()
    if isinstance(task, Rewrite):
        return f"{task.answer[: task.start]}{told}{task.answer[task.end :]}", task.start, task.start + len(told)
    place = _end_of(task.stage, task.answer, rubric)
    before = f"{task.answer[:place].rstrip()} "
    after = task.answer[place:].lstrip()
    return f"{before}{told} {after}".rstrip(), len(before), len(before) + len(told)


def _end_of(stage: str, answer: str, rubric: Rubric) -> int:
    """Where the stage ends in the answer; where there is none, the last one before it."""
    heard = hear(rubric, answer[:JUDGED])
    reading = heard.reading
    order = list(STAGES)
    ends: dict[str, int] = {}
    for (first, end), found in zip(reading.tokens.sentences, heard.stage_of, strict=True):
        if end > first:
            ends[found] = reading.span(first, end)[1]
    place = next((ends[one] for one in reversed(order[: order.index(stage) + 1]) if one in ends), len(answer))
    # The stage's last full stop is still its own.
    return sentence_around(answer, max(place - 1, 0), place)[1] if place < len(answer) else place


def _alone(task: Rewrite | Add, text: str, rubric: Rubric) -> Finding | None:
    """What the new words bring when they stand for themselves, as a reply to whoever asks about the flaw: the rest of the answer may still
    show it, and the sentence is mended all the same."""
    probes = rubric.probes.get(task.flaw)
    wanted = ADVICE[task.flaw].answered_by
    if probes is None or not wanted:
        return None
    probe = next((one for one in probes.first if "{quote}" not in one), probes.first[0].replace("{quote}", "..."))
    asked = Asked(task.principle, task.level, task.question, probe, (task.flaw, *wanted), task.answer[:JUDGED])
    judgement = judge(rubric, asked, text[:JUDGED])
    if judgement.leans != "strong" or any(flaw.id == task.flaw for flaw in judgement.flaws):
        return None
    return next((finding for finding in judgement.signals if finding.id in wanted), None)


def _reply(task: Probe, text: str, rubric: Rubric) -> Grade:
    asked = Asked(task.principle, task.level, task.question, task.probe, task.tests, task.opening[:JUDGED])
    judgement = judge(rubric, asked, text[:JUDGED])
    wanted = (*task.tests, *ADVICE[task.flaw].answered_by)
    if judgement.leans == "strong":
        shown = next((finding for finding in judgement.signals if finding.id in wanted), None)
        return Grade("good", "strong", shown or next(iter(judgement.signals), None))
    shown = next((finding for finding in judgement.flaws if finding.id in wanted), None)
    return Grade("again", "weak", shown or next(iter(judgement.flaws), None), enough(judgement, next(iter(task.tests), task.flaw)))


def _meets(finding: Finding, start: int, end: int) -> bool:
    return finding.start is not None and finding.end is not None and finding.start < end and finding.end > start


def _among(findings: Sequence[Finding], text: str) -> Finding | None:
    """The finding whose words stand in the text: a quote may reach beyond the new sentence."""
    return next((finding for finding in findings if finding.quote and finding.quote.strip() in text), None)
