"""The driver answers as SQLite does, wherever a statement runs, and keeps nobody waiting who need not wait."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import event, text

from bot.store.database import Database
from bot.store.errors import StoreError

ROWS = 200
SLOW = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3000000) SELECT count(*) FROM n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "driven.sqlite3"


@pytest_asyncio.fixture
async def driven(path: Path) -> AsyncIterator[Database]:
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    async with database.writing() as connection:
        await connection.execute(text("CREATE TABLE kept (id INTEGER PRIMARY KEY, word TEXT)"))
        await connection.execute(text("INSERT INTO kept VALUES (:id, :word)"), [{"id": id, "word": f"word {id}"} for id in range(ROWS)])
    yield database
    await database.close()


@pytest.mark.parametrize("brief", [False, True])
@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, ROWS])
async def test_every_row_comes_whole_and_in_order(driven: Database, brief: bool, count: int) -> None:
    async with driven.reading(brief=brief) as connection:
        rows = await connection.execute(text("SELECT id FROM kept WHERE id < :count ORDER BY id"), {"count": count})
        assert list(rows.scalars()) == list(range(count))


@pytest.mark.parametrize("brief", [False, True])
@pytest.mark.parametrize("part", [1, 50, 64, 100])
async def test_a_stream_gives_every_row_in_parts(driven: Database, brief: bool, part: int) -> None:
    async with driven.reading(brief=brief) as connection:
        found = connection.in_parts(text("SELECT id FROM kept ORDER BY id"), part)
        parts = [[row["id"] for row in some] async for some in found]
    assert [len(ids) for ids in parts[:-1]] == [part] * (len(parts) - 1)
    assert [id for ids in parts for id in ids] == list(range(ROWS))


async def test_what_a_brief_write_committed_is_there_for_everybody_and_what_it_rolled_back_for_nobody(driven: Database, path: Path) -> None:
    async with driven.writing(brief=True) as connection:
        await connection.execute(text("UPDATE kept SET word = 'new' WHERE id = 1"))
    with pytest.raises(ValueError, match="not this one"):
        async with driven.writing(brief=True) as connection:
            await connection.execute(text("UPDATE kept SET word = 'lost' WHERE id = 2"))
            raise ValueError("not this one")
    with sqlite3.connect(path) as outside:
        assert outside.execute("SELECT word FROM kept WHERE id IN (1, 2) ORDER BY id").fetchall() == [("new",), ("word 2",)]
    outside.close()


async def test_a_brief_read_sees_one_moment(driven: Database) -> None:
    async with driven.reading(brief=True) as connection:
        before = (await connection.execute(text("SELECT count(*) FROM kept"))).scalar()
        async with driven.writing(brief=True) as other:
            await other.execute(text("DELETE FROM kept"))
        assert (await connection.execute(text("SELECT count(*) FROM kept"))).scalar() == before == ROWS


async def test_a_brief_write_waits_for_another_program_without_holding_anybody_up(driven: Database, path: Path) -> None:
    """The loop goes on while the lock is waited for, and the write is done as soon as it is free."""
    outside = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    outside.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with driven.writing(brief=True) as connection:
            await connection.execute(text("UPDATE kept SET word = 'waited' WHERE id = 3"))

    writing = asyncio.create_task(write())
    for _ in range(20):
        await asyncio.sleep(0.005)
        assert not writing.done()
    outside.execute("COMMIT")
    await asyncio.wait_for(writing, 10)
    assert outside.execute("SELECT word FROM kept WHERE id = 3").fetchone() == ("waited",)
    outside.close()


async def test_a_write_that_never_gets_the_lock_is_told_in_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.BUSY_TIMEOUT", 50)
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    async with database.writing() as connection:
        await connection.execute(text("CREATE TABLE kept (id INTEGER PRIMARY KEY)"))
    outside = sqlite3.connect(path, isolation_level=None)
    outside.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="Another program is holding the database"):
        async with database.writing(brief=True):
            raise AssertionError("nobody gets here without the lock")
    outside.execute("ROLLBACK")
    async with database.writing(brief=True) as connection:
        await connection.execute(text("INSERT INTO kept VALUES (1)"))
    outside.close()
    await database.close()


async def test_a_slow_statement_that_was_given_up_spoils_nothing(driven: Database) -> None:
    """It goes on in its thread; the next ones, brief or not, come after it."""

    async def slow() -> None:
        async with driven.reading() as connection:
            await connection.execute(text(SLOW))

    begun = asyncio.Event()

    @event.listens_for(driven.engine, "before_cursor_execute")
    def begins(_connection: object, _cursor: object, statement: str, *_of: object) -> None:
        if statement == SLOW:
            begun.set()

    given_up = asyncio.create_task(slow())
    await begun.wait()
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    for brief in (True, False):
        async with driven.reading(brief=brief) as connection:
            assert (await connection.execute(text("SELECT count(*) FROM kept"))).scalar() == ROWS
