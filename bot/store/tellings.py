"""What is counted over a member's interviews: every query on tellings.

A session is looked at once it is over, and again only if it went on since. Every query starts from one member's rows by an index, so that
what it costs depends on that member and on nobody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.loop_tables import loop_rounds, loops
from bot.store.progress_tables import tellings
from bot.store.sessions import Session
from bot.store.tables import members, sessions
from bot.store.upserting import upserting

# What the use cases hand on, who know nothing of the library behind it.
Connection = AsyncConnection
# The modes in which a story is told.
_TOLD_IN = ("practice", "interview")


@dataclass(frozen=True, slots=True)
class TellingRow:
    """A telling with what its session says of it. `data` is plain data (bot/core/telling.py)."""

    session_id: str
    principle: str
    level: str
    mode: str
    story: str
    question: str
    scenario_id: str | None
    told_at: int
    data: Any
    story_id: int | None


async def lock(connection: AsyncConnection, member_id: int) -> None:
    """Two processes that derive for the same member do it one after the other."""
    await connection.execute(select(members.c.id).where(members.c.id == member_id).with_for_update())


async def held(connection: AsyncConnection, ids: Sequence[str]) -> frozenset[str]:
    """Those of the sessions that are still there, and stay until this transaction ends: deriving takes its time, and meanwhile any may have
    been forgotten."""
    query = select(sessions.c.id).where(sessions.c.id.in_(ids)).with_for_update(read=True, key_share=True)
    return frozenset((await connection.execute(query)).scalars())


async def pending(connection: AsyncConnection, member_id: int, limit: int = 200) -> list[Session]:
    """The member's sessions that are over and not counted yet, oldest first. The rounds of an open day are not: their votes are closed."""
    in_open_day = (
        select(loop_rounds.c.session_id)
        .join(loops, loops.c.id == loop_rounds.c.loop_id)
        .where(loops.c.member_id == member_id, loops.c.status == "open", loop_rounds.c.session_id.is_not(None))
    )
    query = (
        select(sessions)
        .outerjoin(tellings, tellings.c.session_id == sessions.c.id)
        .where(
            sessions.c.member_id == member_id,
            sessions.c.status != "open",
            sessions.c.mode.in_(_TOLD_IN),
            sessions.c.id.not_in(in_open_day),
            or_(tellings.c.session_id.is_(None), tellings.c.step != sessions.c.step),
        )
        .order_by(sessions.c.updated_at, sessions.c.id)
        .limit(limit)
    )
    return [Session(**row) for row in (await connection.execute(query)).mappings()]


async def put(connection: AsyncConnection, session: Session, data: Any, story_id: int | None) -> None:
    """Writes down what a session's telling held; over what an earlier step of it gave, but for the story that the member put it to."""
    row = {
        "session_id": session.id,
        "member_id": session.member_id,
        "step": session.step,
        "told_at": session.updated_at,
        "data": data,
        "story_id": story_id,
    }
    statement = (upserting(connection))(tellings).values(**row)
    new = statement.excluded
    changed = {"step": new.step, "told_at": new.told_at, "data": new.data}
    await connection.execute(statement.on_conflict_do_update(index_elements=["session_id"], set_=changed))


async def of_member(connection: AsyncConnection, member_id: int) -> list[TellingRow]:
    """The member's tellings, oldest first."""
    query = (
        select(
            tellings.c.session_id,
            sessions.c.principle,
            sessions.c.level,
            sessions.c.mode,
            sessions.c.story,
            sessions.c.question,
            sessions.c.scenario_id,
            tellings.c.told_at,
            tellings.c.data,
            tellings.c.story_id,
        )
        .join(sessions, sessions.c.id == tellings.c.session_id)
        .where(tellings.c.member_id == member_id, tellings.c.data.is_not(None))
        .order_by(tellings.c.told_at, tellings.c.session_id)
    )
    return [TellingRow(**row) for row in (await connection.execute(query)).mappings()]


async def sessions_among(connection: AsyncConnection, member_id: int, ids: Sequence[str]) -> list[Session]:
    """Those of the member's sessions, in the order of `ids`."""
    query = select(sessions).where(and_(sessions.c.member_id == member_id, sessions.c.id.in_(ids)))
    found = {row["id"]: Session(**row) for row in (await connection.execute(query)).mappings()}
    return [found[id] for id in ids if id in found]
