"""A connection inside a transaction, as queries are given one and use cases hand it on.

It says in `await` what SQLAlchemy's own Connection says, by SQLAlchemy's own means (`greenlet_spawn`). SQLAlchemy's asyncio package does
the same and always brings its object mapper along, which nobody here uses: 6 MB of memory, and a twentieth of a second of every start.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar, TypeVarTuple, cast, overload

from sqlalchemy import Connection as _Connection
from sqlalchemy import CursorResult, Dialect, Engine, Executable, RowMapping
from sqlalchemy.sql.selectable import TypedReturnsRows
from sqlalchemy.util.concurrency import greenlet_spawn

from bot.store.prepared import Prepared

_Columns = TypeVarTuple("_Columns")
_Result = TypeVar("_Result")
_Given = ParamSpec("_Given")
_Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class AsyncConnection:
    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    @property
    def driver(self) -> Any:
        """The driver's own connection, for what SQL has no words for; no transaction is begun for it."""
        return self._connection.connection.driver_connection

    @overload
    async def execute(self, statement: TypedReturnsRows[*_Columns], parameters: _Parameters = None) -> CursorResult[*_Columns]: ...

    @overload
    async def execute(self, statement: Executable, parameters: _Parameters = None) -> CursorResult[*tuple[Any, ...]]: ...

    async def execute(self, statement: Executable, parameters: _Parameters = None) -> CursorResult[*tuple[Any, ...]]:
        """All rows are there when it returns: reading them waits for nothing."""
        return await greenlet_spawn(self._connection.execute, statement, parameters)

    async def rows(self, prepared: Prepared, parameters: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """Every row that a prepared statement finds, each column by its name."""
        return cast(Sequence[Mapping[str, Any]], (await self.execute(prepared.statement, parameters)).mappings().all())

    async def change(self, prepared: Prepared, parameters: Mapping[str, Any]) -> int:
        """How many rows a prepared statement has changed."""
        return (await self.execute(prepared.statement, parameters)).rowcount

    async def in_parts(self, statement: Executable, size: int) -> AsyncIterator[Sequence[RowMapping]]:
        """The rows, so many at a time; no more of them are held in memory, here or by the driver."""
        options = {"stream_results": True, "yield_per": size}
        result = await greenlet_spawn(self._connection.execute, statement, execution_options=options)
        rows = result.mappings()
        try:
            while some := await greenlet_spawn(rows.fetchmany, size):
                yield some
        finally:
            await to_the_end(greenlet_spawn(result.close))

    async def run_sync(
        self, call: Callable[Concatenate[_Connection, _Given], _Result], *args: _Given.args, **named: _Given.kwargs
    ) -> _Result:
        """What `call` returns, which is written without `await` and is given SQLAlchemy's own connection."""
        return await greenlet_spawn(partial(call, self._connection, *args, **named))

    @asynccontextmanager
    async def begin_nested(self) -> AsyncIterator[None]:
        """A savepoint: what was done inside is taken back where the block raises, and nothing else."""
        savepoint = await greenlet_spawn(self._connection.begin_nested)
        try:
            yield
        except BaseException:
            # Where the failure has ended the whole transaction, the savepoint has gone with it, and would only hide what happened.
            if self.dialect.name != "sqlite" or self.driver.in_transaction:
                await greenlet_spawn(savepoint.rollback)
            raise
        await greenlet_spawn(savepoint.commit)


# What the use cases call it.
Connection = AsyncConnection


@asynccontextmanager
async def connected(engine: Engine) -> AsyncIterator[AsyncConnection]:
    """A connection of the pool. The first statement begins a transaction, which ends with the block and changes nothing."""
    connection = await greenlet_spawn(engine.connect)
    try:
        yield AsyncConnection(connection)
    finally:
        await _closed(connection)


@asynccontextmanager
async def committed(engine: Engine) -> AsyncIterator[AsyncConnection]:
    """A connection in a transaction that is committed when the block ends, and rolled back when it raises."""
    connection = await greenlet_spawn(_begun, engine)
    try:
        yield AsyncConnection(connection)
        await greenlet_spawn(connection.commit)
    finally:
        await _closed(connection)


def _begun(engine: Engine) -> _Connection:
    connection = engine.connect()
    try:
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection


async def _closed(connection: _Connection) -> None:
    """Rolls back what is still open and gives the connection back to its pool."""
    await to_the_end(greenlet_spawn(connection.close))


async def to_the_end(tidying: Coroutine[Any, Any, None]) -> None:
    """Awaits what must not stop halfway, also when whoever waits is cancelled; the cancellation follows when it is done."""
    task = asyncio.create_task(tidying)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait((task,))
        except asyncio.CancelledError as error:
            cancelled = error
    try:
        task.result()
    finally:
        if cancelled is not None:
            raise cancelled
