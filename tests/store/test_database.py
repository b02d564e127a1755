"""Transactions and failures, on both databases."""

import asyncio
import shutil
import sqlite3
import traceback
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url, text

from bot.store import facts
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.texts import REPLACEMENT, storable
from tests.postgresql import Cluster
from tests.store.spoiled import spoil


async def keep(database: Database, name: str, value: str) -> None:
    async with database.writing() as connection:
        await facts.keep(connection, name, value, 1)


async def test_all_that_is_read_in_one_block_comes_from_one_moment(database: Database) -> None:
    await keep(database, "a", "before")
    async with database.reading() as connection:
        first = await facts.fact(connection, "a")
        await keep(database, "a", "after")
        second = await facts.fact(connection, "a")
    async with database.reading() as connection:
        later = await facts.fact(connection, "a")
    assert (first, second, later) == ("before", "before", "after")


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_connection_that_the_server_refuses_is_waited_for_while_others_stand(database: Database, database_url: str) -> None:
    """And where none of ours stands, whoever runs the bot reads what is to be done."""
    async with database.writing() as connection:
        await connection.execute(text("CREATE ROLE crowded LOGIN CONNECTION LIMIT 2 IN ROLE pg_read_all_data"))
    crowded = [Database.open(make_url(database_url).set(username="crowded")) for _process in range(2)]

    async def reads(own: Database) -> None:
        async with own.reading() as connection:
            assert await facts.fact(connection, "a") is None

    try:
        await asyncio.gather(*(reads(crowded[0]) for _person in range(8)))
        with pytest.raises(StoreError, match="raise `max_connections` there") as refused:
            await reads(crowded[1])
        assert refused.value.kind == "busy"
    finally:
        for own in crowded:
            await own.close()
        async with database.writing() as connection:
            await connection.execute(text("DROP ROLE crowded"))


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_read_cannot_write_by_mistake(database: Database) -> None:
    with pytest.raises(StoreError, match="read-only"):
        async with database.reading() as connection:
            await facts.keep(connection, "a", "b", 1)


async def test_no_error_holds_what_was_typed(database: Database) -> None:
    with pytest.raises(Exception, match="members") as raised:
        async with database.writing() as connection:
            await connection.execute(
                text("INSERT INTO members (platform, external_id, created_at) VALUES (:p, :typed, 1)"),
                {"p": "discord", "typed": "my secret story"},
            )
    assert "my secret story" not in "".join(traceback.format_exception(raised.value))


@given(st.text(alphabet=st.characters(categories=None), max_size=40))
def test_a_storable_text_keeps_every_place_and_every_possible_character(given_text: str) -> None:
    stored = storable(given_text)
    stored.encode()
    assert len(stored) == len(given_text)
    assert all(a == b or (b == REPLACEMENT and (a == "\x00" or "\ud800" <= a <= "\udfff")) for a, b in zip(given_text, stored, strict=True))


@pytest.mark.parametrize("value", ["a\x00b", "\ud800", "plain", "🙂\x00"])
async def test_every_query_stores_what_can_be_stored(database: Database, value: str) -> None:
    await keep(database, "a", value)
    async with database.reading() as connection:
        assert await facts.fact(connection, "a") == storable(value)


@pytest.fixture
def copied(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """A database file at this program's version, to be ill-treated."""
    return Path(shutil.copyfile(migrated_sqlite, tmp_path / "copied.sqlite3"))


# What a person is told -------------------------------------------------------------------------------------------------------


async def said(url: str) -> str:
    """What a person is told who reads from and writes to this database."""
    with pytest.raises(StoreError) as raised:
        database = Database.open(url)
        try:
            await keep(database, "a", "b")
        finally:
            await database.close()
    return str(raised.value)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"database": "nowhere"}, "no database of that name"),
        ({"username": "stranger"}, "refused the user name"),
        ({"query": {"host": "/no/such/folder"}}, "could not be reached"),
    ],
)
async def test_a_postgresql_that_refuses_is_told_in_a_sentence(postgresql: Cluster, changed: dict[str, object], words: str) -> None:
    url = postgresql.url.set(**changed)  # type: ignore[arg-type]
    assert words in await said(url.render_as_string(hide_password=False))


async def test_a_connection_that_is_cut_is_told_and_the_next_one_works(postgresql: Cluster) -> None:
    database = Database.open(postgresql.url.render_as_string(hide_password=False))
    with pytest.raises(StoreError, match=r"connection to the database was lost.*safe; try again"):
        async with database.reading() as connection:
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar() == 1
    await database.close()


async def test_a_postgresql_password_stands_in_no_message() -> None:
    told = await said("postgresql+asyncpg://u:hunter2@127.0.0.1:1/n")
    assert "hunter2" not in told


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"not a database at all, and long enough to be read", "no database of this program"), (b"", "no such table")],
)
async def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert words in await said(f"sqlite+aiosqlite:///{path}")
    if content:
        assert path.read_bytes() == content


async def test_a_damaged_file_is_told(copied: Path) -> None:
    spoil(copied, 4096)
    assert "restore the last backup" in await said(f"sqlite+aiosqlite:///{copied}")


async def test_a_full_database_is_told(copied: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{copied}")
    with pytest.raises(StoreError, match=r"The disk is full.*What was saved before is safe"):
        async with database.writing() as connection:
            pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
            await connection.execute(text(f"PRAGMA max_page_count = {pages}"))
            await facts.keep(connection, "a", "long " * 100_000, 1)
    await database.close()


async def test_a_database_that_another_program_holds_is_told(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.BUSY_TIMEOUT", 50)
    held = sqlite3.connect(copied, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    assert "Another program is holding the database" in await said(f"sqlite+aiosqlite:///{copied}")
    held.close()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql+pymysql://u:hunter2@h/n", "mysql+pymysql is not supported"),
        # As other programs write them, and hosts hand them out.
        ("postgresql://u:hunter2@h/n", "postgresql is not supported. Use sqlite+aiosqlite:///FILE or postgresql+asyncpg://"),
        ("sqlite:///bot.sqlite3", "sqlite is not supported"),
        ("postgresql+asyncpg://u:hunter2@h/n?sslmode=require&channel_binding=require", "channel_binding, sslmode"),
        ("postgresql+asyncpg://u:hunter2@h/n?sslmode=require", "`sslmode=require` is written `ssl=require`"),
        ("postgresql+asyncpg://u:p@hunter2:/1@h:5432/n", "%3A for :"),
    ],
)
def test_what_names_no_database_that_can_be_used_is_told_in_a_sentence(url: str, words: str) -> None:
    with pytest.raises(StoreError) as raised:
        Database.open(url)
    assert words in str(raised.value)
    assert "hunter2" not in str(raised.value)
