"""What doctor says of a database, and that it leaves the database as it was."""

import asyncio
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
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


async def test_a_file_that_a_start_could_not_make_is_told_before_it(tmp_path: Path) -> None:
    """It was said that the first start makes it, and that all is well."""
    (tmp_path / "data").write_text("no folder")
    (found,) = await look(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'deep' / 'new.sqlite3'}", 1_000)
    assert found.standing == "fail"
    assert f"{tmp_path / 'data'} is no folder" in found.message


@pytest.mark.skipif(os.access("/", os.W_OK), reason="root may write everywhere")
async def test_a_folder_that_is_not_the_bots_is_told_before_a_start(tmp_path: Path) -> None:
    with closed(tmp_path, stat.S_IRUSR | stat.S_IXUSR):
        (found,) = await look(f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}", 1_000)
    assert found.standing == "fail"
    assert f"{tmp_path} takes no files from this account" in found.message


async def test_a_file_in_a_folder_that_this_account_may_not_look_into_is_not_said_to_be_missing(tmp_path: Path) -> None:
    """As whoever looks at a service's database from their own account."""
    file = tmp_path / "bot.sqlite3"
    with closed(tmp_path, 0):
        (found,) = await look(f"sqlite+aiosqlite:///{file}", 1_000)
    assert found.standing == "fail"
    assert f"{file} cannot be looked at (Permission denied). Run this with the account that runs the bot." in found.message


@contextmanager
def closed(folder: Path, mode: int) -> Iterator[None]:
    """The folder has this mode; root, whom no mode stops, is nobody meanwhile."""
    was_root = os.geteuid() == 0
    os.chmod(folder, mode)
    if was_root:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)
        os.chmod(folder, stat.S_IRWXU)


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
