"""Which of a database's failures are the world's and not the program's, each in a sentence for people.

What the world does (a full disk, a server that went away, a wrong password) ends in a StoreError. What the program did wrong stays the
exception that it is, so that it is found.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.store.errors import GaveWay, Kind, StoreError
from bot.store.sharing import TOO_MANY

_SAFE = "What was saved before is safe"
_ROLLED_BACK = "40"
"""The class of what the database undid by itself: a deadlock, or writes that cannot stand one after the other."""
# SQLSTATE, whole or by its first two characters (its class), to what happened and what helps.
_POSTGRESQL = {
    "08": "The connection to the database was lost. {safe}; try again.",
    "25006": "The database takes no writes at the moment (it is read-only). {safe}; try again, or point the bot at the primary server.",
    "28": "The database refused the user name or the password. Mend `database` in the configuration, or BAR_RAISER_DATABASE.",
    "3D000": "There is no database of that name on the server. Create it (`createdb NAME`), or mend `database` in the configuration.",
    _ROLLED_BACK: "Two writes met in the database and one gave way. {safe}; try again.",
    "42501": "The database user may not do this. Make it the owner of its database: `ALTER DATABASE NAME OWNER TO USER`.",
    "53100": "The database's disk is full. {safe}; make room and try again.",
    TOO_MANY: "The database server takes no more connections. {safe}; raise `max_connections` there (or the user's CONNECTION LIMIT): each "
    "process of the bot uses up to 10. Or let other programs use fewer.",
    "53": "The database has no room for one more connection or query. {safe}; try again.",
    "55": "The database is in use in a way that forbids this now. {safe}; try again.",
    "57": "The database stopped this query: it is shutting down, or the query took too long. {safe}; try again.",
    "58": "The database server has trouble with its own machine. {safe}; look at its log.",
    "XX": "The database says that its files are damaged. Stop the bot, copy them, and restore the last backup.",
}
# The same codes to what it means for those who use the program; whatever is not here is "unreachable".
_KINDS: dict[int | str, Kind] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    "25006": "read_only",
    _ROLLED_BACK: "busy",
    "53100": "full",
    "53": "busy",
    "55": "busy",
    "XX": "damaged",
}
_SQLITE = {
    sqlite3.SQLITE_FULL: "The disk is full. {safe}; make room and try again.",
    sqlite3.SQLITE_BUSY: "Another program is holding the database. {safe}; try again.",
    sqlite3.SQLITE_LOCKED: "Another program is holding the database. {safe}; try again.",
    sqlite3.SQLITE_READONLY: "The database file is read-only. {safe}; give the bot the right to write to it and to its folder.",
    sqlite3.SQLITE_PERM: "The database file may not be opened. Give the bot the right to read and write it and its folder.",
    sqlite3.SQLITE_CANTOPEN: "The database file could not be opened. Check its name and folder, and that the bot may write there.",
    sqlite3.SQLITE_IOERR: "The disk did not do what the database asked. {safe}; check the disk before you go on.",
    sqlite3.SQLITE_CORRUPT: "The database file is damaged. Stop the bot, move the file, its -wal and -shm away, restore the last backup.",
    sqlite3.SQLITE_NOTADB: "The file is no database of this program. It was left as it is; choose another `database` in the configuration.",
}
# What says more exactly that it is another kind: the file that connections share their place in finds no room on the disk.
_FINER = {sqlite3.SQLITE_IOERR_SHMSIZE: sqlite3.SQLITE_FULL}


def translated(error: Exception) -> StoreError | None:
    """The failure as a StoreError, or None where it is the program's own."""
    if isinstance(error, PoolTimeout):
        return StoreError(f"Every connection to the database was busy for too long. {_SAFE}; try again.", "busy")
    if isinstance(error, OSError):
        return StoreError(f"The database could not be reached ({str(error) or 'no answer in time'}). {_SAFE}; try again.")
    if not isinstance(error, DBAPIError):
        return None
    known = _known(error)
    if known is not None:
        said, kind = known
        told = f"{said.format(safe=_SAFE)} ({_short(error)})"
        return GaveWay(told) if _gave_way(error) else StoreError(told, kind)
    if error.connection_invalidated or type(error).__name__ in {"OperationalError", "InterfaceError"}:
        return StoreError(f"The database did not answer ({_short(error)}). {_SAFE}; try again.")
    return None


def without_rows(error: BaseException) -> None:
    """PostgreSQL adds the whole row to some errors, and with it what people typed: taken out of the chain before anybody logs it."""
    seen: BaseException | None = error
    while seen is not None:
        if getattr(seen, "detail", None):
            seen.detail = None  # type: ignore[attr-defined]  # asyncpg's errors alone have one
        seen = seen.__cause__ or seen.__context__


def _known(error: DBAPIError) -> tuple[str, Kind] | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(code, int):
        # The low byte is the kind; what stands above it says more of the same, as a rule.
        code = _FINER.get(code, code & 0xFF)
        return (_SQLITE[code], _KINDS.get(code, "unreachable")) if code in _SQLITE else None
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        said = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
        return None if said is None else (said, _KINDS.get(state) or _KINDS.get(state[:2], "unreachable"))
    return None


def _gave_way(error: DBAPIError) -> bool:
    return str(getattr(error.orig, "sqlstate", "")).startswith(_ROLLED_BACK)


def _short(error: DBAPIError) -> str:
    """The driver's own words, one line of them: without the statement, and without what a person typed."""
    return str(error.orig or type(error).__name__).splitlines()[0][:200]
