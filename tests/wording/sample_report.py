"""A whole interview as a report, its candidate typing what a page must not take for markup."""

from __future__ import annotations

from functools import cache

from bot.content.rubric import load_rubric
from bot.core import interview
from bot.core.events import Answered, Ended, Event, WentOn
from bot.core.report import Exchange, Report
from bot.core.state import Interview, Materials, Setup

QUESTION = "Tell me about a time you took on something outside your own area."
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> </blockquote> & &lt; `code` *stars* \u202eright to left\u202c 🙂'
OPENING = (
    "I noticed that our nightly export to the clinics failed about once a week and that nobody owned it. It was the data team's job, not "
    "mine. I pulled three months of logs and found that every failure came from one timeout in the importer. I wrote a retry with a "
    "checkpoint, tested it against the recorded failures, and brought the finished change to their lead. He preferred a rewrite; I "
    "disagreed, showed him the numbers, and we shipped mine. The failures went from five a month to zero, and the clinics saved about "
    "twelve hours a month. Since then I add an alarm before I hand anything over, because silence had hidden this one for months."
)
REPLY = "We just counted it.\n\nI think it was fine, and the team was happy with it."


def played(*answers: str) -> Report:
    """A practice interview with these answers, ended after the last."""
    materials = Materials(load_rubric())
    setup = Setup("ownership", QUESTION)
    state, first = interview.begin(setup, materials)
    showing = first
    exchanges: list[Exchange] = []
    for text in answers:
        while state.phase == "feedback":
            state, showing = _took(state, WentOn(), materials, exchanges)
        state, showing = _took(state, Answered(text), materials, exchanges)
    state, showing = _took(state, Ended(), materials, exchanges)
    vote = state.turns[-1].vote
    assert vote is not None
    return Report(
        id="session1",
        principle="ownership",
        level="sde2",
        mode="practice",
        status="closed",
        question=QUESTION,
        scenario_id=None,
        scenario_version=None,
        rubric_version="1",
        began_at=1_750_000_000,
        touched_at=1_750_001_800,
        verdict=vote.verdict,
        score=vote.score,
        first=first,
        exchanges=tuple(exchanges),
        showing=showing,
    )


def _took(state: Interview, event: Event, materials: Materials, exchanges: list[Exchange]) -> tuple[Interview, tuple]:  # type: ignore[type-arg]
    asked = state.question.text if state.question else None
    text = event.text if isinstance(event, Answered) else None
    after, replies = interview.step(state, event, materials)
    exchanges.append(Exchange(1_750_000_000, event.name, asked, text, replies))
    return after, replies


@cache
def sample() -> Report:
    return played(OPENING, REPLY, HOSTILE)
