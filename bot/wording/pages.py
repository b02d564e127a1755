"""A step of an interview as one page: what was said, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.core.replies import Asks, Briefs, Calibration, Candidate, Debrief, Feedback, LearnPage, Reply, Says
from bot.core.state import Interview
from bot.core.transitions import legal
from bot.core.vocabulary import VERDICTS
from bot.wording import asking, debrief, evaluating, feedback, learning
from bot.wording.blocks import Action, Block, Page, Rule
from bot.wording.catalogue import Texts
from bot.wording.names import name_of

_BLOCKS: Mapping[type, Callable[[Any, Texts], tuple[Block, ...]]] = {
    Briefs: asking.briefing,
    Asks: asking.question,
    Says: asking.remark,
    Feedback: feedback.feedback,
    Debrief: debrief.debrief,
    LearnPage: learning.page,
    Candidate: evaluating.candidate,
    Calibration: evaluating.calibration,
}

# The order in which a person is offered what the machine's table allows.
_OFFERED = ("answer", "next", "again", "back", "vote", "hint", "repeat", "minute", "skip", "another", "end")


def page(state: Interview, replies: Sequence[Reply], texts: Texts, *, short: bool = False) -> Page:
    """One page for the replies of one step. `short` gives the debrief's summary, for a front end that attaches the rest as a file."""
    blocks: list[Block] = []
    for reply in replies:
        if blocks:
            blocks.append(Rule())
        blocks += debrief.summary(reply, texts) if short and isinstance(reply, Debrief) else blocks_of(reply, texts)
    return Page(title_of(state, texts), tuple(blocks), actions(state, texts))


def blocks_of(reply: Reply, texts: Texts) -> tuple[Block, ...]:
    return _BLOCKS[type(reply)](reply, texts)


def title_of(state: Interview, texts: Texts) -> str:
    return titled(state.setup.principle, state.setup.level, state.setup.mode, texts)


def titled(principle: str, level: str, mode: str, texts: Texts) -> str:
    names = name_of("principle", principle, texts), name_of("level", level, texts), texts(f"mode.{mode}.name")
    return texts("page.title", principle=names[0], level=names[1], mode=names[2])


def actions(state: Interview, texts: Texts) -> tuple[Action, ...]:
    """What can be done next: the events of the machine's table that make sense here, the likeliest first. After a round of an interview
    day it is the day that goes on."""
    if state.phase == "done":
        return _onwards(state, texts)
    return tuple(action for name in offered(state) for action in _action(name, state, texts))


def offered(state: Interview) -> tuple[str, ...]:
    """The names of the events that make sense here, the likeliest first."""
    allowed = {event.name for event in legal(state.phase, untold=state.untold)}
    return tuple(name for name in _OFFERED if name in allowed and _sensible(name, state))


def _onwards(state: Interview, texts: Texts) -> tuple[Action, ...]:
    """From the end to the next beginning: the question once more, by oneself where it was only read or voted on, or another one."""
    if state.setup.sealed:
        return (Action("rounds", texts("action.rounds"), style="primary"),)
    told = state.setup.mode in ("practice", "interview")
    once_more = Action("reask", texts("history.action.again")) if told else Action("reask", texts("action.practise"), value="practice")
    return (once_more, Action("reask", texts("action.next_one"), value="next", style="primary"))


def _sensible(name: str, state: Interview) -> bool:
    if name == "back":
        return state.page > 0
    if name == "another" and state.setup.mode == "interview":
        # Further on it would tell how the answer was voted on. Whoever asks for one in words is given it.
        return state.phase == "opening"
    # A second try is given up by going on; to skip it would say the same twice.
    return not (name == "skip" and state.phase == "retry")


def _action(name: str, state: Interview, texts: Texts) -> list[Action]:
    if name == "answer":
        one = Action("answer", texts("action.answer"), style="primary", needs_text="one")
        if state.question is not None and state.question.kind == "probe":
            return [one]
        return [
            one,
            Action("answer", texts("action.answer_five"), needs_text="five"),
            Action("answer", texts("action.answer_stage"), needs_text="stage"),
        ]
    if name == "vote":
        votes = [verdict for verdict in VERDICTS if verdict != "insufficient_evidence"]
        return [Action("vote", name_of("verdict", verdict, texts), value=verdict, style="primary") for verdict in votes]
    if name == "next":
        return [Action("next", texts(f"action.next_{state.phase}"), style="primary")]
    if name == "end":
        return [Action("end", texts(f"action.end_{'reading' if state.phase == 'reading' else 'interview'}"), style="danger")]
    return [Action(name, texts(f"action.{name}"))]
