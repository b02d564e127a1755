"""Copies a database into an empty one, of either kind, and proves that it is all there.

The source is read from one snapshot, so a bot may go on using it; what is written to it meanwhile is not in the copy. The target is
filled in one transaction and committed only when every table holds, row for row, what the source holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, Insert, Table, Text, bindparam, cast, func, insert, select, text

from bot.core.frozen import dataclass
from bot.store import migrate
from bot.store.connection import AsyncConnection
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.schema import metadata

BATCH = 500


class NotEmpty(StoreError):
    """There is something in the target already."""

    def __init__(self, name: str, table: str, rows: int) -> None:
        super().__init__(f"{name} is not empty: {table} holds {rows:,} rows. Copy into a database that holds nothing. Nothing was changed.")


class NotTheSame(StoreError):
    """The copy differs from the source."""

    def __init__(self, table: str, there: Count, here: Count) -> None:
        super().__init__(
            f"The copy of {table} is not what the source holds ({here.rows:,} rows against {there.rows:,}, or another content). "
            "Nothing was kept of the copy; please report this."
        )


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows, and the sum of their digests: the same for the same rows in any order."""

    rows: int = 0
    digest: int = 0

    def with_rows(self, rows: Sequence[Mapping[str, Any]]) -> Count:
        return Count(self.rows + len(rows), (self.digest + sum(map(_digest, rows))) % 2**128)


async def copy(source: Database, target: Database, told: Callable[[str, int], None] = lambda table, rows: None) -> dict[str, int]:
    """Copies every row and returns how many there are, by table. `told` is called after each table.

    The target is brought to this program's version first. Raises OlderDatabase or NewerDatabase for the source, NotEmpty, NotTheSame."""
    await migrate.require_current(source)
    await migrate.upgrade(target)
    counts: dict[str, int] = {}
    async with source.reading() as reading, target.writing() as writing:
        await _keep_others_out(writing)
        await _refuse_unless_empty(writing, target.name)
        for table in metadata.sorted_tables:
            there = await _copy_table(reading, writing, table)
            here = await _count(writing, table)
            if there != here:
                raise NotTheSame(table.name, there, here)
            await _count_on(writing, table)
            counts[table.name] = here.rows
            told(table.name, here.rows)
    return counts


async def _keep_others_out(writing: AsyncConnection) -> None:
    """SQLite has one writer at a time as it is."""
    if writing.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        await writing.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


async def _refuse_unless_empty(writing: AsyncConnection, name: str) -> None:
    for table in metadata.sorted_tables:
        rows = (await writing.execute(select(func.count()).select_from(table))).scalar_one()
        if rows:
            raise NotEmpty(name, table.name, rows)


async def _copy_table(reading: AsyncConnection, writing: AsyncConnection, table: Table) -> Count:
    count = Count()
    statement = _insert(table, writing.dialect.name)
    async for rows in _batches(reading, table):
        await writing.execute(statement, rows)
        count = count.with_rows(rows)
    return count


async def _count(connection: AsyncConnection, table: Table) -> Count:
    count = Count()
    async for rows in _batches(connection, table):
        count = count.with_rows(rows)
    return count


async def _batches(connection: AsyncConnection, table: Table) -> AsyncIterator[list[dict[str, Any]]]:
    """The rows as they are stored: JSON as its text, so that an absent value and a JSON null stay two things."""
    columns: list[ColumnElement[Any]] = [
        cast(column, Text).label(column.name) if isinstance(column.type, JSON) else column for column in table.columns
    ]
    async for some in connection.in_parts(select(*columns).select_from(table), BATCH):
        yield [dict(row) for row in some]


def _insert(table: Table, dialect: str) -> Insert:
    values: dict[str, Any] = {}
    for column in table.columns:
        if isinstance(column.type, JSON):
            given = bindparam(column.name, type_=Text())
            values[column.name] = cast(given, JSON) if dialect == "postgresql" else given
        else:
            values[column.name] = bindparam(column.name, type_=column.type)
    return insert(table).values(values)


async def _count_on(writing: AsyncConnection, table: Table) -> None:
    """PostgreSQL counts ids with a sequence that knows nothing of rows that came with theirs."""
    column = table.autoincrement_column
    if writing.dialect.name != "postgresql" or column is None:
        return
    last = (await writing.execute(select(func.max(column)))).scalar()
    if last is not None:
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        await writing.execute(select(func.setval(sequence, last)))


def _digest(row: Mapping[str, Any]) -> int:
    written = json.dumps(sorted(row.items()), separators=(",", ":"), default=repr)
    return int.from_bytes(hashlib.blake2b(written.encode(), digest_size=16).digest())
