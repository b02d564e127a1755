"""An interview day: begun, held round by round, read together at its end. What both front ends call.

Each round is an interview of its own, sealed: it shows no vote. When the day is over the panel's debrief is written down, and from then on
every round shows its own debrief too, as any interview does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.content.library import Library
from bot.core import interview
from bot.core.advice import same_ground
from bot.core.debrief import debrief
from bot.core.frozen import dataclass
from bot.core.gist import gist
from bot.core.judgement import Finding
from bot.core.loop import ROUNDS, Day, Round, Standing, chosen
from bot.core.panel import Heard, Panel, panel
from bot.core.plain import from_data, replies_to_data, state_from_data, state_to_data, to_data
from bot.core.replies import Debrief
from bot.core.state import Interview, Materials
from bot.core.telling import Mark, Telling
from bot.core.vocabulary import PRINCIPLES, VERDICTS, Level
from bot.store import loops, members, sessions
from bot.store.loops import Loop, RoundRow
from bot.store.sessions import Session
from bot.usecases.exchange import Shown, Who, Wish
from bot.usecases.in_parts import pause
from bot.usecases.interviews import Interviews
from bot.usecases.past_refusals import DayNotOver, DayOpen, NoDay, TooFewQuestions
from bot.usecases.tellings import Tellings


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day as it stands; `panel` once it is over and anything was said in it."""

    id: str
    day: Day
    is_open: bool
    panel: Panel | None


class Days:
    def __init__(self, interviews: Interviews, told: Tellings) -> None:
        self._interviews = interviews
        self._told = told
        self._means = told.means
        self._database = told.means.database

    async def start(self, who: Who, level: Level, server_id: int | None = None) -> DayShown:
        """A new day, of what the place can ask for; its first round has still to begin. Raises DayOpen, TooFewQuestions."""
        library = await self._means.shelf(server_id)
        available = [one for one in PRINCIPLES if library.by_principle(one) or library.questions.get(one)]
        if len(available) < ROUNDS[level]:
            raise TooFewQuestions(n=len(available))
        principles = chosen(level, _standings(await self._told.of(who), level), available, self._means.new_seed())
        now = self._means.now()
        async with self._database.writing() as connection:
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            loop = Loop(self._means.new_id(), member, level, "open", None, now, now)
            if not await loops.create(connection, loop, principles):
                raise DayOpen
        return await self._shown(loop)

    async def standing(self, who: Who, loop_id: str | None = None) -> DayShown:
        """The day named, or the member's latest. Raises NoDay."""
        return await self._shown(await self._own(who, loop_id))

    async def of_session(self, who: Who, session_id: str) -> DayShown:
        """The day that an interview is a round of. Raises NoDay."""
        async with self._database.reading() as connection:
            loop = await loops.of_session(connection, session_id)
        if loop is None or loop.member_id != await self._told.member(who):
            raise NoDay
        return await self._shown(loop)

    async def begin(
        self, who: Who, loop_id: str, probes: int, *, server_id: int | None = None, place: Mapping[str, Any] | None = None
    ) -> Shown:
        """The round that comes next, begun; or the one that is open, as it stands. Raises NoDay (none, or it is over)."""
        loop = await self._own(who, loop_id)
        rows = await self._rounds(loop.id)
        row = next((row for row in rows if not _over(row)), None)
        if row is None or not loop.is_open:
            raise NoDay
        if row.session_id is not None:
            return await self._interviews.resume(who, row.session_id)
        wish = Wish(principle=row.principle, level=loop.level, mode="interview", probes=probes, sealed=True)
        shown = await self._interviews.start(who, wish, server_id=server_id, place=place)
        now = self._means.now()
        async with self._database.writing() as connection:
            if await loops.begin_round(connection, loop.id, row.place, shown.session.id, now):
                return shown
            # Another click was first: its interview is the round, and this one has been shown to nobody.
            await sessions.drop(connection, shown.session.id)
        return await self.begin(who, loop_id, probes)

    async def finish(self, who: Who, loop_id: str, *, early: bool = False) -> DayShown:
        """Ends the day and reads its rounds together. `early` ends it with what there is: the round that is open included.

        Raises NoDay, DayNotOver."""
        loop = await self._own(who, loop_id)
        if not loop.is_open:
            return await self._shown(loop)
        rows = await self._rounds(loop.id)
        left = [row for row in rows if not _over(row)]
        if left and not early:
            raise DayNotOver(n=len(left))
        for row in left:
            if row.session_id is not None:
                await self._interviews.end(who, row.session_id)
        rows = await self._rounds(loop.id)
        async with self._database.reading() as connection:
            held = {row.place: await sessions.load(connection, row.session_id) for row in rows if row.session_id is not None}
        heard = []
        opened: list[tuple[Session, Interview, Any, Debrief | None]] = []
        for row in rows:
            if row.begun_at is None:
                continue
            session = held.get(row.place)
            if session is None:
                heard.append(_nothing(row, ""))
                continue
            shelf = await self._means.shelf(session.server_id)
            state, showing, end = await self._means.in_parts(self._unsealed, session, shelf)
            opened.append((session, state, showing, end))
            heard.append(_heard(row, session, end))
        read = panel(loop.level, heard) if heard else None  # type: ignore[arg-type]  # only levels are stored
        now = self._means.now()
        async with self._database.writing() as connection:
            if await loops.close(connection, loop.id, None if read is None else to_data(read), now):
                for session, state, showing, end in opened:
                    mark = end.final_vote if end is not None and state.phase == "done" else None
                    verdict, score = (None, None) if mark is None else (mark.verdict, mark.score)
                    await loops.unseal(connection, session.id, state_to_data(state), showing, verdict, score)
        return await self._shown(await self._own(who, loop_id))

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _own(self, who: Who, loop_id: str | None) -> Loop:
        member = await self._told.member(who)
        if member is None:
            raise NoDay
        async with self._database.reading() as connection:
            loop = await (loops.latest_of(connection, member) if loop_id is None else loops.load(connection, loop_id))
        if loop is None or loop.member_id != member:
            raise NoDay
        return loop

    async def _rounds(self, loop_id: str) -> list[RoundRow]:
        async with self._database.reading() as connection:
            return await loops.rounds_of(connection, loop_id)

    async def _shown(self, loop: Loop) -> DayShown:
        rounds = tuple(Round(row.principle, row.session_id, _over(row)) for row in await self._rounds(loop.id))
        read = None if loop.panel is None else from_data(Panel, loop.panel)
        return DayShown(loop.id, Day(loop.level, rounds), loop.is_open, read)  # type: ignore[arg-type]  # only levels are stored

    def _unsealed(self, session: Session, shelf: Library) -> tuple[Interview, Any, Debrief | None]:
        """The round without its seal, what it shows from then on as plain data, and its debrief, made in parts. One that was left idle
        stands where it stood: whoever takes it up again ends it as any other interview."""
        state = state_from_data(session.state)
        state = replace(state, setup=replace(state.setup, sealed=False))
        materials = Materials(self._told.rubric, shelf.scenarios.get(state.setup.scenario_id or ""), pause)
        if state.phase != "done":
            return state, session.showing, debrief(state, materials)
        replies = interview.stands(state, materials)
        end = next((reply for reply in replies if isinstance(reply, Debrief)), None)
        if end is None:
            return state, session.showing, None
        # A step of its own: where the round was held does not show its debrief yet.
        return replace(state, step=state.step + 1), replies_to_data(replies), end


def _over(row: RoundRow) -> bool:
    """A round whose interview was forgotten is over too: it was held."""
    return row.begun_at is not None and row.status != "open"


def _standings(told: tuple[Telling, ...], level: Level) -> dict[str, Standing]:
    """How each principle stands at the level of the day."""
    order = list(VERDICTS)
    found: dict[str, Standing] = {}
    for one in told:
        mark = one.told.levels.get(level, one.told.mark)
        before = found.get(one.principle, Standing(None, 0))
        best = mark.verdict if before.best is None else min(before.best, mark.verdict, key=order.index)
        found[one.principle] = Standing(best, before.times + 1)
    return found


def _heard(row: RoundRow, session: Session, end: Debrief | None) -> Heard:
    if end is None:
        return _nothing(row, session.question, session.id)
    answered = [revote for revote in end.revotes if revote.leans == "strong"]
    moved = max(end.revotes, key=lambda revote: abs(revote.after.score - revote.before.score), default=None)
    telling = end.first_vote if moved is None else moved.after
    settled = {id for revote in answered for id in same_ground(revote.target)}
    return Heard(
        place=row.place,
        principle=row.principle,
        question=end.question,
        mark=Mark(end.final_vote.verdict, end.final_vote.score),
        first=Mark(end.first_vote.verdict, end.first_vote.score),
        flaws=_quotes([flaw for flaw in end.opening.flaws if flaw.id not in settled]),
        signals=_quotes(end.opening.signals),
        gist=gist(end.answer),
        why=telling.why,
        moved_by=telling.moved_by,
        session=session.id,
    )


def _nothing(row: RoundRow, question: str, session: str = "") -> Heard:
    return Heard(row.place, row.principle, question, None, None, {}, {}, (), "", None, session)


def _quotes(findings: list[Finding] | tuple[Finding, ...]) -> dict[str, str | None]:
    """One finding per id, with its words."""
    quotes: dict[str, str | None] = {}
    for finding in findings:
        quotes.setdefault(finding.id, finding.quote)
    return quotes
