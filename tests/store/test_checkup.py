"""What doctor says of a database, and that it leaves the database as it was."""

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core.checkup import Check
from bot.store.checkup import look
from bot.store.database import Database
from tests.postgresql import Cluster
from tests.store.filled import everything, fill
from tests.store.spoiled import spoil


def standing(found: list[Check], name: str) -> str:
    return next(one.standing for one in found if one.name == name)


async def test_a_healthy_database_is_well_and_is_left_as_it_was(database: Database, database_url: str) -> None:
    await fill(database)
    before = await everything(database)
    found = await look(database_url, 1_000)
    assert {one.standing for one in found} <= {"ok", "warn"}
    assert standing(found, "Writing") == "ok"
    assert await everything(database) == before


async def test_a_database_at_another_version_is_told(database: Database, database_url: str) -> None:
    for version, expected in (("0001", "note"), ("9999", "fail")):
        async with database.writing() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
        found = await look(database_url, 1_000)
        assert standing(found, "Database") == expected
        assert not [one for one in found if one.name == "Writing"]


async def test_an_empty_postgresql_is_no_failure(postgresql: Cluster) -> None:
    url = await postgresql.create()
    found = await look(url, 1_000)
    assert standing(found, "Database") == "note"
    # The tests' own server flushes nothing, and doctor sees it.
    assert standing(found, "Durability") == "warn"
    await postgresql.drop(url)


async def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    found = await look(f"sqlite+aiosqlite:///{tmp_path / 'sub' / 'new.sqlite3'}", 1_000)
    assert [one.standing for one in found] == ["note"]
    assert await asyncio.to_thread(lambda: list(tmp_path.iterdir())) == []


async def test_a_damaged_file_is_told(tmp_path: Path, migrated_sqlite: Path) -> None:
    path = Path(shutil.copyfile(migrated_sqlite, tmp_path / "damaged.sqlite3"))
    spoil(path, -4096)
    found = await look(f"sqlite+aiosqlite:///{path}", 1_000)
    assert "fail" in {one.standing for one in found}
    assert "restore the last backup" in " ".join(one.message + one.advice for one in found)


@pytest.mark.parametrize("url", ["postgresql+asyncpg://u:hunter2@127.0.0.1:1/n", "nonsense", "mysql+pymysql://u:hunter2@h/n"])
async def test_a_database_that_cannot_be_reached_is_told_without_its_password(url: str) -> None:
    (found,) = await look(url, 1_000)
    assert found.standing == "fail"
    assert "hunter2" not in found.message + found.advice
