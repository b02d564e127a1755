"""What is prepared finds and writes what the same statement does anywhere else, and fails as it does."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Column, Float, Integer, MetaData, Table, Text, bindparam, insert, select, text, update

from bot.store import sessions, turns
from bot.store.brief import Brief
from bot.store.database import Database
from bot.store.driver import BriefConnection
from bot.store.errors import StoreError
from bot.store.prepared import Prepared
from bot.store.serialised import Serialised
from bot.store.tables import members
from tests.store.test_sessions import session

kept = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("word", Text),
    Column("share", Float),
    Column("done", Boolean),
    Column("data", JSON),
)
ADD = Prepared(insert(kept).returning(kept.c.id, kept.c.done), tuple(column.name for column in kept.columns))
CHANGE = Prepared(update(kept).where(kept.c.id == bindparam("which"), kept.c.share < 100).values(data=bindparam("new")))
FIND = Prepared(select(kept, (kept.c.id > 0).label("real")).where(kept.c.id == bindparam("which")))

JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
TEXTS = st.none() | st.text(st.characters(exclude_categories=()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept.sqlite3"


@pytest.fixture
async def made(path: Path) -> AsyncIterator[Database]:
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    async with database.writing() as connection:
        await connection.run_sync(kept.metadata.create_all)
    yield database
    await database.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=TEXTS, share=st.none() | st.floats(0, 10), done=st.none() | st.booleans(), data=JSONS, later=JSONS)
async def test_it_is_to_everybody_as_if_it_were_not_prepared(
    made: Database, word: str | None, share: float | None, done: bool | None, data: Any, later: Any
) -> None:
    row = {"word": word, "share": share, "done": done, "data": data}
    seen: list[Any] = []
    for brief in (True, False):
        async with made.writing(brief=brief) as connection:
            assert isinstance(connection, Brief) is brief
            await connection.execute(kept.delete())
            seen.append([dict(one) for one in await connection.rows(ADD, {"id": 1, **row})])
            seen.append(await connection.change(CHANGE, {"which": 1, "new": Serialised(later)}))
            seen.append([dict(one) for one in await connection.rows(FIND, {"which": 1})])
            seen.append([dict(one) for one in await connection.rows(FIND, {"which": 2})])
        async with made.reading(brief=brief) as connection:
            seen.append([dict(one) for one in await connection.rows(FIND, {"which": 1})])
    assert seen[:5] == seen[5:]
    assert seen[0] == [{"id": 1, "done": done}]


async def test_a_failure_is_told_as_everywhere_and_leaves_the_transaction(made: Database, path: Path) -> None:
    row = {"id": 1, "word": "first", "share": 1.0, "done": True, "data": {}}
    async with made.writing(brief=True) as connection:
        await connection.rows(ADD, row)
        with pytest.raises(Exception, match="UNIQUE") as refused:
            await connection.rows(ADD, row)
        assert type(refused.value).__module__.startswith("sqlalchemy")
        # What was not prepared goes on in the same transaction.
        await connection.execute(kept.insert().values(id=2))
        await connection.rows(ADD, {**row, "id": 3})
    assert sqlite3.connect(path).execute("SELECT id FROM kept").fetchall() == [(1,), (2,), (3,)]


async def test_nothing_is_written_beside_a_transaction_that_is_over(made: Database, path: Path) -> None:
    row = {"id": 1, "word": None, "share": None, "done": None, "data": None}
    with pytest.raises(StoreError):
        async with made.writing(brief=True) as connection:
            await connection.rows(ADD, row)
            connection.driver._conn.rollback()
            await connection.rows(ADD, {**row, "id": 2})
    assert sqlite3.connect(path).execute("SELECT id FROM kept").fetchall() == []


def level(connection: Any) -> int:
    driver = connection.driver
    assert isinstance(driver, BriefConnection)
    (found,) = driver._conn.execute("PRAGMA synchronous").fetchone()
    return int(found)


FULL, NORMAL = 2, 1


@pytest.mark.parametrize("ends", ["committed", "raised"])
async def test_what_need_not_be_durable_makes_nothing_else_less_so(made: Database, path: Path, ends: str) -> None:
    try:
        async with made.writing(brief=True, durable=False) as connection:
            assert level(connection) == NORMAL
            await connection.rows(ADD, {"id": 1, "word": None, "share": None, "done": None, "data": None})
            if ends == "raised":
                raise ValueError
    except ValueError:
        pass
    assert len(sqlite3.connect(path).execute("SELECT id FROM kept").fetchall()) == (ends == "committed")
    for writing in (made.writing(), made.writing(brief=True)):
        async with writing as connection:
            assert level(connection) == FULL


async def test_every_statement_of_a_session_is_the_same_on_both_ways(database: Database) -> None:
    """On both databases: what is brief, and what is not."""
    async with database.writing() as connection:
        await connection.execute(members.insert().values(id=1, platform="discord", external_id="7", created_at=1, settings={}))
        await sessions.create(connection, session("abc", 1, showing=[{"is": "Says"}], place={"channel": 5}))
    found: list[Any] = []
    for brief in (True, False):
        async with database.reading(brief=brief) as connection:
            found.append(
                [
                    await sessions.owned(connection, "abc"),
                    await sessions.owned(connection, "nobody's"),
                    await sessions.glance(connection, "abc"),
                    await sessions.load(connection, "abc"),
                    await turns.at(connection, "abc", 0),
                    await turns.brought_by(connection, "message"),
                ]
            )
            held = await sessions.owned(connection, "abc", showing=False)
            assert held is not None
            assert held.session.showing is None
            assert held.session.place == {"channel": 5}
    assert found[0] == found[1]


async def test_a_statement_whose_text_depends_on_its_values_is_refused(made: Database) -> None:
    prepared = Prepared(select(kept.c.id).where(kept.c.id.in_([1, 2])))
    async with made.reading(brief=True) as connection:
        with pytest.raises(AssertionError, match="depends on its values"):
            await connection.rows(prepared, {})
        assert (await connection.execute(text("SELECT 1"))).scalar() == 1
