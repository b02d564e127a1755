"""The interview as a table: which event is legal in which phase, and where it leads. Everything that affects the phase is here.

Two kinds of moves, as in h11: an event leads to a phase, or to a switch; a switch leads on at once, by the mode or by what
is left. What an event does besides (judge, ask, debrief) is not this file's business, and what is not in the table is illegal.

    practice    OPENING -> FEEDBACK (-> RETRY -> FEEDBACK)* -> PROBE -> FEEDBACK ... -> DONE
    interview   OPENING -> PROBE -> PROBE ... -> DONE
    learn       READING -> READING ... -> DONE
    evaluate    VOTING_A -> VOTING_B -> DONE
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

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

Mode = Literal["learn", "practice", "interview", "evaluate"]
Phase = Literal["opening", "probe", "feedback", "retry", "reading", "voting_a", "voting_b", "done"]
Switch = Literal["answered", "next_probe", "next_page"]

MODES: tuple[Mode, ...] = ("learn", "practice", "interview", "evaluate")
PHASES: tuple[Phase, ...] = ("opening", "probe", "feedback", "retry", "reading", "voting_a", "voting_b", "done")

FIRST_PHASE: Mapping[Mode, Phase] = {"learn": "reading", "practice": "opening", "interview": "opening", "evaluate": "voting_a"}

TABLE: Mapping[Phase, Mapping[type[Event], Phase | Switch]] = {
    # The opening question stands open.
    "opening": {
        Answered: "answered",
        RepeatAsked: "opening",
        HintAsked: "opening",
        ExplainAsked: "opening",
        MinuteAsked: "opening",
        AnotherAsked: "opening",
        Ended: "done",
    },
    # A probe stands open. Skipped counts as not proven.
    "probe": {
        Answered: "answered",
        RepeatAsked: "probe",
        HintAsked: "probe",
        ExplainAsked: "probe",
        MinuteAsked: "probe",
        Skipped: "next_probe",
        Ended: "done",
    },
    # Practice: the answer was judged and shown; nothing stands open.
    "feedback": {
        TriedAgain: "retry",
        WentOn: "next_probe",
        Ended: "done",
    },
    # Practice: the same question once more. Going on (or skipping) leaves the last answer standing.
    "retry": {
        Answered: "answered",
        RepeatAsked: "retry",
        HintAsked: "retry",
        ExplainAsked: "retry",
        MinuteAsked: "retry",
        WentOn: "next_probe",
        Skipped: "next_probe",
        Ended: "done",
    },
    # Learn: a page is shown.
    "reading": {
        WentOn: "next_page",
        WentBack: "reading",
        Ended: "done",
    },
    # Evaluate: a candidate's answer is shown, nothing of the rubric yet.
    "voting_a": {
        Voted: "voting_b",
        Ended: "done",
    },
    "voting_b": {
        Voted: "done",
        Ended: "done",
    },
    "done": {},
}

AFTER_ANSWER: Mapping[Mode, Phase | Switch] = {"practice": "feedback", "interview": "next_probe"}
AFTER_PROBE: Mapping[bool, Phase] = {True: "probe", False: "done"}
AFTER_PAGE: Mapping[bool, Phase] = {True: "reading", False: "done"}


class NotNow(Exception):
    """An event that is not legal in this phase. Nothing has changed; `str()` is a sentence for the person who tried."""

    def __init__(self, phase: Phase, event: Event, sentence: str) -> None:
        super().__init__(sentence)
        self.phase = phase
        self.event = event
        self.sentence = sentence


def legal(phase: Phase) -> tuple[type[Event], ...]:
    """The events that this phase takes, in the table's order: what a front end may offer."""
    return tuple(TABLE[phase])


def move(phase: Phase, event: Event) -> Phase | Switch:
    """Where the event leads from this phase. Raises NotNow where the table has no such move."""
    target = TABLE[phase].get(type(event))
    if target is None:
        raise NotNow(phase, event, refusal(phase, type(event)))
    return target


def settle(target: Phase | Switch, mode: Mode, *, more: bool) -> Phase:
    """The phase that a move ends in. `more`: another probe is worth asking (or another page follows)."""
    if target == "answered":
        target = AFTER_ANSWER[mode]
    if target == "next_probe":
        return AFTER_PROBE[more]
    if target == "next_page":
        return AFTER_PAGE[more]
    return target  # type: ignore[return-value]  # the three switches are settled above


_OPEN = "A question stands open."
_REFUSALS: Mapping[tuple[Phase, type[Event]], str] = {
    ("opening", Skipped): "The opening question cannot be skipped. Ask for another question, or end the interview.",
    ("opening", TriedAgain): "There is no answer to try again yet. The question stands open.",
    ("opening", WentOn): "The next step comes after your answer. The question stands open.",
    ("probe", AnotherAsked): "The interview stays on one story. You can skip this follow-up, or end the interview.",
    ("probe", TriedAgain): "Trying again comes after your answer to this follow-up.",
    ("probe", WentOn): "A follow-up stands open. Answer it, or skip it.",
    ("retry", AnotherAsked): "The question was answered already, so it stays. Answer it again, or go on with your last answer.",
    ("retry", TriedAgain): "You are at it: the same question stands open again.",
    ("feedback", Answered): "Your last answer is in. To answer the same question again, choose to try again; otherwise go on.",
    ("feedback", RepeatAsked): "No question stands open. Try again, or go on to the next one.",
    ("feedback", HintAsked): "No question stands open. Try again, or go on to the next one.",
    ("feedback", ExplainAsked): "No question stands open. Try again, or go on to the next one.",
    ("feedback", MinuteAsked): "Take the time you need. Nothing is waiting for you.",
    ("feedback", Skipped): "Nothing stands open to skip. Go on, or try again.",
    ("feedback", AnotherAsked): "This question was answered already. Go on, or end the interview and start another one.",
    ("reading", Answered): "This is the walk-through: nothing is asked here. Start the practice mode to answer.",
}
_BY_PHASE: Mapping[Phase, str] = {
    "opening": _OPEN,
    "probe": _OPEN,
    "feedback": "Your last answer was judged. Try again, or go on.",
    "retry": _OPEN,
    "reading": "This is the walk-through. Go to the next page, go back, or end it.",
    "voting_a": "You are in the bar raiser's chair: vote on this candidate first.",
    "voting_b": "You are in the bar raiser's chair: vote on this candidate first.",
    "done": "This interview is over. What was said is kept; you can start another one.",
}
_BY_EVENT: Mapping[type[Event], str] = {
    WentBack: "There are pages to turn only in the walk-through.",
    Voted: "Votes are given only in the bar raiser's chair.",
}


def refusal(phase: Phase, event_type: type[Event]) -> str:
    """Why this event is not taken now, and what can be done instead: a sentence for people."""
    if phase == "done":
        return _BY_PHASE[phase]
    return _REFUSALS.get((phase, event_type)) or " ".join(filter(None, (_BY_EVENT.get(event_type), _BY_PHASE[phase])))
