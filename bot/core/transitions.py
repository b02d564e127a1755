"""The interview as a table: which event is legal in which phase, and where it leads. Everything that affects the phase is here.

Two kinds of moves, as in h11: an event leads to a phase, or to a switch; a switch leads on at once, by the mode or by what
is left. What an event does besides (judge, ask, debrief) is not this file's business, and what is not in the table is illegal.

    practice    OPENING -> FEEDBACK (-> RETRY -> FEEDBACK)* -> PROBE -> FEEDBACK ... -> DONE
    interview   OPENING -> PROBE -> PROBE ... -> DONE
                and from each of these to OPENING, as long as no story has been told
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

UNTOLD: Mapping[Phase, Mapping[type[Event], Phase | Switch]] = {
    phase: {AnotherAsked: "opening"} for phase in ("probe", "feedback", "retry")
}
"""What is legal besides while no story has been told for the question: every vote on it is that there is not enough evidence for one."""

AFTER_ANSWER: Mapping[Mode, Phase | Switch] = {"practice": "feedback", "interview": "next_probe"}
AFTER_PROBE: Mapping[bool, Phase] = {True: "probe", False: "done"}
AFTER_PAGE: Mapping[bool, Phase] = {True: "reading", False: "done"}


class NotNow(Exception):
    """An event that is not taken in this phase. Nothing has changed; `why` is what `refusal` gives, or in words what is wrong with what the
    table would take."""

    def __init__(self, phase: Phase, event: Event, why: str) -> None:
        super().__init__(why)
        self.phase = phase
        self.event = event
        self.why = why


def legal(phase: Phase, *, untold: bool = False) -> tuple[type[Event], ...]:
    """The events that this phase takes, in the table's order: what a front end may offer."""
    return tuple(_moves(phase, untold))


def move(phase: Phase, event: Event, *, untold: bool = False) -> Phase | Switch:
    """Where the event leads from this phase. Raises NotNow where the table has no such move."""
    target = _moves(phase, untold).get(type(event))
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


def _moves(phase: Phase, untold: bool) -> Mapping[type[Event], Phase | Switch]:
    return {**TABLE[phase], **UNTOLD.get(phase, {})} if untold else TABLE[phase]


_REFUSALS: Mapping[tuple[Phase, type[Event]], str] = {
    ("opening", Skipped): "opening_stays",
    ("opening", TriedAgain): "nothing_to_try_again",
    ("opening", WentOn): "answer_first",
    ("probe", AnotherAsked): "one_story",
    ("probe", TriedAgain): "try_again_later",
    ("probe", WentOn): "probe_open",
    ("retry", AnotherAsked): "question_stays",
    ("retry", TriedAgain): "trying_again",
    ("feedback", Answered): "answer_is_in",
    ("feedback", RepeatAsked): "none_open",
    ("feedback", HintAsked): "none_open",
    ("feedback", ExplainAsked): "none_open",
    ("feedback", MinuteAsked): "no_hurry",
    ("feedback", Skipped): "nothing_to_skip",
    ("feedback", AnotherAsked): "question_answered",
    ("reading", Answered): "nothing_asked",
}
_BY_PHASE: Mapping[Phase, str] = {
    "opening": "open",
    "probe": "open",
    "feedback": "judged",
    "retry": "open",
    "reading": "reading",
    "voting_a": "voting",
    "voting_b": "voting",
    "done": "done",
}
_BY_EVENT: Mapping[type[Event], str] = {WentBack: "no_pages", Voted: "no_votes"}


def refusal(phase: Phase, event_type: type[Event]) -> str:
    """Why this event is not taken now, and what can be done instead: the names of one or two sentences (`refusal.out_of_turn` in
    bot/wording/texts), with a space between them."""
    if phase == "done":
        return _BY_PHASE[phase]
    return _REFUSALS.get((phase, event_type)) or " ".join(filter(None, (_BY_EVENT.get(event_type), _BY_PHASE[phase])))
