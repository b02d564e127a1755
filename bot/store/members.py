"""Members and servers: who is known, and what they have set."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update

from bot.store.connection import AsyncConnection
from bot.store.prepared import Prepared
from bot.store.tables import members, servers
from bot.store.upserting import upserting

# Built once: every command asks them.
_FIND = Prepared(select(members.c.id).where(members.c.platform == bindparam("of"), members.c.external_id == bindparam("called")))
_SET = Prepared(select(servers.c.settings).where(servers.c.id == bindparam("server")))


async def ensure_member(connection: AsyncConnection, platform: str, external_id: str, now: int) -> int:
    """The member's id; a new member is written down first. Safe when two transactions do it at once."""
    found = await find_member(connection, platform, external_id)
    if found is not None:
        return found
    row = {"platform": platform, "external_id": external_id, "created_at": now, "settings": {}}
    await connection.change(_new(upserting(connection), members, tuple(row), ("platform", "external_id")), row)
    return cast(int, await find_member(connection, platform, external_id))


async def ensure_members(connection: AsyncConnection, platform: str, external_ids: Collection[str], now: int) -> dict[str, int]:
    """The ids of many members of one platform; the new ones are written down first. Safe when two transactions do it at once."""
    query = select(members.c.external_id, members.c.id).where(members.c.platform == platform, members.c.external_id.in_(external_ids))
    found = {row.external_id: row.id for row in await connection.execute(query)}
    # Sorted: two transactions that write the same members down do not wait for each other crosswise.
    rows = [{"platform": platform, "external_id": id, "created_at": now, "settings": {}} for id in sorted(set(external_ids) - found.keys())]
    if rows:
        insert = upserting(connection)
        await connection.execute(insert(members).on_conflict_do_nothing(index_elements=["platform", "external_id"]), rows)
        found |= {row.external_id: row.id for row in await connection.execute(query)}
    return found


async def find_member(connection: AsyncConnection, platform: str, external_id: str) -> int | None:
    rows = await connection.rows(_FIND, {"of": platform, "called": external_id})
    return rows[0]["id"] if rows else None


async def external_id(connection: AsyncConnection, member_id: int) -> str | None:
    """What the member is called on their platform."""
    return (await connection.execute(select(members.c.external_id).where(members.c.id == member_id))).scalar()


async def language_of(connection: AsyncConnection, member_id: int) -> str | None:
    """The language that the member was last answered in, as far as it is known."""
    settings = (await connection.execute(select(members.c.settings).where(members.c.id == member_id))).scalar()
    language = (settings or {}).get("language")
    return language if isinstance(language, str) else None


async def note_language(connection: AsyncConnection, member_id: int, language: str) -> None:
    settings = (await connection.execute(select(members.c.settings).where(members.c.id == member_id).with_for_update())).scalar()
    changed = {**(settings or {}), "language": language}
    await connection.execute(update(members).where(members.c.id == member_id).values(settings=changed))


async def ensure_server(connection: AsyncConnection, server_id: int, now: int) -> None:
    row = {"id": server_id, "created_at": now, "settings": {}}
    await connection.change(_new(upserting(connection), servers, tuple(row), ("id",)), row)


async def server_settings(connection: AsyncConnection, server_id: int) -> dict[str, Any]:
    """What the server's admins have set; {} for a server not yet written down."""
    rows = await connection.rows(_SET, {"server": server_id})
    return dict(rows[0]["settings"] or {}) if rows else {}


async def mark_server(connection: AsyncConnection, server_id: int, left_at: int | None) -> None:
    """Notes that the bot left the server (or, with None, is back)."""
    await connection.execute(update(servers).where(servers.c.id == server_id).values(left_at=left_at))


@cache
def _new(insert: Callable[..., Any], table: Table, names: tuple[str, ...], key: tuple[str, ...]) -> Prepared:
    """Writes a row that is not there yet. Built once: every interview begins with two of them."""
    return Prepared(insert(table).on_conflict_do_nothing(index_elements=key), names)
