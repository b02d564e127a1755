"""An empty file becomes a database; a newer one is refused in a sentence; the tables are what tables.py says."""

import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from bot.store import migrate, overview
from bot.store.database import Database
from bot.store.errors import NewerDatabase, OlderDatabase, StoreError
from bot.store.schema import metadata
from bot.store.tables import members, sessions


async def test_an_empty_database_is_brought_up_to_date_once(empty_url: str) -> None:
    database = Database.open(empty_url)
    assert (await migrate.version(database)).behind
    with pytest.raises(OlderDatabase, match="db upgrade"):
        await migrate.require_current(database)
    before = await migrate.upgrade(database)
    assert before.found == ""
    again = await migrate.upgrade(database)
    assert again.found == again.known
    await migrate.require_current(database)
    assert dict(await overview.row_counts(database))["sessions"] == 0
    await database.close()


async def test_two_processes_may_upgrade_at_once(empty_url: str) -> None:
    first, second = Database.open(empty_url), Database.open(empty_url)
    await asyncio.gather(migrate.upgrade(first), migrate.upgrade(second))
    assert not (await migrate.version(first)).behind
    await first.close()
    await second.close()


async def test_where_a_session_was_held_names_no_server_any_more(empty_url: str) -> None:
    """A server's number goes with it out of a column; in the place it would have stayed."""
    database = Database.open(empty_url)
    row = {"member_id": 1, "status": "open", "step": 0, "state": {}, "showing": [], "created_at": 1, "updated_at": 1}
    row |= dict.fromkeys(("principle", "level", "mode", "story", "question", "rubric_version"), "x")
    async with database.writing() as connection:
        await connection.run_sync(lambda sync: migrate.upgrade_to(sync, "0016"))
        await connection.execute(members.insert().values(id=1, platform="discord", external_id="1", created_at=1, settings={}))
        for id, place in (("thread", {"kind": "thread", "guild": 77, "channel": 5}), ("dm", {"kind": "dm", "guild": None}), ("shell", {})):
            await connection.execute(sessions.insert().values(id=id, place=place, **row))
    await migrate.upgrade(database)
    async with database.reading() as connection:
        places = {one.id: one.place for one in await connection.execute(select(sessions.c.id, sessions.c.place))}
    assert places["thread"] == {"kind": "thread", "channel": 5}
    assert (places["dm"]["kind"], places["shell"]) == ("dm", {})
    await database.close()


async def test_a_newer_database_is_refused_and_left_alone(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (migrate.upgrade, migrate.require_current):
        with pytest.raises(NewerDatabase, match=r"version 9999.*Nothing was changed"):
            await attempt(database)
    assert (await migrate.version(database)).found == "9999"


async def test_the_migrations_build_what_the_tables_say(database: Database) -> None:
    async with database.reading() as connection:
        differences = await connection.run_sync(lambda sync: compare_metadata(MigrationContext.configure(sync), metadata))
    assert differences == []


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_commits_are_durable_and_keys_are_enforced(database: Database) -> None:
    async with database.reading() as connection:
        found = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize("url", ["nonsense", "sqlite+aiosqlite:////proc/nowhere/x.sqlite3"])
async def test_a_database_that_cannot_be_used_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(StoreError, match=r"database"):
        await migrate.upgrade(Database.open(url))
