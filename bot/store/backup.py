"""A backup: the whole database in one file, taken while the bot runs, and put back into an empty database.

The file is a SQLite database, whichever kind the source is: it can be looked at, upgraded by a later version and restored into either kind.
It appears under its name only when it is whole and proven, and only its owner may read it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

from sqlalchemy import URL

from bot.store import migrate, overview
from bot.store.copy import copy
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.files import give_name


async def backup(database: Database, path: Path) -> dict[str, int]:
    """Writes the whole database to a new file and returns the rows by table. Raises StoreError, also when the file exists."""
    with _appearing(path) as part:
        if database.is_sqlite:
            source = database.engine.url.database
            if source in (None, "", ":memory:"):
                raise StoreError("This database lives in memory and ends with the program: there is nothing to back up.")
            await asyncio.to_thread(_copy_file, Path(str(source)), part)
            async with _opened(part) as copied:
                await migrate.require_current(copied)
                counts = dict(await overview.row_counts(copied))
        else:
            async with _opened(part) as copied:
                counts = await copy(database, copied)
        await asyncio.to_thread(_settle, part)
    return counts


async def restore(path: Path, database: Database, told: Callable[[str, int], None] = lambda table, rows: None) -> dict[str, int]:
    """Puts a backup into an empty database and returns the rows by table. A backup of an earlier version is upgraded on the way; the
    file itself is only read. Raises StoreError."""
    with tempfile.TemporaryDirectory(prefix="bar-raiser-") as folder:
        staged = Path(folder) / "backup.sqlite3"
        await asyncio.to_thread(_stage, path, staged)
        # Before anything else: what is said of a damaged database afterwards is said of the one that is restored into.
        if (found := await asyncio.to_thread(_checked, staged)) != "ok":
            raise StoreError(
                f"{path} is damaged, or no backup of this program ({found}). Restore another one; the database was left as it is."
            )
        async with _opened(staged) as source:
            if not (await migrate.version(source)).found:
                raise StoreError(f"{path} is no backup of this program. Name a file that `db backup` has written.")
            await migrate.upgrade(source)
            return await copy(source, database, told)


def _stage(path: Path, staged: Path) -> None:
    if not path.is_file():
        raise StoreError(f"{path} is not a file. Name a file that `db backup` has written.")
    try:
        reading = path.open("rb")
    except OSError as error:
        raise StoreError(f"{path} could not be read ({error.strerror}). Nothing was changed.") from error
    try:
        with reading, staged.open("wb") as writing:
            shutil.copyfileobj(reading, writing)
    except OSError as error:
        raise StoreError(
            f"{path} could not be copied into {tempfile.gettempdir()}, where it is checked first ({error.strerror}). "
            "Make room there, or name another folder in TMPDIR. Nothing was changed."
        ) from error


@contextlib.asynccontextmanager
async def _opened(path: Path) -> AsyncIterator[Database]:
    database = Database.open(URL.create("sqlite+aiosqlite", database=str(path)))
    try:
        yield database
    finally:
        await database.close()


@contextlib.contextmanager
def _appearing(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to, which takes its name when the block ends well."""
    if path.exists():
        raise StoreError(f"{path} exists already, and a backup overwrites nothing. Choose another name.")
    part = path.with_name(f".{path.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise StoreError(f"{part} exists: another backup is being written there, or was cut off. If none is, delete it.") from None
    except OSError as error:
        raise StoreError(f"The backup could not be written to {path.parent} ({error.strerror}). Choose another place.") from error
    try:
        yield part
        give_name(part, path)
    except OSError as error:
        raise StoreError(f"The backup could not be written to {path} ({error.strerror}). Nothing was changed.") from error
    finally:
        for companion in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + companion).unlink(missing_ok=True)


def _copy_file(source: Path, target: Path) -> None:
    """SQLite's online backup, in one step: a snapshot that holds up no writer."""
    if not source.exists():
        raise StoreError(f"There is no database at {source} yet: nothing to back up.")
    try:
        reading = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        with contextlib.closing(reading), contextlib.closing(sqlite3.connect(target)) as writing:
            reading.backup(writing)
    except sqlite3.Error as error:
        raise StoreError(f"The database could not be copied ({error}). Nothing was changed.") from error


def _settle(part: Path) -> None:
    """One file without companions, checked from beginning to end and on the disk."""
    if (found := _checked(part)) != "ok":
        raise StoreError(f"The copy of the database is damaged ({found}); it was not kept. Check the source: `python -m bot doctor`.")
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _checked(file: Path) -> str:
    """What is wrong with the file, looked at from beginning to end: "ok" where nothing is. It has no companions afterwards."""
    try:
        with contextlib.closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            return str(connection.execute("PRAGMA integrity_check").fetchone()[0]).splitlines()[0]
    except sqlite3.Error as error:
        return str(error)
