"""A member's sessions as a list: what they did, and what they were asked."""

from __future__ import annotations

from operator import itemgetter

from sqlalchemy import and_, bindparam, func, select

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.prepared import Prepared
from bot.store.sessions import Session
from bot.store.tables import sessions, turns

_RECENT = Prepared(
    select(sessions.c.question, sessions.c.scenario_id, sessions.c.created_at)
    .where(sessions.c.member_id == bindparam("of_member"))
    .order_by(sessions.c.updated_at.desc())
    .limit(50)
)


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which sessions a history shows; None means any."""

    principle: str | None = None
    level: str | None = None
    mode: str | None = None
    verdict: str | None = None
    status: str | None = None


async def page(
    connection: AsyncConnection, member_id: int, wanted: HistoryFilter, limit: int, offset: int = 0
) -> tuple[list[Session], int]:
    """One page of a member's own sessions, newest first, and how many there are in all. Sessions without any turn are left out."""
    conditions = [sessions.c.member_id == member_id, select(turns.c.id).where(turns.c.session_id == sessions.c.id).exists()]
    for name in ("principle", "level", "mode", "verdict", "status"):
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(sessions.c[name] == value)
    query = select(sessions).where(and_(*conditions)).order_by(sessions.c.updated_at.desc(), sessions.c.id).limit(limit).offset(offset)
    rows = [Session(**row) for row in (await connection.execute(query)).mappings()]
    total = (await connection.execute(select(func.count()).select_from(sessions).where(and_(*conditions)))).scalar_one()
    return rows, total


async def ids_of(connection: AsyncConnection, member_id: int) -> list[str]:
    """Every session of a member, the oldest first."""
    query = select(sessions.c.id).where(sessions.c.member_id == member_id).order_by(sessions.c.created_at, sessions.c.id)
    return list((await connection.execute(query)).scalars())


async def recent_questions(connection: AsyncConnection, member_id: int) -> list[tuple[str, str | None]]:
    """(question, scenario id) of the member's last fifty sessions, newest first: what not to ask again soon. The last ones are those that
    were touched last, which an index knows: a member's thousands need not be sorted for it."""
    rows = await connection.rows(_RECENT, {"of_member": member_id})
    newest = sorted(rows, key=itemgetter("created_at"), reverse=True)
    return [(row["question"], row["scenario_id"]) for row in newest]
