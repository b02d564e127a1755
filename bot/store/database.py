"""The connection: one engine, read and write transactions, durable commits.

SQLite: WAL with synchronous=FULL, so that a commit that returned survives a power cut; writers queue on a lock of this process and
then take the file's write lock at BEGIN, so that no transaction fails halfway for having read first. PostgreSQL: writes at its default
level, where a statement sees what others have committed; reads from one snapshot.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from bot.store.errors import StoreError
from bot.store.failures import sentence, without_rows
from bot.store.texts import store_only_storable

# How long a writer waits for another process's write before it gives up, in milliseconds.
BUSY_TIMEOUT = 10_000
# PostgreSQL, in seconds: until a connection stands, until a query is given up, until a busy pool is.
CONNECT_TIMEOUT, QUERY_TIMEOUT, POOL_TIMEOUT = 10, 60, 20
# A snapshot costs nothing to take: it is said in the BEGIN that is sent anyway.
_SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class Database:
    """An open database. `reading()` and `writing()` give a connection inside a transaction; `writing()` commits at its end."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._write_lock = asyncio.Lock()

    @property
    def name(self) -> str:
        """Where the database is, without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @classmethod
    def open(cls, url: str | URL) -> Self:
        """Raises StoreError when the URL names no database that this program can use. The file's folder is made if need be."""
        try:
            parsed = make_url(url)
        except Exception as error:
            raise StoreError(
                "The database URL in the configuration cannot be read. It looks like sqlite+aiosqlite:///file.sqlite3."
            ) from error
        if parsed.get_backend_name() == "sqlite":
            engine = _sqlite(parsed)
        elif parsed.get_backend_name() == "postgresql":
            engine = _postgresql(parsed)
        else:
            raise StoreError(
                f"{parsed.get_backend_name()} is not supported. Use sqlite+aiosqlite:///FILE or postgresql+asyncpg://HOST/NAME."
            )
        store_only_storable(engine.sync_engine)
        return cls(engine)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view: everything read inside comes from one moment."""
        async with _explained(), self.engine.connect() as connection:
            yield connection if self.is_sqlite else await connection.execution_options(**_SNAPSHOT)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Committed, durably, when the block ends; rolled back when it raises."""
        async with _explained(), self._write_lock if self.is_sqlite else nullcontext(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection = await connection.execution_options(begin="IMMEDIATE")
            async with connection.begin():
                yield connection

    async def scrub(self) -> bool:
        """Moves the write-ahead log into the file and empties it, so that what was deleted (`secure_delete` has zeroed it) stands in
        neither of the two. False where a reader still needs the log. PostgreSQL's own vacuum does this there, in its own time."""
        if not self.is_sqlite or self.engine.url.database in (None, "", ":memory:"):
            return True
        async with _explained(), self._write_lock, self.engine.connect() as connection:
            raw = await connection.get_raw_connection()
            assert raw.driver_connection is not None
            async with raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
                busy, _pages, _moved = await cursor.fetchone()
        return not busy

    async def close(self) -> None:
        await self.engine.dispose()


@asynccontextmanager
async def _explained() -> AsyncIterator[None]:
    """Operational failures become a sentence; programming errors stay what they are."""
    try:
        yield
    except Exception as error:
        said = sentence(error)
        if said is None:
            without_rows(error)
            raise
        raise StoreError(said) from error


def _sqlite(url: URL) -> AsyncEngine:
    if url.database in (None, "", ":memory:"):
        # Every connection to :memory: would be a database of its own: there is only one.
        engine = create_async_engine(url, poolclass=StaticPool, hide_parameters=True)
    else:
        _make_place(Path(str(url.database)))
        waits = {"timeout": BUSY_TIMEOUT / 1000}
        engine = create_async_engine(url, connect_args=waits, pool_size=4, max_overflow=0, hide_parameters=True)
    _prepare_sqlite(engine)
    return engine


def _postgresql(url: URL) -> AsyncEngine:
    """Parameters are what people typed: they stand in no error, and so in no log."""
    try:
        return create_async_engine(
            url,
            connect_args={
                "timeout": CONNECT_TIMEOUT,
                "command_timeout": QUERY_TIMEOUT,
                "server_settings": {"application_name": "bar-raiser"},
            },
            pool_size=5,
            max_overflow=5,
            pool_timeout=POOL_TIMEOUT,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    except ImportError as error:
        raise StoreError("PostgreSQL needs the driver asyncpg: `pip install asyncpg`, or install `bar-raiser[postgresql]`.") from error


def _make_place(path: Path) -> None:
    """The folder, and a file that only its owner may read: SQLite's own companions to it take the same rights."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {path.parent} for the database could not be made ({error.strerror}). "
            "Choose another `database` in the configuration."
        ) from error
    # What else can be wrong with the file is told when it is opened.
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepare_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, record: ConnectionPoolEntry) -> None:
        # The driver's own implicit BEGIN comes too late for us: we begin ourselves, below.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT}",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        kind = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {kind}")
