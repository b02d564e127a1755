"""Holding an interview: load, step, save. What both front ends call.

A step is two transactions with nothing but pure computation between them: what came in is committed, then judged, then what followed is
committed and shown. Whoever finds a turn that was not followed up (a restart, a second process) finishes it and gets the same result,
because the judge is deterministic. A second submit of a step gets what the first one was shown.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.content.library import Library
from bot.core import interview
from bot.core.answer import MAX_CHARACTERS
from bot.core.events import AnotherAsked, Answered, Ended, Event
from bot.core.plain import NotReadable, event_from_data, event_to_data, replies_from_data, state_from_data
from bot.core.state import Materials, Setup
from bot.core.transitions import NotNow, move
from bot.core.vote.rubric import Rubric
from bot.store import history, members, sessions, turns
from bot.store.database import Database
from bot.store.sessions import Session
from bot.store.texts import storable
from bot.store.turns import Turn as StoredTurn
from bot.usecases.choosing import choose, chosen
from bot.usecases.drafts import Drafts
from bot.usecases.exchange import Shown, Standing, Who, Wish
from bot.usecases.finding import closed, find, find_session
from bot.usecases.following import Following
from bot.usecases.limits import Limits
from bot.usecases.means import Means
from bot.usecases.refusals import (
    AlreadyAnswered,
    Empty,
    NoOtherQuestion,
    NothingOpen,
    Outdated,
    OutOfTurn,
    ScenarioGone,
    TooLong,
    TooMany,
)
from bot.usecases.rows import row_of, text_of
from bot.usecases.stays import moved

# Writing that took longer than this was interrupted; it says nothing about the answer.
MAX_WRITING_SECONDS = 45 * 60  # who answers after longer was called away, or came back in another terminal


class Interviews:
    """`now` gives whole UTC seconds, `new_id` a fresh session id (12 characters of [a-z0-9]), `new_seed` a fresh seed."""

    def __init__(
        self,
        database: Database,
        library: Callable[[], Library],
        rubric: Rubric,
        *,
        now: Callable[[], int],
        new_id: Callable[[], str],
        new_seed: Callable[[], int],
        limits: Limits | None = None,
    ) -> None:
        self.database = database
        self.library = library
        self.rubric = rubric
        self.now = now
        self._new_id = new_id
        self._new_seed = new_seed
        # What a front end makes the use cases of its other features with.
        self.means = Means(database, library, now, new_id, new_seed, limits or Limits())
        self.drafts = Drafts(self.means)
        self._following = Following(self.means, rubric)

    @property
    def judged(self) -> int:
        """Answers that this process has judged, for those who run it."""
        return self._following.judged

    # Starting and finding -------------------------------------------------------------------------------------------------

    async def start(self, who: Who, wish: Wish, *, server_id: int | None = None, place: Mapping[str, Any] | None = None) -> Shown:
        """A new session, its first question asked. Raises NoSuchScenario, NoScenarioFor, TooMany."""
        now, seed = self.now(), self._new_seed()
        library = await self.means.shelf(server_id)
        async with self.database.writing(brief=True) as connection:
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            if server_id is not None:
                await members.ensure_server(connection, server_id, now)
            await self.means.limits.spend(connection, who, member, "sessions", now)
            recent = await history.recent_questions(connection, member)
            needs_scenario = wish.story == "scenario" or wish.mode in ("learn", "evaluate")
            choice = chosen(library, seed, recent, wish, needs_scenario)
            setup = Setup(
                principle=choice.principle,
                question=choice.question,
                level=wish.level,  # type: ignore[arg-type]  # Setup refuses what is no level, mode or story
                mode=wish.mode,  # type: ignore[arg-type]  # as above
                story=wish.story,  # type: ignore[arg-type]  # as above
                scenario_id=choice.scenario.id if choice.scenario else None,
                seed=seed,
                probes=wish.probes,
                sealed=wish.sealed,
            )
            state, replies = interview.begin(setup, Materials(self.rubric, choice.scenario))
            id, version, where = self._new_id(), self.rubric.version, dict(place or {})
            session = row_of(id, member, server_id, state, replies, where, now, version, choice.scenario)
            await sessions.create(connection, session)
        return Shown(session, state, replies)

    async def resume(self, who: Who, session_id: str | None = None) -> Shown:
        """The member's latest unfinished session (or the one named), with what it was showing. Finishes what a restart cut off.

        Raises NothingOpen, NoSuchSession, NotYours."""
        if session_id is None:
            async with self.database.reading() as connection:
                member = await members.find_member(connection, who.platform, who.external_id)
                found = None if member is None else await sessions.latest_open(connection, member)
            if found is None:
                raise NothingOpen
            session_id = found.id
        held = await find(self.database, who, session_id)
        if held.pending is not None:
            return await self._following.up(held.session, held.pending)
        return Shown(held.session, state_from_data(held.session.state), replies_from_data(held.session.showing), fresh=False)

    async def stands(self, who: Who, session_id: str) -> Standing:
        """Where a session stands, with the drafts of its step, without what it was showing. Finishes what a restart cut off."""
        found = await find(self.database, who, session_id, with_drafts=True, showing=False)
        if found.pending is not None:
            shown = await self._following.up(found.session, found.pending)
            return Standing(shown.session, shown.state, {})
        return Standing(found.session, state_from_data(found.session.state), found.drafts)

    async def opened(self, who: Who, session_id: str) -> tuple[Shown, tuple[StoredTurn, ...]]:
        """One of the member's own sessions as it ended, and all its turns as they were shown. Raises NoSuchSession, NotYours."""
        session = await self._owned(who, session_id)
        async with self.database.reading() as connection:
            taken = await turns.of_session(connection, session_id)
        return Shown(session, state_from_data(session.state), replies_from_data(session.showing), fresh=False), tuple(taken)

    async def moved(self, session_id: str, place: Mapping[str, Any] | None, *, durable: bool = True) -> None:
        """Notes where the session is shown now, and keeps where it was before; None: something more was said where it is. What can be found
        again, because it stands where it was shown before, need not be durable: after a power cut a step may then be shown twice."""
        async with self.database.writing(brief=True, durable=durable) as connection:
            before = await sessions.place_of(connection, session_id)
            if before is not None:
                await sessions.move(connection, session_id, moved(before, before if place is None else place, self.now()))

    # Stepping -------------------------------------------------------------------------------------------------------------

    async def take(
        self,
        who: Who,
        session_id: str,
        step: int,
        event: Event,
        *,
        source: str | None = None,
        received: Callable[[], Awaitable[None]] | None = None,
    ) -> Shown:
        """Takes what happened at a step. The same step twice gives the first result again (`fresh` False).

        `source` names what brought the event, where it has a name of its own (a message's id): the same source twice is taken once,
        at whatever step. `received` is awaited once the event is written down and nothing of it can be lost any more, before it is
        judged.

        Raises NoSuchSession, NotYours, Closed, Outdated, OutOfTurn, Empty, TooLong, TooMany, AlreadyAnswered. In the last three, and
        whenever the text of an answer could not be taken, it has been kept as a draft."""
        session = await find_session(self.database, who, session_id, showing=False)
        event = self._complete(session, event)
        await self._refuse_unfit(session, step, event)
        if source is not None and (earlier := await self._from(session, source)) is not None:
            return await self._again(session, earlier, event)
        if step != session.step or not session.is_open:
            return await self._again(session, step, event)
        state = state_from_data(session.state)
        try:
            move(state.phase, event, untold=state.untold)
        except NotNow as refusal:
            await self.drafts.keep_refused(session.id, step, event)
            raise OutOfTurn(why=refusal.why) from refusal
        outcome = None
        if not isinstance(event, Answered):
            # Nothing was typed that a failure could lose: what follows is known, and written down together with what came in.
            outcome = await self._following.outcome(session, state, event)
            if outcome.after.step == state.step:
                return Shown(session, outcome.after, outcome.replies)
        try:
            async with self.database.writing(brief=True) as connection:
                if isinstance(event, Answered):
                    await self.means.limits.spend(connection, who, session.member_id, "answers", self.now())
                turn = await turns.receive(
                    connection,
                    session,
                    event=event.name,
                    payload=event_to_data(event),
                    answer=text_of(event),
                    question=state.question.text if state.question else session.question,
                    now=self.now(),
                    source=source,
                )
                written = turn is not None and outcome is not None and await self._following.write(connection, session, turn, outcome)
        except TooMany:
            await self.drafts.keep_refused(session.id, step, event)
            raise
        if received is not None:
            await received()
        if turn is None:
            return await self._again(await self._owned(who, session_id), step, event)
        if outcome is None:
            outcome = await self._following.outcome(session, state, event_from_data(turn.payload))
            async with self.database.writing(brief=True) as connection:
                written = await self._following.write(connection, session, turn, outcome)
        return await self._following.shown(session, outcome, written)

    async def another(self, who: Who, session_id: str, step: int) -> Shown:
        """Another opening question for the same principle, while no story has been told for this one. Raises NoOtherQuestion beside what
        `take` raises."""
        session = await self._owned(who, session_id)
        state = state_from_data(session.state)
        excluded = frozenset({state.setup.question, *state.passed})
        needs_scenario = state.setup.story == "scenario"
        try:
            choice = choose(
                await self.means.shelf(session.server_id),
                state.setup.seed + step,
                (),
                principle=state.setup.principle,
                needs_scenario=needs_scenario,
                excluded=excluded,
            )
        except LookupError as error:
            raise NoOtherQuestion(principle=state.setup.principle) from error
        return await self.take(who, session_id, step, AnotherAsked(choice.question, choice.scenario.id if choice.scenario else None))

    async def end(self, who: Who, session_id: str) -> Shown:
        """Ends the session wherever it stands; the debrief comes with what there is. Raises NoSuchSession, NotYours, Closed."""
        session = await self._owned(who, session_id)
        if not session.is_open:
            raise closed(session)
        return await self.take(who, session_id, session.step, Ended())

    # After a restart ------------------------------------------------------------------------------------------------------

    async def recover(self) -> int:
        """Follows up every turn that was written down and cut off; returns how many there were. For the start of a process."""
        done = 0
        async with self.database.reading() as connection:
            cut_off = await turns.unhandled(connection)
        for turn in cut_off:
            async with self.database.reading() as connection:
                session = await sessions.load(connection, turn.session_id)
            if session is not None and session.step == turn.step:
                # Whoever comes back to a story that is gone, or to what this version cannot read, is told then: one turn must not keep
                # all the others from a start.
                with suppress(ScenarioGone, NotReadable):
                    await self._following.up(session, turn)
                    done += 1
        return done

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _owned(self, who: Who, session_id: str) -> Session:
        return await find_session(self.database, who, session_id)

    def _complete(self, session: Session, event: Event) -> Event:
        """Adds the writing time, which no front end can measure better than we can from outside, and judges the text as it is kept."""
        if not isinstance(event, Answered):
            return event
        stages = {stage: storable(text) for stage, text in event.stages.items()}
        event = replace(event, text=storable(event.text), stages=stages)
        if event.writing_seconds is None:
            passed = self.now() - session.updated_at
            return replace(event, writing_seconds=passed if 0 <= passed <= MAX_WRITING_SECONDS else None)
        return event

    async def _refuse_unfit(self, session: Session, step: int, event: Event) -> None:
        text = text_of(event)
        if text is None:
            return
        if not text.strip():
            raise Empty
        if len(text) > MAX_CHARACTERS:
            await self.drafts.keep_refused(session.id, step, event)
            raise TooLong(characters=len(text), limit=MAX_CHARACTERS)

    async def _again(self, session: Session, step: int, event: Event) -> Shown:
        """A step that was taken before: its stored result, once more."""
        # Both from one moment: another process may be moving the session on.
        async with self.database.reading() as connection:
            turn = await turns.at(connection, session.id, step)
            session = await sessions.load(connection, session.id) or session
        if turn is not None and turn.handled_at is None and session.step == step and session.is_open:
            shown = await self._following.up(session, turn)
            session = shown.session
            async with self.database.reading() as connection:
                turn = await turns.at(connection, session.id, step)
        text = text_of(event)
        if turn is None or turn.event != event.name:
            await self.drafts.keep_refused(session.id, step, event)
            raise Outdated if session.is_open else closed(session)
        if text is not None and text != turn.answer:
            await self.drafts.keep_refused(session.id, step, event, late=True)
            raise AlreadyAnswered
        return Shown(session, state_from_data(session.state), replies_from_data(turn.showed or session.showing), fresh=False)

    async def _from(self, session: Session, source: str) -> int | None:
        """The step of the turn that this source brought to the session, if it did."""
        async with self.database.reading() as connection:
            turn = await turns.brought_by(connection, source)
        return turn.step if turn is not None and turn.session_id == session.id else None
