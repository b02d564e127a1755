"""`db`: where the database stands, bringing it up to date, moving it, backing it up and putting it back."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import CommandError
from bot.commands.options import add_config

if TYPE_CHECKING:
    from bot.store.database import Database
    from bot.store.migrate import Version

# action -> what stands after it, or None where nothing does
_ACTIONS = {"show": None, "upgrade": None, "copy": "the database to copy into", "backup": "a file", "restore": "a file"}
# What is read whole: of a file that is not there nothing could be.
_READ_WHOLE = ("copy", "backup")
# Whoever names none gets the one in their own data folder.
_WHICH = "Name the bot's own database with BAR_RAISER_DATABASE, or its configuration with `--config FILE`."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_config(parser)
    parser.add_argument(
        "action",
        nargs="?",
        choices=list(_ACTIONS),
        default="show",
        help="show (default): version and rows; upgrade: bring it to this program's version; copy WHERE: copy every row into another, "
        "empty database, counted and verified; backup WHERE: write it all to a new file while the bot runs; restore WHERE: put a backup "
        "into the configured database, which must be empty",
    )
    parser.add_argument(
        "where",
        nargs="?",
        metavar="WHERE",
        help="for copy: a file, or postgresql+asyncpg://USER@HOST/NAME (a password is better kept in ~/.pgpass); for backup and restore: "
        "a file",
    )


def run(arguments: argparse.Namespace) -> int:
    from bot.store.errors import StoreError

    wanted = _ACTIONS[arguments.action]
    if wanted is not None and arguments.where is None:
        raise CommandError(f"`db {arguments.action}` needs {wanted}: python -m bot db {arguments.action} WHERE", 2)
    if wanted is None and arguments.where is not None:
        raise CommandError(f"`db {arguments.action}` takes nothing after it; {arguments.where!r} was given.", 2)
    try:
        return asyncio.run(_run(arguments))
    except StoreError as error:
        raise CommandError(str(error)) from error


async def _run(arguments: argparse.Namespace) -> int:
    from bot.commands.opening import configured
    from bot.store.checkup import file_of, is_there
    from bot.store.database import Database

    url = configured(arguments.config).database
    file = file_of(url)
    if file is not None and not is_there(file):
        if arguments.action in _READ_WHOLE:
            raise CommandError(f"There is no database at {file}. {_WHICH}")
        if arguments.action == "show":
            # To look makes nothing: made by whoever looks, the file would be theirs, and the bot could not write to it.
            print(f"database  {file}\nversion   not there yet; the first start makes it")
            return 0
    database = Database.open(url)
    try:
        if arguments.action != "backup":
            print(f"database  {database.name}")
        if arguments.action in _READ_WHOLE:
            await _require_rows(database)
        match arguments.action:
            case "copy":
                await _copy(database, arguments.where)
            case "backup":
                await _backup(database, Path(arguments.where))
            case "restore":
                await _restore(database, Path(arguments.where))
            case "upgrade":
                await _upgrade(database)
            case _:
                await _show(database)
    finally:
        await database.close()
    return 0


async def _require_rows(database: Database) -> None:
    """Raises CommandError for a database in which nothing stands: a copy of that would say that all is well."""
    from bot.store import migrate, overview

    at = await migrate.version(database)
    current = at.found == at.known
    if not at.found or (current and not any(rows for _table, rows in await overview.row_counts(database))):
        raise CommandError(f"Nothing stands in it, so nothing was written. {_WHICH}")


async def _show(database: Database) -> None:
    from bot.store import migrate

    at = await migrate.version(database)
    print(f"version   {_standing(at)}")
    if at.found and not at.newer and not at.behind:
        await _print_counts(database)


async def _upgrade(database: Database) -> None:
    from bot.store import migrate

    before = await migrate.upgrade(database)
    now = await migrate.version(database)
    if before.found != now.found:
        print(f"upgraded  from {before.found or 'empty'} to {now.found}")
    else:
        print(f"version   {now.found}, up to date already")
    await _print_counts(database)


async def _copy(database: Database, where: str) -> None:
    from bot.config import SQLITE
    from bot.store.copy import copy
    from bot.store.database import Database

    target = Database.open(where if "://" in where else f"{SQLITE}:///{where}")
    try:
        print(f"into      {target.name}")
        counts = await copy(database, target, _told)
    finally:
        await target.close()
    print(f"copied    {sum(counts.values()):,} rows in {len(counts)} tables; each is there, read back and the same")
    print("What is written from now on is not in the copy: stop the bot, copy, then name the new database in the configuration.")


async def _backup(database: Database, path: Path) -> None:
    from bot.store.backup import backup

    # Before anything is said: a backup is there whether or not it can be told.
    counts = await backup(database, path)
    print(f"database  {database.name}")
    for table, rows in counts.items():
        _told(table, rows)
    print(f"backup    {path}, whole and checked: {sum(counts.values()):,} rows in {len(counts)} tables")
    print("It holds what people typed: keep it as safe as the database, and no longer than you need it.")


async def _restore(database: Database, path: Path) -> None:
    from bot.store.backup import restore

    counts = await restore(path, database, _told)
    print(f"restored  {sum(counts.values()):,} rows in {len(counts)} tables; each is there, read back and the same")


async def _print_counts(database: Database) -> None:
    from bot.store import overview

    for table, rows in await overview.row_counts(database):
        _told(table, rows)


def _told(table: str, rows: int) -> None:
    print(f"  {table:<22}{rows:>12,} rows")


def _standing(at: Version) -> str:
    if not at.found:
        return f"empty (this program would make version {at.known}: `python -m bot db upgrade`)"
    if at.newer:
        return f"{at.found}, newer than this program, which knows versions up to {at.known}: update the program"
    if at.behind:
        return f"{at.found}, behind this program's {at.known}: `python -m bot db upgrade`"
    return f"{at.found}, up to date"
