"""The connection: one engine, read and write transactions, durable commits.

SQLite: WAL with synchronous=FULL, so that a commit that returned survives a power cut; writers queue on a lock of this process and
then take the file's write lock at BEGIN, so that no transaction fails halfway for having read first. PostgreSQL: writes at its default
level, where a statement sees what others have committed; reads from one snapshot.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool
from sqlalchemy.util.concurrency import greenlet_spawn

from bot.store.brief import brief as briefly
from bot.store.connection import AsyncConnection, committed, connected
from bot.store.driver import BriefConnection, connect
from bot.store.errors import StoreError
from bot.store.failures import translated, without_rows
from bot.store.reopening import reopen_after_trouble
from bot.store.serialised import to_text
from bot.store.sharing import SharingPool
from bot.store.texts import store_only_storable
from bot.store.together import Together
from bot.store.urls import usable
from bot.store.write_lock import WriteLock

# How long a writer waits for another process's write before it gives up, in milliseconds.
BUSY_TIMEOUT = 10_000
# PostgreSQL, in seconds: until a connection stands, until a query is given up, until a busy pool is.
CONNECT_TIMEOUT, QUERY_TIMEOUT, POOL_TIMEOUT = 10, 60, 20
# A snapshot costs nothing to take: it is said in the BEGIN that is sent anyway.
_SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class Database:
    """An open database. `reading()` and `writing()` give a connection inside a transaction; `writing()` commits at its end."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._write_lock = WriteLock(BUSY_TIMEOUT / 1000)
        # The same connections, by how a transaction begins: told once here instead of at each.
        reads, writes = ({}, {"begin": "IMMEDIATE"}) if self.is_sqlite else (_SNAPSHOT, {})
        self._reads, self._writes = engine.execution_options(**reads), engine.execution_options(**writes)
        # Connections to a database in memory are all one: nobody may be quick on it while somebody else is slow.
        self._may_be_brief = self.is_sqlite and not _is_in_memory(engine.url)
        self._together = Together(self._written, self._write_lock, BUSY_TIMEOUT / 1000)

    @property
    def name(self) -> str:
        """Where the database is, without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @classmethod
    def open(cls, url: str | URL) -> Self:
        """Raises StoreError when the URL names no database that this program can use. The file's folder is made if need be."""
        parsed = usable(url)
        engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
        store_only_storable(engine)
        return cls(engine)

    @asynccontextmanager
    async def reading(self, *, brief: bool = False) -> AsyncIterator[AsyncConnection]:
        """A consistent view: everything read inside comes from one moment.

        `brief` promises that only a handful of rows is looked up by key: then SQLite is asked without going to a thread and back, which
        costs more than the look-up. Nothing that searches or counts is brief, because everybody would wait for it."""
        found = briefly(self._reads, "DEFERRED") if brief and self._may_be_brief else connected(self._reads)
        async with _explained(), found as connection:
            yield connection

    @asynccontextmanager
    async def writing(self, *, brief: bool = False, durable: bool = True) -> AsyncIterator[AsyncConnection]:
        """Committed when the block ends; rolled back when it raises. `brief` as above: the lock and the commit are waited for in a thread
        all the same, and those who come meanwhile share the next commit (store/together.py).

        Without `durable` a brief write outlives the process, however that ends, and may be lost with the machine's power: for what is
        only a note of what can be found again."""
        async with _explained():
            if not self.is_sqlite:
                mine = committed(self._writes)
            elif brief and self._write_lock.is_taken:
                mine = self._together.writing()
            else:
                mine = self._alone(brief, durable)
            async with mine as connection:
                yield connection

    @asynccontextmanager
    async def _alone(self, brief: bool, durable: bool) -> AsyncIterator[AsyncConnection]:
        async with self._write_lock, self._written(brief, durable) as connection:
            yield connection

    def _written(self, brief: bool = True, durable: bool = True) -> AbstractAsyncContextManager[AsyncConnection]:
        if brief and self._may_be_brief:
            return briefly(self._writes, "IMMEDIATE", durable=durable)
        return committed(self._writes)

    async def scrub(self) -> bool:
        """Moves the write-ahead log into the file and empties it, so that what was deleted (`secure_delete` has zeroed it) stands in
        neither of the two. False where a reader goes on needing the log: it is not waited for, because every writer would wait with us.
        PostgreSQL's own vacuum does this there, in its own time."""
        if not self.is_sqlite or _is_in_memory(self.engine.url):
            return True
        async with _explained(), self._write_lock, connected(self.engine) as connection:
            return bool(await connection.driver.emptied_log())

    async def close(self) -> None:
        await greenlet_spawn(self.engine.dispose)


@asynccontextmanager
async def _explained() -> AsyncIterator[None]:
    """Operational failures become a sentence; programming errors stay what they are."""
    try:
        yield
    except Exception as error:
        said = translated(error)
        if said is None:
            without_rows(error)
            raise
        raise said from error


def _is_in_memory(url: URL) -> bool:
    return url.database in (None, "", ":memory:")


def _sqlite(url: URL) -> Engine:
    if _is_in_memory(url):
        # Every connection to :memory: would be a database of its own: there is only one.
        engine = create_engine(url, poolclass=StaticPool, hide_parameters=True, json_serializer=to_text)
    else:
        _make_place(Path(str(url.database)))
        waits = {"timeout": BUSY_TIMEOUT / 1000, "async_creator_fn": connect}
        engine = create_engine(
            url,
            connect_args=waits,
            pool_size=4,
            max_overflow=0,
            # One connection does nearly all the work then, and the others' caches of pages stay empty.
            pool_use_lifo=True,
            hide_parameters=True,
            json_serializer=to_text,
        )
        reopen_after_trouble(engine)
    _prepare_sqlite(engine)
    return engine


def _postgresql(url: URL) -> Engine:
    """Parameters are what people typed: they stand in no error, and so in no log."""
    try:
        return create_engine(
            url,
            connect_args={
                "timeout": CONNECT_TIMEOUT,
                "command_timeout": QUERY_TIMEOUT,
                "server_settings": {"application_name": "bar-raiser"},
            },
            poolclass=SharingPool,
            pool_size=5,
            max_overflow=5,
            pool_timeout=POOL_TIMEOUT,
            pool_pre_ping=True,
            hide_parameters=True,
            json_serializer=to_text,
        )
    except ImportError as error:
        raise StoreError(
            "PostgreSQL needs the driver asyncpg, in the Python that runs the bot: `python -m pip install -r requirements-postgresql.lock`."
        ) from error


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


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: ConnectionPoolEntry) -> None:
        # The driver's own implicit BEGIN comes too late for us: we begin ourselves, below.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            # Of each connection, in KB: what an answer looks up, and the ways there, are a few dozen pages, and the system has the rest.
            "cache_size=-250",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT}",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        driver = connection.connection.driver_connection
        kind = options.get("begin", "DEFERRED")
        if isinstance(driver, BriefConnection):
            if driver.brief and driver.in_transaction:
                # A brief one (store/brief.py) began it.
                return
            driver.brief = False
        connection.exec_driver_sql(f"BEGIN {kind}")
