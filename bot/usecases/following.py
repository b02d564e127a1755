"""What follows from a turn that is written down: computed from the session as it stood, and committed by whoever is first."""

from __future__ import annotations

from dataclasses import replace

from bot.core import interview
from bot.core.events import AnotherAsked, Ended, Event
from bot.core.plain import event_from_data, state_from_data
from bot.core.state import Interview, Materials
from bot.core.vote.rubric import Rubric
from bot.store import drafts, sessions, turns
from bot.store.connection import Connection
from bot.store.sessions import Session
from bot.store.turns import Turn as StoredTurn
from bot.usecases.exchange import Shown
from bot.usecases.in_parts import pause
from bot.usecases.means import Means
from bot.usecases.refusals import NoSuchSession, ScenarioGone
from bot.usecases.rows import Outcome, judgement_of, row_of


class Following:
    """`judged` counts the answers whose judgement this process has written."""

    def __init__(self, means: Means, rubric: Rubric) -> None:
        self._means = means
        self._rubric = rubric
        self.judged = 0

    async def up(self, session: Session, turn: StoredTurn) -> Shown:
        """What follows from a turn that is written down: computed, committed, returned."""
        outcome = await self.outcome(session, state_from_data(session.state), event_from_data(turn.payload))
        async with self._means.database.writing(brief=True) as connection:
            written = await self.write(connection, session, turn, outcome)
        return await self.shown(session, outcome, written)

    async def outcome(self, session: Session, state: Interview, event: Event) -> Outcome:
        """What follows from an event, to be written. Raises ScenarioGone."""
        materials = await self._materials(session, state, event)
        after, replies = await self._means.in_parts(interview.step, state, event, materials)
        # Another question may have come with another scenario, or with none.
        scenario = materials.scenario
        if after.setup.scenario_id != (scenario.id if scenario else None):
            scenario = (await self._means.shelf(session.server_id)).scenarios.get(after.setup.scenario_id or "")
        now, version = self._means.now(), self._rubric.version
        row = row_of(session.id, session.member_id, session.server_id, after, replies, session.place, now, version, scenario)
        return Outcome(replace(row, created_at=session.created_at), after, replies, judgement_of(after, event))

    async def write(self, connection: Connection, session: Session, turn: StoredTurn, outcome: Outcome) -> bool:
        """False where another process was first; then nothing is written."""
        row, judgement = outcome.row, outcome.judgement
        data, now = None if judgement is None else judgement.to_data(), row.updated_at
        if not await turns.handle(connection, session, row, turn, judgement=data, showed=row.showing, now=now):
            return False
        if turn.answer is not None:
            held = (await drafts.kept(connection, session.id, turn.step)).values()
            if taken := frozenset(text for text in held if text in turn.answer):
                await drafts.drop(connection, session.id, turn.step, taken)
        return True

    async def shown(self, session: Session, outcome: Outcome, written: bool) -> Shown:
        """What there is to show, whoever has written it down. Raises NoSuchSession where it has been forgotten meanwhile."""
        if written:
            self.judged += outcome.judgement is not None
            return Shown(outcome.row, outcome.after, outcome.replies)
        # Another process was first; the judge is deterministic, so what it wrote is what we have.
        async with self._means.database.reading(brief=True) as connection:
            current = await sessions.load(connection, session.id)
        if current is None:
            raise NoSuchSession
        return Shown(current, state_from_data(current.state), outcome.replies, fresh=False)

    async def _materials(self, session: Session, state: Interview, event: Event) -> Materials:
        wanted = event.scenario_id if isinstance(event, AnotherAsked) else state.setup.scenario_id
        scenario = (await self._means.shelf(session.server_id)).scenarios.get(wanted or "")
        if scenario is None and state.setup.mode in ("learn", "evaluate") and not isinstance(event, Ended):
            raise ScenarioGone
        return Materials(self._rubric, scenario, pause)
