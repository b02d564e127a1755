"""The interview: a state and an event in, a new state and replies out. No I/O, no clock, no chance; it does not know what drives it.

bot/core/transitions.py says what is legal and where it leads, bot/core/plan.py what is asked next, bot/core/showing.py what is shown. What
is typed is in `turns` before anything else happens with it, and nothing is ever taken out of them.

Events that only ask for words (repeat, hint, what is meant, a minute) leave the state as it is, its step included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.answer import join_stages
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
from bot.core.learn import pages
from bot.core.plan import hint, next_question
from bot.core.replies import Reply, Says
from bot.core.ruling import JUDGED, ruling
from bot.core.scenario import Scenario
from bot.core.showing import asks, briefs, candidates, feedback, outcome, page, received
from bot.core.state import Interview, Materials, OwnVote, Question, Setup, Turn
from bot.core.transitions import FIRST_PHASE, NotNow, Phase, Switch, move, settle

Replies = tuple[Reply, ...]


class WrongMaterials(ValueError):
    """The materials do not belong to this interview: a mistake of the caller, never of the person interviewed."""


def begin(setup: Setup, materials: Materials) -> tuple[Interview, Replies]:
    """A new interview and what it opens with. Raises WrongMaterials where the scenario is not the one that the setup names."""
    _check(setup.scenario_id, materials)
    question = Question("opening", setup.question) if setup.mode in ("practice", "interview") else None
    state = Interview(setup, FIRST_PHASE[setup.mode], question=question)
    return state, stands(state, materials)


def step(state: Interview, event: Event, materials: Materials) -> tuple[Interview, Replies]:
    """What the event makes of the state, and the replies to show. Raises NotNow for an event that is not legal in this
    phase (and for an empty answer); then nothing has changed. For AnotherAsked, `materials` hold the new scenario."""
    target = move(state.phase, event, untold=state.untold)
    _check(event.scenario_id if isinstance(event, AnotherAsked) else state.setup.scenario_id, materials)
    if materials.scenario is None and state.phase in ("reading", "voting_a", "voting_b") and not isinstance(event, Ended):
        raise NotNow(state.phase, event, "the scenario is no longer in the library")
    match event:
        case Answered():
            return _answered(state, event, target, materials)
        case RepeatAsked():
            return state, asks(state, repeated=True)
        case HintAsked():
            return state, _hint(state)
        case ExplainAsked():
            return state, (*_hint(state), *asks(state, repeated=True))
        case MinuteAsked():
            return state, (Says("minute", {}),)
        case AnotherAsked():
            return _another(state, event, materials)
        case Skipped() if state.phase == "probe":
            return _skipped(state, target, materials)
        case TriedAgain():
            return _tried_again(state)
        case WentOn() | Skipped():
            return _went_on(state, target, materials)
        case WentBack():
            return _turned(state, max(state.page - 1, 0), _scenario(materials))
        case Voted():
            return _voted(state, event, materials)
        case Ended():
            return _ended(state, materials)


def stands(state: Interview, materials: Materials) -> Replies:
    """What stands open now, to be shown again: after a restart, in another place, to somebody who resumes."""
    match state.phase:
        case "opening":
            return (briefs(state.setup, materials), *asks(state))
        case "probe" | "retry":
            return asks(state)
        case "feedback":
            shown = feedback(state, materials)
            return (shown,) if shown is not None else ()
        case "reading":
            return (page(state, _scenario(materials)),)
        case "voting_a":
            return (briefs(state.setup, materials), candidates(state, _scenario(materials)))
        case "voting_b":
            return (candidates(state, _scenario(materials)),)
        case "done":
            return outcome(state, materials)


def told(event: Answered) -> tuple[str, Mapping[str, str]]:
    """The answer as it is kept and judged, and its stages where it came stage by stage. Then it is the stages joined in their order,
    so that offsets refer to that; but a text that says anything else than the stages is the whole answer, and wins."""
    joined = join_stages(event.stages)
    if joined.strip() and (not event.text.strip() or event.text.split() == joined.split()):
        return joined, dict(event.stages)
    return event.text, {}


def _check(scenario_id: str | None, materials: Materials) -> None:
    """A scenario that has left the library since is no mistake: the interview goes on without its exemplars."""
    held = materials.scenario.id if materials.scenario is not None else None
    if held is not None and held != scenario_id:
        raise WrongMaterials(f"the interview is about the scenario {scenario_id}, the materials hold {held}")


def _scenario(materials: Materials) -> Scenario:
    if materials.scenario is None:
        raise WrongMaterials("this mode needs its scenario")
    return materials.scenario


def _pages(state: Interview, scenario: Scenario) -> Replies:
    return pages(scenario, state.setup.level, state.setup.seed)


def _answered(state: Interview, event: Answered, target: Phase | Switch, materials: Materials) -> tuple[Interview, Replies]:
    question = state.question
    text, stages = told(event)
    if question is None or not text.strip():
        raise NotNow(state.phase, event, "there is nothing in the answer")
    judgement, vote = ruling(state, question, text, stages, materials)
    turn = Turn(
        number=len(state.turns) + 1,
        question=question,
        answer=text,
        judgement=judgement,
        vote=vote,
        attempt=len(state.attempts) + 1,
        stages=stages,
        writing_seconds=event.writing_seconds,
    )
    answered = replace(state, turns=(*state.turns, turn), step=state.step + 1)
    remarks: Replies = ()
    if len(text) > JUDGED:
        remarks = (Says("too_long", {"characters": str(len(text)), "judged": str(JUDGED)}),)
    if settle(target, state.setup.mode, more=True) == "feedback":
        after = replace(answered, phase="feedback")
        return after, (*remarks, *stands(after, materials))
    after, shown = _next(answered, target, materials)
    return after, (*remarks, received(turn), *shown)


def _next(state: Interview, target: Phase | Switch, materials: Materials) -> tuple[Interview, Replies]:
    """The next probe, or the end: whatever the plan has left. The step was counted by whoever calls."""
    question = next_question(state, materials)
    phase = settle(target, state.setup.mode, more=question is not None)
    after = replace(state, phase=phase, question=question)
    return after, stands(after, materials)


def _another(state: Interview, event: AnotherAsked, materials: Materials) -> tuple[Interview, Replies]:
    if event.scenario_id is None and state.setup.story == "scenario":
        raise NotNow(state.phase, event, "there is no other scenario to ask about")
    setup = replace(state.setup, question=event.question, scenario_id=event.scenario_id)
    after = replace(
        state,
        setup=setup,
        phase="opening",
        step=state.step + 1,
        question=Question("opening", event.question),
        passed=(*state.passed, state.setup.question),
        since=len(state.turns),
    )
    left: Replies = (Says("passed", {}),) if state.counted else ()
    return after, (*left, *stands(after, materials))


def _skipped(state: Interview, target: Phase | Switch, materials: Materials) -> tuple[Interview, Replies]:
    question = state.question
    if question is None:
        return state, ()
    vote = state.turns[-1].vote if state.turns else None
    turn = Turn(len(state.turns) + 1, question, None, None, vote)
    after, shown = _next(replace(state, turns=(*state.turns, turn), step=state.step + 1), target, materials)
    return after, (Says("skipped", {"question": question.text}), *shown)


def _tried_again(state: Interview) -> tuple[Interview, Replies]:
    after = replace(state, phase="retry", step=state.step + 1)
    return after, (Says("again", {"attempt": str(len(after.attempts) + 1)}), *asks(after))


def _went_on(state: Interview, target: Phase | Switch, materials: Materials) -> tuple[Interview, Replies]:
    if state.phase == "reading":
        scenario = _scenario(materials)
        more = state.page + 1 < len(_pages(state, scenario))
        if more:
            return _turned(state, state.page + 1, scenario)
        after = replace(state, phase=settle(target, state.setup.mode, more=False), step=state.step + 1)
        return after, stands(after, materials)
    kept: Replies = (Says("kept", {"attempt": str(len(state.attempts))}),) if state.phase == "retry" else ()
    after, shown = _next(replace(state, step=state.step + 1), target, materials)
    return after, (*kept, *shown)


def _turned(state: Interview, to: int, scenario: Scenario) -> tuple[Interview, Replies]:
    if to == state.page:
        return state, (Says("first_page", {}), page(state, scenario))
    after = replace(state, page=to, step=state.step + 1)
    return after, (page(after, scenario),)


def _voted(state: Interview, event: Voted, materials: Materials) -> tuple[Interview, Replies]:
    vote = OwnVote("A" if state.phase == "voting_a" else "B", event.verdict, event.reasons)
    phase = settle(move(state.phase, event), state.setup.mode, more=False)
    after = replace(state, phase=phase, votes=(*state.votes, vote), step=state.step + 1)
    return after, stands(after, materials)


def _ended(state: Interview, materials: Materials) -> tuple[Interview, Replies]:
    """Early is what leaves something unasked: a question that stands open, or another one that the plan still has."""
    open_question = state.phase not in ("feedback", "retry")
    early = open_question or next_question(state, materials) is not None
    after = replace(state, phase="done", question=None, early=early, step=state.step + 1)
    return after, stands(after, materials)


def _hint(state: Interview) -> Replies:
    if state.question is None:
        return ()
    open_book = state.setup.mode == "practice"
    text = hint(state.question, state.setup.principle, gives_away=open_book)
    return (Says("hint", {"text": text, "target": (state.question.target or "") if open_book else ""}),)
