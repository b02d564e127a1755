"""`db`: where the database stands, and bringing it up to date."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="the configuration file (default: config.yaml, if there is one)")
    parser.add_argument("action", nargs="?", choices=["show", "upgrade"], default="show", help="show (default) or upgrade")


def run(arguments: argparse.Namespace) -> int:
    return asyncio.run(_run(arguments))


async def _run(arguments: argparse.Namespace) -> int:
    from bot.commands.opening import configured
    from bot.store import migrate, overview
    from bot.store.database import Database

    database = Database.open(configured(arguments.config).database)
    try:
        at = await (migrate.upgrade(database) if arguments.action == "upgrade" else migrate.version(database))
        now = await migrate.version(database)
        print(f"database  {database.name}")
        if arguments.action == "upgrade":
            print(
                f"upgraded  from {at.found or 'empty'} to {now.found}"
                if at.found != now.found
                else f"version   {now.found}, up to date already"
            )
        else:
            print(f"version   {_standing(now)}")
        if now.found:
            for table, rows in await overview.row_counts(database):
                print(f"{table:<9} {rows:>9,} rows")
        return 0
    finally:
        await database.close()


def _standing(at: object) -> str:
    from bot.store.migrate import Version

    assert isinstance(at, Version)
    if not at.found:
        return f"empty (this program would make version {at.known}: `python -m bot db upgrade`)"
    if at.newer:
        return f"{at.found}, newer than this program, which knows versions up to {at.known}: update the program"
    if at.behind:
        return f"{at.found}, behind this program's {at.known}: `python -m bot db upgrade`"
    return f"{at.found}, up to date"
