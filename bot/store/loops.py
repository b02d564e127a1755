"""Interview days and their rounds: every query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.loop_tables import loop_rounds, loops
from bot.store.tables import sessions


@dataclass(frozen=True, slots=True)
class Loop:
    """A row of `loops`. `panel` is plain data."""

    id: str
    member_id: int
    level: str
    status: str
    panel: Any
    created_at: int
    updated_at: int

    @property
    def is_open(self) -> bool:
        return self.status == "open"


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round and how its interview stands: `status` is the session's, None before it begins or when it was forgotten."""

    place: int
    principle: str
    session_id: str | None
    begun_at: int | None
    status: str | None


async def create(connection: AsyncConnection, loop: Loop, principles: Sequence[str]) -> bool:
    """The new day and its rounds. False where the member has a day open."""
    row = {column.name: getattr(loop, column.name) for column in loops.columns}
    try:
        async with connection.begin_nested():
            await connection.execute(insert(loops).values(**row))
    except IntegrityError:
        return False
    rounds = [{"loop_id": loop.id, "place": place, "principle": principle} for place, principle in enumerate(principles)]
    await connection.execute(insert(loop_rounds), rounds)
    return True


async def load(connection: AsyncConnection, loop_id: str) -> Loop | None:
    row = (await connection.execute(select(loops).where(loops.c.id == loop_id))).mappings().first()
    return None if row is None else Loop(**row)


async def latest_of(connection: AsyncConnection, member_id: int) -> Loop | None:
    query = select(loops).where(loops.c.member_id == member_id).order_by(loops.c.created_at.desc(), loops.c.id).limit(1)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else Loop(**row)


async def of_session(connection: AsyncConnection, session_id: str) -> Loop | None:
    """The day that a session is a round of."""
    query = select(loops).join(loop_rounds, loop_rounds.c.loop_id == loops.c.id).where(loop_rounds.c.session_id == session_id)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else Loop(**row)


async def rounds_of(connection: AsyncConnection, loop_id: str) -> list[RoundRow]:
    query = (
        select(loop_rounds.c.place, loop_rounds.c.principle, loop_rounds.c.session_id, loop_rounds.c.begun_at, sessions.c.status)
        .outerjoin(sessions, sessions.c.id == loop_rounds.c.session_id)
        .where(loop_rounds.c.loop_id == loop_id)
        .order_by(loop_rounds.c.place)
    )
    return [RoundRow(**row) for row in (await connection.execute(query)).mappings()]


async def begin_round(connection: AsyncConnection, loop_id: str, place: int, session_id: str, now: int) -> bool:
    """Notes the session of a round. False where the round has begun already: that session stands."""
    where = (loop_rounds.c.loop_id == loop_id, loop_rounds.c.place == place, loop_rounds.c.begun_at.is_(None))
    values = {"session_id": session_id, "begun_at": now}
    if not (await connection.execute(update(loop_rounds).where(*where).values(**values))).rowcount:
        return False
    await connection.execute(update(loops).where(loops.c.id == loop_id).values(updated_at=now))
    return True


async def close(connection: AsyncConnection, loop_id: str, panel: Any, now: int) -> bool:
    """Ends the day with its debrief. False where it was over already: that debrief stands."""
    where = (loops.c.id == loop_id, loops.c.status == "open")
    values = {"status": "closed", "panel": panel, "updated_at": now}
    closed = bool((await connection.execute(update(loops).where(*where).values(**values))).rowcount)
    if closed:
        # What was forgotten before is in no debrief: from now on a round without its interview is one that was forgotten since.
        gone = (loop_rounds.c.loop_id == loop_id, loop_rounds.c.session_id.is_(None))
        await connection.execute(update(loop_rounds).where(*gone).values(begun_at=None))
    return closed


async def unseal(connection: AsyncConnection, session_id: str, state: Any, showing: Any, verdict: str | None, score: float | None) -> None:
    """A round of a day that is over is an interview as any other from now on: it shows its own debrief (its next step), or, where it was
    left idle, stands where it stood. One that was taken up again meanwhile has moved on, and is left alone."""
    values = {"step": state["step"], "state": state, "showing": showing, "verdict": verdict, "score": score}
    where = (sessions.c.id == session_id, sessions.c.status != "open")
    await connection.execute(update(sessions).where(*where).values(**values))


async def forget_debrief_of(connection: AsyncConnection, session_id: str) -> None:
    """Deletes the day that is over and had this session as a round: its debrief holds what was said there. The other rounds stay."""
    held = select(loop_rounds.c.loop_id).where(loop_rounds.c.session_id == session_id)
    await connection.execute(delete(loops).where(loops.c.id.in_(held), loops.c.status == "closed"))


async def forget_hollow(connection: AsyncConnection) -> int:
    """Deletes days that are over and have lost a round since: their debriefs hold what was said there. A round that was forgotten before
    its day was over is none of these (`close` has taken it out)."""
    lost = select(loop_rounds.c.loop_id).where(loop_rounds.c.session_id.is_(None), loop_rounds.c.begun_at.is_not(None))
    return int((await connection.execute(delete(loops).where(loops.c.id.in_(lost), loops.c.status == "closed"))).rowcount)
