"""When and where each server's daily question is posted."""

from __future__ import annotations

from sqlalchemy import select, update

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.quiz_tables import quiz_daily
from bot.store.upserting import upserting


@dataclass(frozen=True, slots=True)
class Daily:
    """A row of `quiz_daily`. `minute` counts from midnight on the clocks of `zone`; `weekdays` such as "12345" (Monday is 1). `set_by` is
    a member's id; `off_because` says why it is off where nobody turned it off."""

    server_id: int
    channel_id: int
    minute: int
    zone: str
    weekdays: str
    role_id: int | None
    set_by: int | None
    enabled: bool = True
    off_because: str | None = None
    changed_at: int = 0


async def load(connection: AsyncConnection, server_id: int) -> Daily | None:
    row = (await connection.execute(select(quiz_daily).where(quiz_daily.c.server_id == server_id))).mappings().first()
    return None if row is None else Daily(**row)


async def held(connection: AsyncConnection, server_id: int) -> Daily | None:
    """As `load`, for somebody who is about to ask the day's question: nobody else does until this transaction ends."""
    query = select(quiz_daily).where(quiz_daily.c.server_id == server_id).with_for_update()
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else Daily(**row)


async def keep(connection: AsyncConnection, daily: Daily) -> None:
    """Sets a server's daily question, over what was set."""
    make = upserting(connection)
    row = {column.name: getattr(daily, column.name) for column in quiz_daily.columns}
    changed = {name: value for name, value in row.items() if name != "server_id"}
    await connection.execute(make(quiz_daily).values(**row).on_conflict_do_update(index_elements=["server_id"], set_=changed))


async def turn_off(connection: AsyncConnection, server_id: int, because: str | None, now: int) -> bool:
    """False where it was not on."""
    where = (quiz_daily.c.server_id == server_id, quiz_daily.c.enabled.is_(True))
    changed = {"enabled": False, "off_because": because, "changed_at": now}
    return bool((await connection.execute(update(quiz_daily).where(*where).values(**changed))).rowcount)
