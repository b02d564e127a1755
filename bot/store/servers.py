"""Servers: their settings, and what goes when the bot was removed or when it has been kept long enough."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, false, or_, select, true, update

from bot.store import stories
from bot.store.connection import AsyncConnection
from bot.store.schema import metadata
from bot.store.tables import servers, sessions

# Rows deleted in one transaction: nobody waits long behind it.
BATCH = 200


async def change_setting(connection: AsyncConnection, server_id: int, name: str, value: Any) -> None:
    """Sets one setting, or takes it back (None). The server's row must be there."""
    query = select(servers.c.settings).where(servers.c.id == server_id).with_for_update()
    settings = dict((await connection.execute(query)).scalar_one() or {})
    settings.pop(name, None)
    if value is not None:
        settings[name] = value
    await connection.execute(update(servers).where(servers.c.id == server_id).values(settings=settings))


async def present(connection: AsyncConnection) -> list[int]:
    """Servers that the bot is thought to be in."""
    return list((await connection.execute(select(servers.c.id).where(servers.c.left_at.is_(None)))).scalars())


async def departed(connection: AsyncConnection) -> list[int]:
    """Servers that the bot is thought to have left."""
    return list((await connection.execute(select(servers.c.id).where(servers.c.left_at.is_not(None)))).scalars())


async def left_at(connection: AsyncConnection, server_id: int) -> int | None:
    return (await connection.execute(select(servers.c.left_at).where(servers.c.id == server_id))).scalar()


async def forget_server(connection: AsyncConnection, server_id: int) -> None:
    """Deletes a server and what is its own. Its members' sessions stay theirs: they only lose the server's number."""
    await connection.execute(delete(servers).where(servers.c.id == server_id))


async def own_retention(connection: AsyncConnection) -> dict[int, int]:
    """Server -> days, for those that have set it."""
    rows = await connection.execute(select(servers.c.id, servers.c.settings))
    found = {row.id: (row.settings or {}).get("retention_days") for row in rows}
    return {id: days for id, days in found.items() if isinstance(days, int) and not isinstance(days, bool)}


async def delete_closed(connection: AsyncConnection, before: int, *, of: int | None = None, others: Collection[int] = ()) -> int:
    """Deletes a batch of what was closed before then, of one server, or (None) of everything that is none of these `others`'. Returns how
    many rows that were, those that hang on them not counted."""
    deleted = 0
    for table in metadata.sorted_tables:
        over = _over(table, before)
        if over is None:
            continue
        key = next(iter(table.primary_key.columns))
        chosen = (await connection.execute(select(key).where(over, _whose(table, of, others)).limit(BATCH - deleted))).scalars().all()
        known = await stories.known_by(connection, chosen) if table is sessions else ()
        deleted += int((await connection.execute(delete(table).where(key.in_(chosen)))).rowcount)
        await stories.name_anew(connection, known)
        if deleted >= BATCH:
            break
    return deleted


def _over(table: Table, before: int) -> ColumnElement[bool] | None:
    """How it shows that a row of the table has ended before then; None for what does not end. Sessions and rooms say when they were
    closed, or that they are, and when they were last touched."""
    columns = table.columns
    if len(table.primary_key.columns) != 1 or not _has_a_place(table):
        return None
    if "closed_at" in columns:
        return columns["closed_at"] < before
    if "status" in columns and "updated_at" in columns:
        return and_(columns["status"] != "open", columns["updated_at"] < before)
    return None


def _has_a_place(table: Table) -> bool:
    """Only what began in a server, or with a member, ends by itself."""
    return any(key.column.table.name in ("servers", "members") for key in table.foreign_keys)


def _whose(table: Table, of: int | None, others: Collection[int]) -> ColumnElement[bool]:
    if "server_id" not in table.columns:
        # What belongs to no server follows the configuration.
        return true() if of is None else false()
    server = table.columns["server_id"]
    return server == of if of is not None else or_(server.is_(None), server.not_in(list(others)))
