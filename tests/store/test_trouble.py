"""A database that was in trouble and is not any more: the same open database goes on, without a restart."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.store import facts
from bot.store.database import Database
from bot.store.errors import KINDS, StoreError
from bot.store.failures import translated
from bot.store.write_lock import WriteLock
from tests.discord_app.faults.disks import read_only


async def keeps(database: Database, value: str) -> None:
    async with database.writing() as connection:
        await facts.keep(connection, "a", value, 1)


async def test_a_file_that_was_read_only_is_written_to_as_soon_as_it_is_not(migrated_sqlite: Path, tmp_path: Path) -> None:
    path = tmp_path / "test.sqlite3"
    shutil.copyfile(migrated_sqlite, path)
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    # Several connections of the pool have the file open.
    await asyncio.gather(*(keeps(database, str(number)) for number in range(6)))
    with read_only(path):
        for _time in range(3):
            with pytest.raises(StoreError) as refused:
                await keeps(database, "never")
            assert refused.value.kind == "read_only"
            async with database.reading() as connection:
                assert await facts.fact(connection, "a") in {"0", "1", "2", "3", "4", "5"}
    await asyncio.gather(*(keeps(database, "again") for _number in range(6)))
    async with database.reading() as connection:
        assert await facts.fact(connection, "a") == "again"
    await database.close()


async def test_the_write_lock_is_not_waited_for_without_end() -> None:
    lock = WriteLock(0.05)
    async with lock:
        with pytest.raises(StoreError, match="safe; try again") as refused:
            async with lock:
                raise AssertionError("somebody else holds it")
        assert refused.value.kind == "busy"
    async with lock:
        pass


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        (sqlite3.SQLITE_IOERR | 1 << 8, "unreachable", "The disk did not do what the database asked."),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "full", "The disk is full."),
        (sqlite3.SQLITE_BUSY | 2 << 8, "busy", "Another program is holding the database."),
    ],
)
def test_what_sqlite_says_more_exactly_is_told_as_its_kind(code: int, kind: str, said: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    told = translated(OperationalError("SELECT 1", None, error))
    assert told is not None
    assert told.kind == kind
    assert str(told).startswith(said)


def test_every_kind_has_its_sentence_in_every_language() -> None:
    from bot.wording.catalogue import languages, load_texts

    for language in languages():
        texts = load_texts(language)
        assert len({texts(f"discord.store.{kind}") for kind in KINDS}) == len(KINDS)
