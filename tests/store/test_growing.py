"""What grows with the bot's use: nobody waits to write while a table is read whole that has a row for each interview or answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import UniqueConstraint, event, insert, select

from bot.core.quiz import Item
from bot.core.scenario import QuizOption
from bot.store import members, quiz_items, servers, sessions
from bot.store.connection import AsyncConnection
from bot.store.database import Database
from bot.store.quiz_tables import quizzes
from bot.store.schema import metadata
from tests.store.test_sessions import session

# By the index that finds what is asked for.
ASKED: dict[str, Callable[[AsyncConnection], Awaitable[Any]]] = {
    "ix_sessions_status_updated_at": lambda connection: sessions.touched_since(connection, 5),
    "ix_sessions_server_id_closed_at": lambda connection: servers.delete_closed(connection, 5, of=5),
}


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("index", ASKED)
async def test_no_interview_is_looked_at_in_vain(database: Database, backend: str, index: str) -> None:
    said: list[tuple[str, Any]] = []
    event.listen(database.engine, "before_cursor_execute", lambda _c, _cursor, text, values, _context, _many: said.append((text, values)))
    async with database.writing() as connection:
        await ASKED[index](connection)
        asked = [one for one in said if not one[0].startswith("BEGIN")]
        plans = [await connection.driver.execute_fetchall(f"EXPLAIN QUERY PLAN {text}", values) for text, values in asked]
    steps = [step for plan in plans for *_, step in plan]
    assert any(index in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN sessions")]


def test_what_goes_with_another_row_is_found_by_an_index() -> None:
    """A row that is deleted is looked for in every table that refers to it."""
    for table in metadata.sorted_tables:
        indices = [[*index.columns] for index in table.indexes if "where" not in _said(index)]
        indices += [[*one.columns] for one in table.constraints if isinstance(one, UniqueConstraint)]
        first = {columns[0].name for columns in [*indices, [*table.primary_key.columns]]}
        assert {key.parent.name for key in table.foreign_keys} <= first, table.name


def _said(index: Any) -> set[str]:
    return {name for name, value in index.dialect_options["sqlite"].items() if value is not None}


def item(key: str) -> Item:
    return Item(
        key, "ownership", "A title", "A story.", f"What of {key}?", (), (QuizOption("this", True, ""), QuizOption("that", False, "")), {}
    )


async def test_what_is_still_open_is_kept_however_old_it_is(database: Database) -> None:
    async with database.writing() as connection:
        member = await members.ensure_member(connection, "discord", "ann", 1)
        for status in ("open", "closed"):
            row: dict[str, object] = {
                "id": status,
                "member_id": member,
                "seed": 1,
                "items": [],
                "status": status,
                "created_at": 1,
                "updated_at": 1,
            }
            await connection.execute(insert(quizzes).values(**row))
            await sessions.create(connection, session(status, member, status=status, closed_at=1 if status == "closed" else None))
        assert await servers.delete_closed(connection, 1) == 0
        assert await servers.delete_closed(connection, 2) == 2
        left = [(await connection.execute(select(table.c.id))).scalars().all() for table in (quizzes, metadata.tables["sessions"])]
    assert left == [["open"], ["open"]]


async def test_a_server_s_questions_go_but_those_that_a_member_was_asked(database: Database) -> None:
    async with database.writing() as connection:
        member = await members.ensure_member(connection, "discord", "ann", 1)
        kept = await quiz_items.keep(connection, [item(key) for key in ("5.quizzed", "5.answered", "5.unused", "55.another")])
        row = {"id": "q", "member_id": member, "seed": 1, "items": [kept[3], kept[0]], "status": "closed", "created_at": 1, "updated_at": 1}
        await connection.execute(insert(quizzes).values(**row))
        await quiz_items.note(connection, [quiz_items.Answer(member, "5.answered", kept[1], 0, True)], 1)
        assert await quiz_items.drop_unused(connection, "5.") == 1
        assert await quiz_items.keys(connection) == ["5.answered", "5.quizzed", "55.another"]
