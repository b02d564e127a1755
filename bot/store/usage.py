"""How much a member has done within a day, counted in one statement: two processes at once cannot both take what is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Integer, bindparam, case, or_, select

from bot.store.connection import AsyncConnection
from bot.store.prepared import Prepared
from bot.store.upserting import upserting
from bot.store.usage_tables import usage

_BEGAN = Prepared(select(usage.c.began_at).where(usage.c.member_id == bindparam("of_member"), usage.c.kind == bindparam("of_kind")))


async def spend(connection: AsyncConnection, member_id: int, kind: str, most: int, seconds: int, now: int) -> int | None:
    """Counts one more thing and returns None; or, where `most` were done within `seconds`, counts nothing and returns when that time began
    (UTC seconds). A time that began in the future (the clock was set back) is over."""
    whose = {"of_member": member_id, "of_kind": kind}
    if await connection.rows(_spend(upserting(connection)), {**whose, "at": now, "over_at": now - seconds, "most": most}):
        return None
    (found,) = await connection.rows(_BEGAN, whose)
    began: int = found["began_at"]
    return began


@cache
def _spend(insert: Callable[..., Any]) -> Prepared:
    """Gives a row where it has counted. Built once: every answer is counted."""
    at, over_at, most = bindparam("at", type_=BigInteger), bindparam("over_at", type_=BigInteger), bindparam("most", type_=Integer)
    over = or_(usage.c.began_at <= over_at, usage.c.began_at > at)
    statement = insert(usage).values(member_id=bindparam("of_member"), kind=bindparam("of_kind"), began_at=at, used=1)
    statement = statement.on_conflict_do_update(
        index_elements=["member_id", "kind"],
        set_={"began_at": case((over, at), else_=usage.c.began_at), "used": case((over, 1), else_=usage.c.used + 1)},
        where=or_(over, usage.c.used < most),
    )
    return Prepared(statement.returning(usage.c.used))
