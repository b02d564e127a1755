"""What a database holds, in numbers."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.store.connection import AsyncConnection
from bot.store.database import Database
from bot.store.due_tables import due
from bot.store.schema import metadata
from bot.store.tables import sessions

# What is due is done within seconds. What is still there after this long has nobody who does it.
OVERDUE_SECONDS = 60


async def row_counts(database: Database) -> list[tuple[str, int]]:
    """(table, rows) for every table, parents before children."""
    async with database.reading() as connection:
        return [
            (table.name, (await connection.execute(select(func.count()).select_from(table))).scalar_one())
            for table in metadata.sorted_tables
        ]


async def open_sessions(connection: AsyncConnection) -> int:
    return (await connection.execute(select(func.count()).select_from(sessions).where(sessions.c.status == "open"))).scalar_one()


async def overdue(connection: AsyncConnection, now: int) -> int:
    """How many things should have been done by now and were not."""
    late = due.c.due_at < now - OVERDUE_SECONDS
    return (await connection.execute(select(func.count()).select_from(due).where(late))).scalar_one()
