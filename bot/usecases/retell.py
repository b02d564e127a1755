"""A past story told for another principle: a plan, the telling, and what came of it.

The plan is written down when it is shown, the text before it is judged; the same text sent twice is judged once.
"""

from __future__ import annotations

from bot.content.library import Library
from bot.core.answer import MAX_CHARACTERS
from bot.core.frozen import dataclass
from bot.core.judge import judge
from bot.core.judgement import Asked, Judgement
from bot.core.plain import from_data, state_from_data, to_data
from bot.core.retell import Check, Plan, check, plan
from bot.core.ruling import JUDGED
from bot.core.state import Materials
from bot.core.telling import Telling, told_once
from bot.core.vocabulary import Level
from bot.store import retellings, sessions
from bot.store.retellings import Retelling
from bot.store.sessions import Session
from bot.store.texts import storable
from bot.usecases.choosing import choose
from bot.usecases.exchange import Who
from bot.usecases.past_refusals import NoSuchRetelling, NoSuchTelling, SamePrinciple
from bot.usecases.refusals import Empty, TooLong
from bot.usecases.tellings import Tellings


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan to tell by. `session` is the interview whose story it is, `first` that telling's words."""

    id: str
    session: str
    question: str
    plan: Plan
    first: str


@dataclass(frozen=True, slots=True)
class Retold:
    """A retelling and what came of it. `fresh` is False where another text had been sent before: that one stands."""

    planned: Planned
    text: str
    check: Check
    fresh: bool = True


class Retellings:
    def __init__(self, told: Tellings) -> None:
        self._told = told
        self._means = told.means
        self._database = told.means.database

    async def options(self, who: Who) -> tuple[Telling, ...]:
        """What the member can tell again: their tellings, the latest first."""
        return tuple(reversed(await self._told.of(who)))

    async def plan(self, who: Who, session: str, principle: str, server_id: int | None = None) -> Planned:
        """The plan for telling an interview's story for another principle, at the interview's level; question and angle are the place's.
        Raises NoSuchTelling (no interview of theirs, or no answer in it), SamePrinciple, NoQuestionFor, TooMany."""
        telling = next((one for one in await self._told.of(who) if one.session == session), None)
        if telling is None:
            raise NoSuchTelling
        if telling.principle == principle:
            raise SamePrinciple(principle=principle)
        row = await self._session(session)
        state = state_from_data(row.state)
        first = state.opening.answer if state.opening is not None else None
        if first is None:
            raise NoSuchTelling
        here, there = await self._means.shelf(server_id), await self._means.shelf(row.server_id)
        question = self._question(here, principle)
        judgement = self._judged(principle, telling.level, question, first)
        scenario = there.scenarios.get(state.setup.scenario_id or "") if state.setup.story == "scenario" else None
        scenarios = tuple(here.scenarios.values())
        made = plan(self._told.rubric, telling.principle, principle, telling.level, first, judgement, scenario, scenarios)
        member, now = await self._told.member(who), self._means.now()
        assert member is not None, "whoever has a telling is known"
        kept = Retelling(
            self._means.new_id(), member, session, principle, telling.level, question, to_data(made), None, None, None, now, None
        )
        async with self._database.writing() as connection:
            await self._means.limits.spend(connection, who, member, "sessions", now)
            await retellings.create(connection, kept)
        return Planned(kept.id, session, question, made, first)

    async def planned(self, who: Who, id: str) -> Planned | Retold:
        """A plan as it was shown; with its text and what came of it, once that is there. Raises NoSuchRetelling."""
        row = await self._own(who, id)
        planned = await self._planned(row)
        return planned if row.text is None else await self._follow_up(row, planned, fresh=False)

    async def tell(self, who: Who, id: str, text: str) -> Retold:
        """Tells it. Raises NoSuchRetelling, Empty, TooLong, TooMany."""
        row = await self._own(who, id)
        text = storable(text)
        if not text.strip():
            raise Empty
        if len(text) > MAX_CHARACTERS:
            raise TooLong(characters=len(text), limit=MAX_CHARACTERS)
        async with self._database.writing() as connection:
            await self._means.limits.spend(connection, who, row.member_id, "answers", self._means.now())
            await retellings.receive(connection, id, text, self._means.now())
            row = await retellings.load(connection, id) or row
        return await self._follow_up(row, await self._planned(row), fresh=row.text == text)

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _own(self, who: Who, id: str) -> Retelling:
        member = await self._told.member(who)
        async with self._database.reading() as connection:
            row = await retellings.load(connection, id)
        if row is None or row.member_id != member:
            raise NoSuchRetelling
        return row

    async def _planned(self, row: Retelling) -> Planned:
        state = state_from_data((await self._session(row.session_id)).state)
        first = state.opening.answer if state.opening is not None else None
        return Planned(row.id, row.session_id, row.question, from_data(Plan, row.plan), first or "")

    async def _follow_up(self, row: Retelling, planned: Planned, *, fresh: bool) -> Retold:
        """Judges the text that is written down, unless that was done."""
        text = row.text or ""
        if row.checked is not None:
            return Retold(planned, text, from_data(Check, row.checked), fresh)
        judgement = self._judged(row.principle, planned.plan.level, row.question, text)
        first = self._judged(row.principle, planned.plan.level, row.question, planned.first)
        checked = check(self._told.rubric, planned.plan, text, judgement, planned.first, first)
        told = told_once(text, judgement, Materials(self._told.rubric))
        async with self._database.writing() as connection:
            await retellings.judge(connection, row.id, to_data(told), to_data(checked))
        return Retold(planned, text, checked, fresh)

    async def _session(self, session: str) -> Session:
        async with self._database.reading() as connection:
            row = await sessions.load(connection, session)
        if row is None:
            raise NoSuchTelling
        return row

    def _judged(self, principle: str, level: Level, question: str, text: str) -> Judgement:
        return judge(self._told.rubric, Asked(principle, level, question), text[:JUDGED])

    def _question(self, shelf: Library, principle: str) -> str:
        return choose(shelf, self._means.new_seed(), (), principle=principle).question
