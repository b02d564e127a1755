"""Facts: small things that the program remembers about itself between runs, a name and a value each."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table, Text, select

from bot.store.connection import AsyncConnection
from bot.store.tables import metadata
from bot.store.upserting import upserting

facts = Table(
    "facts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)


async def fact(connection: AsyncConnection, name: str) -> str | None:
    """The value kept under this name, or None."""
    return (await connection.execute(select(facts.c.value).where(facts.c.name == name))).scalar()


async def keep(connection: AsyncConnection, name: str, value: str, now: int) -> None:
    """Keeps the value under this name, over what was there."""
    insert = upserting(connection)
    statement = insert(facts).values(name=name, value=value, updated_at=now)
    changed = {"value": statement.excluded.value, "updated_at": statement.excluded.updated_at}
    await connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=changed))
