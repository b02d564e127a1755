"""Opening a SQLite file anew after trouble with it. A connection that has met some failures (no right to write, a bad disk, a damaged page)
goes on to refuse when their cause is gone: it asks the file no more. So whoever mends the file need not restart the program."""

from __future__ import annotations

import sqlite3
from collections.abc import MutableMapping
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

_STAYING = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN}


def proven(info: MutableMapping[Any, Any]) -> None:
    """Something has been written over the connection of the pool whose `info` this is."""
    info["proven"] = True


def reopen_after_trouble(engine: Engine) -> None:
    """After such a failure every connection of the pool is closed when it is next asked for, at rest, and another takes its place; and so
    is that one, which may have been opened while the trouble lasted, until something has been written over it."""
    troubles = 0

    @event.listens_for(engine, "connect")
    def opened(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info.update(troubles=troubles, proven=troubles == 0, fresh=True)

    @event.listens_for(engine, "handle_error")
    def failed(context: ExceptionContext) -> None:
        nonlocal troubles
        code = getattr(context.original_exception, "sqlite_errorcode", None)
        # The low byte is the kind; what stands above it says more of the same.
        if isinstance(code, int) and code & 0xFF in _STAYING:
            troubles += 1

    @event.listens_for(engine, "commit")
    def written(connection: Connection) -> None:
        if connection.get_execution_options().get("begin") == "IMMEDIATE":
            proven(connection.info)

    @event.listens_for(engine, "checkout")
    def asked(connection: Any, record: ConnectionPoolEntry, fairy: object) -> None:
        if not record.info.pop("fresh", False) and (record.info["troubles"] != troubles or not record.info["proven"]):
            raise DisconnectionError
