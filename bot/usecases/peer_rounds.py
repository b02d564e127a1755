"""A round of a peer panel: an interview of the same machine as every other one, and what its interviewer sees and writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from bot.content.library import Library
from bot.core import interview
from bot.core.debrief import debrief, stood
from bot.core.evaluate import unshared
from bot.core.events import AnotherAsked, Event, Skipped
from bot.core.peer import PROBES
from bot.core.replies import Debrief
from bot.core.scorecard import Desk, Heard, Scorecard
from bot.core.state import Interview, Materials, Setup
from bot.core.transitions import NotNow
from bot.core.vocabulary import Level, Verdict
from bot.core.vote.rubric import Rubric
from bot.store import members
from bot.store.connection import Connection
from bot.store.peer import StoredRound
from bot.usecases.choosing import Choice, choose
from bot.usecases.in_parts import pause
from bot.usecases.refusals import NoOtherQuestion
from bot.usecases.study_refusals import PanelMoved


class Rounds:
    """`shelf` holds the scenarios of the server that the panel is held in."""

    def __init__(self, rubric: Rubric, new_seed: Callable[[], int]) -> None:
        self._rubric = rubric
        self._new_seed = new_seed

    def begin(self, id: str, number: int, asks: int, answers: int, choice: Choice, level: Level) -> StoredRound:
        scenario = choice.scenario
        setup = Setup(
            choice.principle, choice.question, level, "interview", "own", scenario.id if scenario else None, probes=PROBES, sealed=True
        )
        state, _replies = interview.begin(setup, Materials(self._rubric, scenario))
        return StoredRound(id, number, asks, answers, choice.principle, state, None, None, None, None, None)

    def step(self, one: StoredRound, event: Event, shelf: Library) -> Interview:
        """The round after the event. Raises PanelMoved where it cannot take it."""
        id = event.scenario_id if isinstance(event, AnotherAsked) else one.state.setup.scenario_id
        scenario = shelf.scenarios.get(id or "")
        try:
            state, _replies = interview.step(one.state, event, Materials(self._rubric, scenario))
        except NotNow as error:
            raise PanelMoved from error
        return state

    def instead(self, state: Interview, shelf: Library) -> Event:
        """What passes the open question over. Raises NoOtherQuestion."""
        if state.phase != "opening":
            return Skipped()
        excluded = frozenset({state.setup.question, *state.passed})
        try:
            choice = choose(shelf, self._new_seed(), (), principle=state.setup.principle, excluded=excluded)
        except LookupError as error:
            raise NoOtherQuestion(principle=state.setup.principle) from error
        return AnotherAsked(choice.question, choice.scenario.id if choice.scenario else None)

    def debrief(self, state: Interview, shelf: Library) -> Debrief | None:
        """The judge's, made in parts; None where nothing was typed. The interviewer ends a round: nobody ended it early."""
        return debrief(replace(state, early=False), Materials(self._rubric, shelf.scenarios.get(state.setup.scenario_id or ""), pause))

    def unshared(self, state: Interview, named: tuple[str, ...], shelf: Library) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What stands at the end and was not named, and what was named and found in no answer (`bot.core.evaluate.unshared`)."""
        found = stood(state, Materials(self._rubric, shelf.scenarios.get(state.setup.scenario_id or "")))
        return ((), ()) if found is None else unshared(found[0], named, found[1])


async def card_of(connection: Connection, one: StoredRound) -> Scorecard:
    """What the interviewer of a round that is over wrote down."""
    names = [await members.external_id(connection, id) or "" for id in (one.interviewer_id, one.candidate_id)]
    verdict, reasons = cast(Verdict, one.verdict), tuple(one.reasons or ())
    return Scorecard(one.number, names[0], names[1], one.principle, verdict, reasons, one.notes or {}, one.judged is not None)


def heard_in(one: StoredRound) -> tuple[Heard, ...]:
    """What was asked so far, and what came of it."""
    return tuple(Heard(turn.question.text, turn.answer) for turn in one.state.turns)


def desk_of(one: StoredRound, candidate: str) -> Desk:
    state = one.state
    question = state.question
    return Desk(
        round=one.number,
        principle=one.principle,
        level=state.setup.level,
        candidate=candidate,
        heard=heard_in(one),
        question=None if question is None else question.text,
        reason=None if question is None else question.reason,
        opening=question is not None and question.kind == "opening",
    )
