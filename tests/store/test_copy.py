"""A copy holds every row, and nothing that was changed on the way stays unseen."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import copy as copying
from bot.store import migrate, sessions, turns
from bot.store.copy import NotEmpty, NotTheSame, copy
from bot.store.database import Database
from bot.store.errors import OlderDatabase
from tests.store.filled import everything, fill
from tests.store.test_sessions import a_member, session


@pytest.fixture
async def source(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Database]:
    path = tmp_path / "source.sqlite3"
    await asyncio.to_thread(lambda: path.write_bytes(migrated_sqlite.read_bytes()))
    opened = Database.open(f"sqlite+aiosqlite:///{path}")
    await fill(opened)
    yield opened
    await opened.close()


@pytest.fixture
async def target(empty_url: str) -> AsyncIterator[Database]:
    opened = Database.open(empty_url)
    yield opened
    await opened.close()


async def test_a_copy_holds_every_row_and_the_bot_goes_on_with_it(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BATCH", 5)
    told: list[tuple[str, int]] = []
    counts = await copy(source, target, lambda table, rows: told.append((table, rows)))
    assert await everything(target) == await everything(source)
    assert (counts["sessions"], counts["turns"], counts["members"], dict(told)) == (12, 12, 3, counts)
    # Ids go on where they were: a new member and a new turn are not taken for old ones.
    newcomer = await a_member(target, "newcomer")
    assert newcomer == 4
    async with target.writing() as connection:
        one = session("fresh", newcomer)
        await sessions.create(connection, one)
        turn = await turns.receive(connection, one, event="answer", payload={}, answer="a", question="?", now=1)
        assert turn is not None
        assert turn.id == 13


async def test_a_copy_goes_both_ways(source: Database, target: Database, tmp_path: Path) -> None:
    await copy(source, target)
    back = Database.open(f"sqlite+aiosqlite:///{tmp_path / 'back.sqlite3'}")
    await copy(target, back)
    assert await everything(back) == await everything(source)
    await back.close()


async def test_an_absent_judgement_and_an_empty_one_stay_two_things(source: Database, target: Database) -> None:
    await copy(source, target)
    query = text("SELECT count(*) FROM turns WHERE judgement IS NULL")
    found = []
    for database in (source, target):
        async with database.reading() as connection:
            found.append((await connection.execute(query)).scalar_one())
    assert found == [6, 6]


async def test_a_target_that_holds_something_is_left_alone(source: Database, target: Database) -> None:
    await migrate.upgrade(target)
    await a_member(target, "someone")
    before = await everything(target)
    with pytest.raises(NotEmpty, match=r"members holds 1 rows.*Nothing was changed"):
        await copy(source, target)
    assert await everything(target) == before


async def test_a_copy_that_differs_is_not_kept(source: Database, target: Database) -> None:
    """Something in the target changes what is written to it: here a rule of the database's own."""
    await migrate.upgrade(target)
    async with target.writing() as connection:
        if target.is_sqlite:
            await connection.execute(
                text("CREATE TRIGGER meddle AFTER INSERT ON drafts BEGIN UPDATE drafts SET text = 'other' WHERE box = 'action'; END")
            )
        else:
            body = "BEGIN IF NEW.box = 'action' THEN NEW.text := 'other'; END IF; RETURN NEW; END"
            await connection.execute(
                text(f"CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS '{body.replace(chr(39), chr(39) * 2)}'")
            )
            await connection.execute(text("CREATE TRIGGER meddle BEFORE INSERT ON drafts FOR EACH ROW EXECUTE FUNCTION meddle()"))
    with pytest.raises(NotTheSame, match=r"drafts is not what the source holds.*Nothing was kept"):
        await copy(source, target)
    assert not any((await everything(target)).values())


async def test_a_source_of_an_earlier_version_is_upgraded_first(source: Database, target: Database) -> None:
    async with source.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(OlderDatabase, match="db upgrade"):
        await copy(source, target)
