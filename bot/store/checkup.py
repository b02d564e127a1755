"""What can be asked of the database before a start: does it open, at which version, does it keep what it commits, is it whole."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import text

from bot.core.checkup import Check
from bot.store import facts, migrate
from bot.store.connection import AsyncConnection
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.failures import translated
from bot.store.migrate import Version
from bot.store.urls import usable

_NAME = "Database"
POSTGRESQL_SINCE = 130_000


class _Undone(Exception):
    """Takes the trial write back."""


async def look(url: str, now: int) -> list[Check]:
    """Leaves everything as it was: what is written for a trial is taken back, and a file that is not there yet is not made."""
    try:
        path = file_of(url)
        if path is not None and not is_there(path):
            return [_place(path)]
        database = Database.open(url)
        try:
            return await _look(database, now)
        finally:
            await database.close()
    except Exception as error:
        if (said := error if isinstance(error, StoreError) else translated(error)) is None:
            raise
        return [Check(_NAME, "fail", str(said))]


def is_there(file: Path) -> bool:
    """Raises StoreError where this account may not even look, which says nothing of the file."""
    try:
        return file.exists()
    except OSError as error:
        raise StoreError(f"{file} cannot be looked at ({error.strerror}). Run this with the account that runs the bot.") from error


def _place(path: Path) -> Check:
    """Whether the first start could make the file, and its folder."""
    folder = next(one for one in path.absolute().parents if os.path.exists(one))
    if not folder.is_dir():
        return Check(_NAME, "fail", f"{path} cannot be made: {folder} is no folder", "Choose another `database` in the configuration.")
    if not os.access(folder, os.W_OK | os.X_OK):
        advice = "Give the account that runs the bot the right to write there, or choose another `database` in the configuration."
        return Check(_NAME, "fail", f"{path} cannot be made: {folder} takes no files from this account", advice)
    return Check(_NAME, "note", f"{path} is not there yet; the first start makes it")


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for any other. Raises StoreError for a URL of none that can be used."""
    parsed = usable(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


async def _look(database: Database, now: int) -> list[Check]:
    at = await migrate.version(database)
    found = [_standing(at, database.name)]
    async with database.reading() as connection:
        found += await (_sqlite(connection) if database.is_sqlite else _postgresql(connection))
    if at.found and not at.behind and not at.newer:
        await _try_to_write(database, now)
        found.append(Check("Writing", "ok", "a trial was written and taken back"))
    return found


def _standing(at: Version, name: str) -> Check:
    if not at.found:
        return Check(_NAME, "note", f"{name} is empty; the first start fills it")
    if at.newer:
        advice = "Update the program: it does not start on this database."
        return Check(_NAME, "fail", f"{name} is at version {at.found}, newer than this program's {at.known}", advice)
    if at.behind:
        advice = "The next start upgrades it. Take a backup first: python -m bot db backup FILE"
        return Check(_NAME, "note", f"{name} is at version {at.found}, this program's is {at.known}", advice)
    return Check(_NAME, "ok", f"{name}, version {at.found}")


async def _try_to_write(database: Database, now: int) -> None:
    try:
        async with database.writing() as connection:
            await facts.keep(connection, "doctor", str(now), now)
            raise _Undone
    except _Undone:
        return


async def _sqlite(connection: AsyncConnection) -> list[Check]:
    found = (await connection.execute(text("PRAGMA quick_check(1)"))).scalar_one()
    if found != "ok":
        advice = "Stop the bot, move the file, its -wal and -shm away, restore the last backup."
        return [Check("Integrity", "fail", f"the file is damaged: {found}", advice)]
    return [Check("Integrity", "ok", "the file is whole; commits are flushed to the disk")]


async def _postgresql(connection: AsyncConnection) -> list[Check]:
    async def setting(name: str) -> str:
        return str((await connection.execute(text("SELECT current_setting(:name)"), {"name": name})).scalar_one())

    version = await setting("server_version")
    old = int(await setting("server_version_num")) < POSTGRESQL_SINCE
    found = [
        Check("PostgreSQL", "warn" if old else "ok", f"version {version}", "Upgrade it: versions before 13 are not tested." if old else "")
    ]
    lax = [name for name in ("fsync", "full_page_writes", "synchronous_commit") if await setting(name) == "off"]
    if lax:
        message = f"{', '.join(lax)} off: what was acknowledged can be lost with the machine"
        return [*found, Check("Durability", "warn", message, f"Set {' and '.join(lax)} = on in postgresql.conf.")]
    return [*found, Check("Durability", "ok", "commits are flushed to the disk")]
