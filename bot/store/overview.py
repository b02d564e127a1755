"""What a database holds, in numbers."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.store.database import Database
from bot.store.schema import metadata


async def row_counts(database: Database) -> list[tuple[str, int]]:
    """(table, rows) for every table, parents before children."""
    async with database.reading() as connection:
        return [
            (table.name, (await connection.execute(select(func.count()).select_from(table))).scalar_one())
            for table in metadata.sorted_tables
        ]
