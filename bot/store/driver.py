"""The SQLite driver: aiosqlite, with fewer ways to its thread and back.

aiosqlite runs every call in a thread of the connection's own, and a statement is four calls: make a cursor, execute, fetch, close. Each
way there and back costs more than looking a row up. Here a statement is one call; and while a connection is `brief`, which a transaction
asks for that only looks rows up by key and writes a handful (`Database.reading`), statements run where they are called, in some ten
microseconds each. What may wait for something outside this process always goes to the thread: the write lock, and a commit, which waits
for the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self, TypeVar, cast

from aiosqlite.core import Connection, Cursor

_Result = TypeVar("_Result")
# Rows that are fetched together with the execution; a longer result is fetched in further calls.
_FIRST_ROWS = 64
_WAITS = "BEGIN IMMEDIATE"
_MOMENT = 200  # milliseconds that all writers may wait for one reader


def connect(file: str, **options: Any) -> BriefConnection:
    """To be awaited, as `aiosqlite.connect` is; takes what `sqlite3.connect` takes."""
    connection = BriefConnection(lambda: sqlite3.connect(file, **options), _FIRST_ROWS)
    # As SQLAlchemy does it for aiosqlite's own: a thread that waits for work must not keep a process from ending.
    connection._thread.daemon = True
    return connection


class BriefConnection(Connection):
    brief = False
    # Calls that were given to the thread, and calls that it has finished. One that was cancelled here goes on there: until it is over,
    # nothing may run beside it. Each counter has one writer.
    _given = 0
    _finished = 0

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        if self.brief and self.idle:
            # `_conn` raises as aiosqlite does where the connection is closed.
            assert self._conn
            return fn(*args, **kwargs)
        return await self.in_thread(fn, *args, **kwargs)

    async def in_thread(self, call: Callable[..., _Result], *args: Any, **named: Any) -> _Result:
        def counted() -> _Result:
            try:
                return call(*args, **named)
            finally:
                self._finished += 1

        if not self._running or not self._connection:
            raise ValueError("Connection closed")
        self._given += 1
        return cast(_Result, await super()._execute(counted))  # type: ignore[no-untyped-call]  # aiosqlite's own, untyped

    @property
    def idle(self) -> bool:
        """Whether its thread has nothing to do, so that a statement may run where it is called."""
        return self._given == self._finished

    async def asked(self, text: str, values: Sequence[Any]) -> tuple[list[Any], int]:
        """All rows of a statement that finds a handful, and how many it has changed."""
        if self.brief and self.idle:
            return self._asked(text, values)
        return await self.in_thread(self._asked, text, values)

    def _asked(self, text: str, values: Sequence[Any]) -> tuple[list[Any], int]:
        cursor = self._conn.execute(text, values)
        return cursor.fetchall() if cursor.description else [], cursor.rowcount

    async def begin(self, kind: str) -> None:
        """Begins a transaction where it is called, if that needs no waiting, or else in the thread."""
        if not self._began(kind):
            await self.in_thread(self._conn.execute, f"BEGIN {kind}")

    async def synchronous(self, level: str) -> None:
        """How far a commit goes from now on: FULL waits for the disk, NORMAL leaves that to a later one. Not inside a transaction."""
        await self._execute(self._conn.execute, f"PRAGMA synchronous={level}")

    def _began(self, kind: str) -> bool:
        """False while the thread is at work, or where somebody else holds the lock."""
        if not self.idle:
            return False
        if kind == "DEFERRED":
            # It takes no lock.
            self._conn.execute("BEGIN DEFERRED")
            return True
        try:
            with self._waiting(0):
                self._conn.execute(f"BEGIN {kind}")
        except sqlite3.Error:
            # Whatever it is, the thread meets it again, and there it is told as every other failure is.
            return False
        return True

    async def emptied_log(self) -> bool:
        """Moves the write-ahead log into the file and empties it. False where somebody else reads or writes for longer than a moment:
        whoever only looks something up is waited for, a backup is not."""
        return await self.in_thread(self._emptied_log)

    def _emptied_log(self) -> bool:
        with self._waiting(_MOMENT):
            busy, _pages, _moved = self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    @contextmanager
    def _waiting(self, milliseconds: int) -> Iterator[None]:
        """What meets somebody else's lock inside waits for so long, and then fails."""
        (patience,) = self._conn.execute("PRAGMA busy_timeout").fetchone()
        self._conn.execute(f"PRAGMA busy_timeout={milliseconds}")
        try:
            yield
        finally:
            self._conn.execute(f"PRAGMA busy_timeout={patience}")

    def cursor(self) -> BriefCursor:  # type: ignore[override]  # needs no call: SQLAlchemy enters it as it does aiosqlite's
        return BriefCursor(self, self._conn.cursor())

    async def commit(self) -> None:
        await self.in_thread(self._conn.commit)


class BriefCursor(Cursor):
    """Its first rows come with the execution."""

    def __init__(self, connection: BriefConnection, cursor: sqlite3.Cursor) -> None:
        super().__init__(connection, cursor)
        self._brief_connection = connection
        self._first: list[Any] = []
        self._more = False

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Self:
        call = self._brief_connection.in_thread if sql.startswith(_WAITS) else self._brief_connection._execute
        await call(self._run, sql, parameters or ())
        return self

    def _run(self, sql: str, parameters: Any) -> None:
        self._cursor.execute(sql, parameters)
        self._first = self._cursor.fetchmany(_FIRST_ROWS) if self._cursor.description else []
        self._more = len(self._first) == _FIRST_ROWS

    async def fetchall(self) -> list[Any]:
        first, self._first = self._first, []
        if not self._more:
            return first
        self._more = False
        return [*first, *await self._brief_connection._execute(self._cursor.fetchall)]

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        size = size or self.arraysize
        taken, self._first = self._first[:size], self._first[size:]
        if len(taken) == size or not self._more:
            return taken
        rest = list(await self._brief_connection._execute(self._cursor.fetchmany, size - len(taken)))
        self._more = len(rest) == size - len(taken)
        return [*taken, *rest]

    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    async def close(self) -> None:
        if self._first or self._more:
            await self._brief_connection._execute(self._cursor.close)
