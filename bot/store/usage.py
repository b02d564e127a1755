"""How much a member has done within a day, counted in one statement: two processes at once cannot both take what is left."""

from __future__ import annotations

from sqlalchemy import case, or_, select

from bot.store.connection import AsyncConnection
from bot.store.upserting import upserting
from bot.store.usage_tables import usage


async def spend(connection: AsyncConnection, member_id: int, kind: str, most: int, seconds: int, now: int) -> int | None:
    """Counts one more thing and returns None; or, where `most` were done within `seconds`, counts nothing and returns when that time began
    (UTC seconds). A time that began in the future (the clock was set back) is over."""
    insert = upserting(connection)
    over = or_(usage.c.began_at <= now - seconds, usage.c.began_at > now)
    statement = insert(usage).values(member_id=member_id, kind=kind, began_at=now, used=1)
    statement = statement.on_conflict_do_update(
        index_elements=["member_id", "kind"],
        set_={"began_at": case((over, now), else_=usage.c.began_at), "used": case((over, 1), else_=usage.c.used + 1)},
        where=or_(over, usage.c.used < most),
    )
    if (await connection.execute(statement.returning(usage.c.used))).scalar() is not None:
        return None
    query = select(usage.c.began_at).where(usage.c.member_id == member_id, usage.c.kind == kind)
    began: int = (await connection.execute(query)).scalar_one()
    return began
