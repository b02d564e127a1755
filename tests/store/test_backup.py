"""A backup is taken while the bot writes, and can be put back into either kind of database."""

import asyncio
import contextlib
import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import facts, migrate
from bot.store.backup import backup, restore
from bot.store.database import Database
from bot.store.errors import NewerDatabase, StoreError
from tests.discord_app.faults.disks import no_longer_files
from tests.store.filled import everything, fill
from tests.store.spoiled import spoil


@pytest.fixture
async def target(empty_url: str) -> AsyncIterator[Database]:
    opened = Database.open(empty_url)
    yield opened
    await opened.close()


async def test_a_backup_restores_to_the_same_rows(database: Database, target: Database, tmp_path: Path) -> None:
    await fill(database)
    path = tmp_path / "backup.sqlite3"
    counts = await backup(database, path)
    assert counts["turns"] == 12
    assert [name for name in os.listdir(tmp_path) if "backup.sqlite3" in name] == ["backup.sqlite3"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    assert await restore(path, target) == counts
    assert await everything(target) == await everything(database)
    assert path.read_bytes() == before


async def test_a_backup_taken_while_people_write_is_one_moment(database: Database, tmp_path: Path) -> None:
    """Two facts are always written together: in a backup they are the same, and writers never wait for it."""
    written = 0
    stop = asyncio.Event()

    async def write() -> None:
        nonlocal written
        while not stop.is_set():
            async with database.writing() as connection:
                for name in ("one", "other"):
                    await facts.keep(connection, name, f"{written} " + "x" * 2_000, written)
            written += 1

    writer = asyncio.create_task(write())
    seen = []
    try:
        for number in range(3):
            before = written
            path = tmp_path / f"backup{number}.sqlite3"
            await backup(database, path)
            with contextlib.closing(sqlite3.connect(path)) as connection:
                values = [value for (value,) in connection.execute("SELECT value FROM facts ORDER BY name")]
            assert len(set(values)) <= 1
            seen.append(int(values[0].split()[0]) if values else -1)
            assert seen[-1] >= before - 1
    finally:
        stop.set()
        await writer
    assert seen == sorted(seen)
    assert written > 3


async def test_a_backup_overwrites_nothing(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with pytest.raises(StoreError, match=r"exists already.*overwrites nothing"):
        await backup(database, path)
    assert path.read_text() == "mine"


async def test_a_place_that_cannot_be_written_is_told(database: Database, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be written"):
        await backup(database, tmp_path / "nowhere" / "backup.sqlite3")


async def test_a_backup_of_an_earlier_version_is_upgraded_on_the_way(target: Database, tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as made, made:
        made.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    with pytest.raises(StoreError, match="no backup of this program"):
        await restore(path, target)
    old = Database.open(f"sqlite+aiosqlite:///{path}")
    async with old.writing() as connection:
        await connection.run_sync(lambda sync: migrate.upgrade_to(sync, "0002"))
        await facts.keep(connection, "a", "kept since then", 1)
    await old.close()
    counts = await restore(path, target)
    assert counts["facts"] == 1
    await migrate.require_current(target)


async def test_a_backup_of_a_later_version_is_refused(database: Database, target: Database, tmp_path: Path) -> None:
    await fill(database)
    path = tmp_path / "backup.sqlite3"
    await backup(database, path)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase):
        await restore(path, target)


@pytest.mark.parametrize("content", [b"", b"a text, and no database, but long enough to be read as one " * 5])
async def test_a_file_that_is_no_backup_is_told(target: Database, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"no (backup|database) of this program"):
        await restore(path, target)
    with pytest.raises(StoreError, match="is not a file"):
        await restore(tmp_path / "nothing", target)


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of Unix")
async def test_where_a_backup_cannot_be_unpacked_is_told_and_not_that_it_cannot_be_read(migrated_sqlite: Path, tmp_path: Path) -> None:
    """It is brought up to date in the folder for temporary files, which in a container may be small."""
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}")
    with no_longer_files(os.getpid(), 65_536), pytest.raises(StoreError, match="TMPDIR") as told:
        await restore(migrated_sqlite, database)
    assert tempfile.gettempdir() in str(told.value)
    assert str(migrated_sqlite) in str(told.value)
    await database.close()


async def test_a_damaged_database_gives_no_backup(migrated_sqlite: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(migrated_sqlite, tmp_path / "damaged.sqlite3"))
    # The last page: everything that is asked before can still be read.
    spoil(path, -4096)
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    with pytest.raises(StoreError, match=r"damaged"):
        await backup(database, tmp_path / "backup.sqlite3")
    assert not (tmp_path / "backup.sqlite3").exists()
    await database.close()


async def test_a_database_that_can_be_read_and_breaks_its_own_rules_gives_no_backup(migrated_sqlite: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(migrated_sqlite, tmp_path / "damaged.sqlite3"))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute(
            "INSERT INTO quizzes (id, member_id, seed, items, status, created_at, updated_at) VALUES ('q', 1, 1, '[]', 'no', 1, 1)"
        )
        connection.commit()
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    with pytest.raises(StoreError, match=r"damaged .*CHECK.*quizzes"):
        await backup(database, tmp_path / "backup.sqlite3")
    assert not [name for name in os.listdir(tmp_path) if "backup" in name]
    await database.close()


async def test_a_database_in_memory_has_nothing_to_back_up(tmp_path: Path) -> None:
    database = Database.open("sqlite+aiosqlite:///:memory:")
    with pytest.raises(StoreError, match="memory"):
        await backup(database, tmp_path / "backup.sqlite3")
    await database.close()


async def test_rows_of_a_restored_database_are_counted(database: Database, target: Database, tmp_path: Path) -> None:
    await fill(database)
    await backup(database, tmp_path / "b")
    told: list[str] = []
    await restore(tmp_path / "b", target, lambda table, rows: told.append(table))
    async with target.reading() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM sessions"))).scalar_one() == 12
    assert "sessions" in told
