"""Interviews held in tests: the real rubric, the seed's real scenario, answers of several kinds, and a way to play a script."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bot.content.library import load_library
from bot.core.events import (
    AnotherAsked,
    Answered,
    Ended,
    Event,
    ExplainAsked,
    HintAsked,
    MinuteAsked,
    RepeatAsked,
    Skipped,
    TriedAgain,
    Voted,
    WentBack,
    WentOn,
)
from bot.core.interview import begin, step
from bot.core.replies import Reply
from bot.core.scenario import Scenario
from bot.core.state import Interview, Materials, Setup
from bot.core.transitions import Mode, Phase
from tests.core.judged import rubric

_SCENARIOS = Path(__file__).parents[2] / "scenarios"
PRINCIPLE = "have_backbone_disagree_and_commit"
QUESTION = "Tell me about a time when you disagreed with a decision."

STRONG = (
    "Our clinic was going to move all night shifts to a new rota. I noticed that the draft left the emergency desk with one nurse on "
    "Sundays. It was not my department, and nobody had asked me. I pulled eleven months of admission records and counted the arrivals "
    "per hour. I found that Sunday nights had 34 arrivals on average against 21 on weekdays. I told the director that I disagreed with "
    "the rota and showed her the table. She kept it for the first month, because the contracts were signed. So I carried it out as "
    "decided, wrote the handover sheet for the single nurse and trained six colleagues on it. After the month I measured again. The "
    "director changed the rota. Waiting time on Sundays fell from 95 minutes to 40, which saved us two agency shifts a week, about "
    "1,900 euros a month. I learned that I had brought the figures a week too late: since then I ask for the draft before contracts "
    "are signed, because afterwards even a right argument costs a month."
)
WEAK = (
    "We had a new rota coming and everybody felt it was not ideal. We talked about it a lot in the team and we decided to raise it. My "
    "manager told us to write a summary, so we sent an e-mail and waited. In the end things got better and everyone was happy. I learned "
    "that communication is important."
)
STRONG_REPLY = (
    "I told the director on the Tuesday before the decision that I disagreed, and why: I had counted 34 arrivals per Sunday night against "
    "21 on weekdays. I showed her the table, and when she kept the rota I wrote the handover sheet myself and trained six colleagues on it."
)
WEAK_REPLY = "I didn't really say anything. I sent an e-mail and waited until they had sorted it out."


@cache
def scenario() -> Scenario:
    return load_library([_SCENARIOS / PRINCIPLE / "webhook-drop-rate.yaml"]).scenarios["webhook-drop-rate"]


@cache
def materials(*, with_scenario: bool = True) -> Materials:
    return Materials(rubric(), scenario() if with_scenario else None)


def setup(mode: Mode = "practice", *, story: str = "own", probes: int = 3, seed: int = 7, level: str = "sde2") -> Setup:
    return Setup(PRINCIPLE, QUESTION, level, mode, story, "webhook-drop-rate", seed, probes)  # type: ignore[arg-type]


def play(chosen: Setup, events: Iterable[Event], held: Materials | None = None) -> tuple[Interview, list[Reply]]:
    """The state after these events, and every reply on the way."""
    held = held or materials()
    state, shown = begin(chosen, held)
    said = list(shown)
    for event in events:
        state, shown = step(state, event, held)
        said += shown
    return state, said


def examples() -> tuple[Event, ...]:
    """One event of every type, fit to be taken wherever its type is."""
    return (
        Answered(STRONG, writing_seconds=200),
        RepeatAsked(),
        HintAsked(),
        MinuteAsked(),
        ExplainAsked(),
        Skipped(),
        AnotherAsked("Describe a decision that you argued against.", "webhook-drop-rate"),
        TriedAgain(),
        WentOn(),
        WentBack(),
        Voted("no_hire", ("collective_voice",)),
        Ended(),
    )


# How to come to each phase, by mode.
WAYS: dict[tuple[Mode, Phase], tuple[Event, ...]] = {
    ("practice", "opening"): (),
    ("practice", "feedback"): (Answered(WEAK),),
    ("practice", "retry"): (Answered(WEAK), TriedAgain()),
    ("practice", "probe"): (Answered(WEAK), WentOn()),
    ("practice", "done"): (Answered(WEAK), Ended()),
    ("interview", "opening"): (),
    ("interview", "probe"): (Answered(STRONG),),
    ("interview", "done"): (Answered(STRONG), Answered(WEAK_REPLY), Ended()),
    ("learn", "reading"): (WentOn(),),
    ("learn", "done"): (Ended(),),
    ("evaluate", "voting_a"): (),
    ("evaluate", "voting_b"): (Voted("hire"),),
    ("evaluate", "done"): (Voted("hire", ("metric_delta",)), Voted("no_hire", ("collective_voice", "no_metric"))),
}
