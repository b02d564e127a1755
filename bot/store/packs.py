"""Scenarios of a server's own, as the files that they were uploaded as."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, delete, func, select

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.pack_tables import pack_scenarios
from bot.store.prepared import Prepared
from bot.store.upserting import upserting

# Built once: every answer in a server asks it.
_DIGESTS = Prepared(
    select(pack_scenarios.c.scenario_id, pack_scenarios.c.digest)
    .where(pack_scenarios.c.server_id == bindparam("server"))
    .order_by(pack_scenarios.c.scenario_id)
)


@dataclass(frozen=True, slots=True)
class PackFile:
    scenario_id: str
    text: str
    digest: str


async def digests(connection: AsyncConnection, server_id: int) -> tuple[tuple[str, str], ...]:
    """(id, digest) of the server's scenarios in order of their ids: changes with any of them."""
    return tuple((row["scenario_id"], row["digest"]) for row in await connection.rows(_DIGESTS, {"server": server_id}))


async def files(connection: AsyncConnection, server_id: int) -> list[PackFile]:
    query = select(pack_scenarios.c.scenario_id, pack_scenarios.c.text, pack_scenarios.c.digest)
    rows = await connection.execute(query.where(pack_scenarios.c.server_id == server_id).order_by(pack_scenarios.c.scenario_id))
    return [PackFile(**row) for row in rows.mappings()]


async def count(connection: AsyncConnection, server_id: int) -> int:
    query = select(func.count()).select_from(pack_scenarios).where(pack_scenarios.c.server_id == server_id)
    return (await connection.execute(query)).scalar_one()


async def keep(connection: AsyncConnection, server_id: int, file: PackFile, added_by: int, now: int) -> None:
    """Keeps a scenario, over the one of the same id."""
    insert = upserting(connection)
    changed = {"text": file.text, "digest": file.digest, "added_by": added_by, "added_at": now}
    statement = insert(pack_scenarios).values(server_id=server_id, scenario_id=file.scenario_id, **changed)
    await connection.execute(statement.on_conflict_do_update(index_elements=["server_id", "scenario_id"], set_=changed))


async def text_of(connection: AsyncConnection, server_id: int, scenario_id: str) -> str | None:
    """The file's text; None where there is none."""
    return (await connection.execute(select(pack_scenarios.c.text).where(*_one(server_id, scenario_id)))).scalar_one_or_none()


async def remove(connection: AsyncConnection, server_id: int, scenario_id: str) -> None:
    await connection.execute(delete(pack_scenarios).where(*_one(server_id, scenario_id)))


def _one(server_id: int, scenario_id: str) -> tuple[ColumnElement[bool], ...]:
    return pack_scenarios.c.server_id == server_id, pack_scenarios.c.scenario_id == scenario_id
