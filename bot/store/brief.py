"""A brief transaction on SQLite: what a click and an answer read and write, by key, with as little around it as there can be.

The connection comes from SQLAlchemy's pool and goes back there. SQLAlchemy's own Connection, with its events and its states, stands
between the two only where somebody needs it: a statement that is not prepared, or a failure, which is told as every other is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, NoReturn

from sqlalchemy import Connection, Dialect, Engine, PoolProxiedConnection
from sqlalchemy.util.concurrency import greenlet_spawn

from bot.store.connection import AsyncConnection, to_the_end
from bot.store.driver import BriefConnection
from bot.store.errors import StoreError
from bot.store.prepared import Prepared
from bot.store.reopening import proven


class Brief(AsyncConnection):
    def __init__(self, engine: Engine, pooled: PoolProxiedConnection) -> None:
        self._engine = engine
        self._pooled = pooled
        driver = pooled.driver_connection
        assert isinstance(driver, BriefConnection)
        self._driver = driver
        self._full: Connection | None = None
        self._savepoints = 0

    @property
    def _connection(self) -> Connection:  # type: ignore[override]  # made when it is needed
        if self._full is None:
            self._full = Connection(self._engine, self._pooled)
            if self._driver.in_transaction:
                # It is told of the transaction that there is: after a failure it would roll back what it knows nothing of.
                self._full.begin()
        return self._full

    @property
    def dialect(self) -> Dialect:
        return self._engine.dialect

    @property
    def driver(self) -> BriefConnection:
        return self._driver

    async def rows(self, prepared: Prepared, parameters: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        compiled = prepared.compiled(self._engine.dialect)
        found, _ = await self._asked(compiled.text, compiled.values(parameters))
        return [compiled.row(one) for one in found]

    async def change(self, prepared: Prepared, parameters: Mapping[str, Any]) -> int:
        compiled = prepared.compiled(self._engine.dialect)
        _, changed = await self._asked(compiled.text, compiled.values(parameters))
        return changed

    async def _asked(self, text: str, values: Sequence[Any]) -> tuple[list[Any], int]:
        if not self._driver.in_transaction:
            # A failure has ended it (a full disk): what would be written now could not be taken back.
            raise StoreError("The database gave a write up. Try again.")
        try:
            return await self._driver.asked(text, values)
        except sqlite3.Error as error:
            await self._failed(error, text)

    async def _failed(self, error: sqlite3.Error, text: str | None = None) -> NoReturn:
        """Raises what SQLAlchemy raises for it, after those who listen for failures have heard of it. It has no public name for that."""
        await greenlet_spawn(self._connection._handle_dbapi_exception, error, text, None, None, None)
        raise error

    @asynccontextmanager
    async def begin_nested(self) -> AsyncIterator[None]:
        self._savepoints += 1
        name = f"brief_{self._savepoints}"
        await self._asked(f"SAVEPOINT {name}", ())
        try:
            yield
        except BaseException:
            # Where the failure has ended the whole transaction, the savepoint has gone with it.
            if self._driver.in_transaction:
                await self._asked(f"ROLLBACK TO {name}", ())
                await self._asked(f"RELEASE {name}", ())
            raise
        await self._asked(f"RELEASE {name}", ())

    async def begin(self, kind: str, *, durable: bool) -> None:
        self._driver.brief = True
        try:
            if not durable:
                await self._driver.synchronous("NORMAL")
            await self._driver.begin(kind)
        except sqlite3.Error as error:
            await self._failed(error)

    async def commit(self) -> None:
        if self._full is not None and self._full.in_transaction():
            await greenlet_spawn(self._full.commit)
            return
        try:
            await greenlet_spawn(self._engine.dialect.do_commit, self._pooled)
        except sqlite3.Error as error:
            await self._failed(error)
        proven(self._pooled.info)

    async def close(self, *, durable: bool) -> None:
        """Rolls back what is still open and gives the connection back to its pool, as durable as it was."""
        closing = self._closed() if durable else self._restored()
        # It waits for nothing, unless the thread is still at work for somebody who was cancelled.
        await (closing if self._driver.idle else to_the_end(closing))

    async def _closed(self) -> None:
        await greenlet_spawn(self._pooled.close if self._full is None else self._full.close)
        self._driver.brief = False  # whoever takes the connection next may wait for others, and not on the event loop

    async def _restored(self) -> None:
        try:
            await self._driver.rollback()
            await self._driver.synchronous("FULL")
        except BaseException:
            # Nobody may write over a connection whose commits do not wait for the disk.
            await greenlet_spawn(self._pooled.invalidate)
            raise
        finally:
            await self._closed()


@asynccontextmanager
async def brief(engine: Engine, kind: str, *, durable: bool = True) -> AsyncIterator[AsyncConnection]:
    """A transaction that reads (`DEFERRED`), or writes (`IMMEDIATE`) and is committed when the block ends; rolled back when it raises."""
    connection = await greenlet_spawn(_taken, engine)
    try:
        await connection.begin(kind, durable=durable)
        yield connection
        if kind != "DEFERRED":
            await connection.commit()
    finally:
        await connection.close(durable=durable)


def _taken(engine: Engine) -> Brief:
    # A file that cannot be opened is told as every other failure is.
    try:
        return Brief(engine, engine.raw_connection())
    except sqlite3.Error as error:
        Connection._handle_dbapi_exception_noconnection(error, engine.dialect, engine)
        raise
