"""A database with something in its tables, as a bot leaves it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, Integer, Table, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.store import drafts, due, facts, members, sessions, turns
from bot.store.connection import AsyncConnection
from bot.store.database import Database
from bot.store.schema import metadata
from tests.store.test_sessions import session

HOSTILE = "Ä 🙂 שלום \u202e ''; DROP TABLE turns; -- \\ \n\t %s :x \x7f"


async def fill(database: Database, interviews: int = 12) -> None:
    """The interview's tables through the store's own functions; a row by type in every other table whose constraints allow it."""
    async with database.writing() as connection:
        for number in range(3):
            member = await members.ensure_member(connection, "discord", str(2**60 + number), number)
            await members.ensure_server(connection, 2**62 + number, number)
            for each in range(interviews // 3):
                one = session(f"s{number}-{each}", member, server_id=2**62 + number, state={"text": HOSTILE, "n": [1, 2.5, None]})
                await sessions.create(connection, one)
                turn = await turns.receive(connection, one, event="answer", payload={"t": HOSTILE}, answer=HOSTILE, question="?", now=5)
                assert turn is not None
                if each % 2:
                    after = replace(one, step=1, verdict="hire", score=1 / 3)
                    judged = {"verdict": "hire", "score": 70.1 + each}
                    await turns.handle(connection, one, after, turn, judgement=judged, showed=[], now=6)
                await drafts.keep(connection, one.id, 1, {"one": HOSTILE, "action": "I did"}, 7)
        await facts.keep(connection, "commands", "{}", 8)
        await due.schedule(connection, "quiz close", "q1", 9)
        for table in metadata.sorted_tables:
            if not (await connection.execute(select(func.count()).select_from(table))).scalar_one():
                await _add_row(connection, table)


async def _add_row(connection: AsyncConnection, table: Table) -> None:
    row = {column.name: await _value(connection, column) for column in table.columns}
    try:
        async with connection.begin_nested():
            await connection.execute(insert(table).values(**row))
    except IntegrityError:
        # Only some values will do there; the other tables show that their kinds of columns are copied.
        return


async def _value(connection: AsyncConnection, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return (await connection.execute(select(key.column).limit(1))).scalar()
    if isinstance(column.type, JSON):
        return {"text": HOSTILE}
    if isinstance(column.type, Float):
        return 0.1
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, BigInteger | Integer):
        return 2**40 if isinstance(column.type, BigInteger) else 7
    return HOSTILE[: getattr(column.type, "length", None) or None]


async def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table, to compare."""
    async with database.reading() as connection:
        return {table.name: sorted(repr(tuple(row)) for row in await connection.execute(select(table))) for table in metadata.sorted_tables}
