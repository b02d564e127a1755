"""Brief writes that come while another is being committed share the next commit, and nobody notices but the disk."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.database import Database
from bot.store.driver import BriefConnection
from bot.store.errors import StoreError

CROWD = 100


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.sqlite3"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    async with database.writing() as connection:
        await connection.execute(text("CREATE TABLE kept (id INTEGER PRIMARY KEY, word TEXT)"))
    yield database
    await database.close()


async def keep(database: Database, id: int, word: str = "kept") -> None:
    async with database.writing(brief=True) as connection:
        await connection.execute(text("INSERT INTO kept VALUES (:id, :word)"), {"id": id, "word": word})


def kept(path: Path) -> list[int]:
    """What somebody else finds in the file."""
    connection = sqlite3.connect(path)
    found = [id for (id,) in connection.execute("SELECT id FROM kept ORDER BY id")]
    connection.close()
    return found


async def test_what_a_writer_wrote_is_there_for_everybody_as_soon_as_its_block_has_ended(database: Database, path: Path) -> None:
    commits: list[int] = []
    event.listen(database.engine, "commit", lambda connection: commits.append(1))

    async def keeps(id: int) -> bool:
        await keep(database, id)
        return id in kept(path)

    assert all(await asyncio.gather(*map(keeps, range(CROWD))))
    assert kept(path) == list(range(CROWD))
    assert len(commits) < CROWD / 10


async def test_a_block_that_raises_takes_back_its_own_and_nobody_elses(database: Database, path: Path) -> None:
    async def fails(id: int) -> None:
        async with database.writing(brief=True) as connection:
            await connection.execute(text("INSERT INTO kept VALUES (:id, '')"), {"id": id})
            raise ValueError("not this one")

    ends = await asyncio.gather(*(fails(id) if id % 3 == 1 else keep(database, id) for id in range(30)), return_exceptions=True)
    assert [id for id, end in enumerate(ends) if isinstance(end, ValueError)] == list(range(1, 30, 3))
    assert kept(path) == [id for id in range(30) if id % 3 != 1]


async def test_each_sees_what_those_before_wrote(database: Database, path: Path) -> None:
    await keep(database, 0, "0")

    async def counts_up() -> None:
        async with database.writing(brief=True) as connection:
            word = (await connection.execute(text("SELECT word FROM kept"))).scalar_one()
            await connection.execute(text("UPDATE kept SET word = :word"), {"word": str(int(word) + 1)})

    await asyncio.gather(*(counts_up() for _ in range(CROWD)))
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT word FROM kept"))).scalar_one() == str(CROWD)


async def test_who_is_cancelled_in_line_writes_nothing_and_the_others_go_on(database: Database, path: Path) -> None:
    tasks = [asyncio.create_task(keep(database, id)) for id in range(12)]
    await asyncio.sleep(0)
    for task in tasks[5:8]:
        task.cancel()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert [id for id, end in enumerate(ends) if isinstance(end, asyncio.CancelledError)] == [5, 6, 7]
    assert kept(path) == [0, 1, 2, 3, 4, 8, 9, 10, 11]
    await keep(database, 20)
    assert 20 in kept(path)


async def test_long_writes_and_brief_ones_take_their_turns(database: Database, path: Path) -> None:
    async def at_length(id: int) -> None:
        async with database.writing() as connection:
            await connection.execute(text("INSERT INTO kept VALUES (:id, '')"), {"id": id})
            await asyncio.sleep(0)

    await asyncio.gather(*(at_length(id) if id % 4 == 0 else keep(database, id) for id in range(40)))
    assert kept(path) == list(range(40))


async def test_a_full_disk_is_told_to_everybody_whose_writing_is_lost(database: Database, path: Path) -> None:
    async with database.writing() as connection:
        await connection.execute(text("INSERT INTO kept VALUES (1000, 'before')"))

    @event.listens_for(database.engine, "checkout")
    def full(connection: object, record: ConnectionPoolEntry, fairy: object) -> None:
        driver = record.driver_connection
        assert isinstance(driver, BriefConnection)
        driver._conn.execute("PRAGMA max_page_count=8")

    ends = await asyncio.gather(*(keep(database, id, "x" * 3_000) for id in range(40)), return_exceptions=True)
    assert {end.kind for end in ends if isinstance(end, StoreError)} == {"full"}
    assert all(end is None or isinstance(end, StoreError) for end in ends)
    assert kept(path) == [*(id for id, end in enumerate(ends) if end is None), 1000]


async def test_who_waits_too_long_for_another_program_is_told_so(path: Path, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.BUSY_TIMEOUT", 50)
    hurried = Database.open(f"sqlite+aiosqlite:///{path}")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ends = await asyncio.gather(*(keep(hurried, id) for id in range(5)), return_exceptions=True)
    assert [end.kind for end in ends if isinstance(end, StoreError)] == ["busy"] * 5
    other.execute("ROLLBACK")
    await keep(hurried, 1)
    assert kept(path) == [1]
    other.close()
    await hurried.close()
