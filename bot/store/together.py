"""Brief writes that come while another is being committed are committed together.

A commit waits for the disk, some milliseconds each time, and a SQLite file takes one at a time: a crowd would stand in line for the disk.
So whoever comes meanwhile stands in line for one transaction, writes in it in turn, each behind a savepoint of their own, and waits for
its one commit. To each of them it is as if they had been alone: what they wrote is durable when their block has ended, and a block that
raises takes back its own writes and nobody else's.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from bot.store.connection import AsyncConnection
from bot.store.errors import StoreError
from bot.store.write_lock import WriteLock, busy

# So many share a commit at most: a block takes about a millisecond, and the first of them waits for the last.
MOST = 32


class _Writer:
    """One who stands in line. Failures are results here: nobody may be left to hear of an exception."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.turn: asyncio.Future[AsyncConnection | Exception] = loop.create_future()
        self.left: asyncio.Future[BaseException | None] = loop.create_future()
        self.over: asyncio.Future[Exception | None] = loop.create_future()


class Together:
    """`written` gives a transaction that begins with the write lock and is committed; `lock` is what all other writers of this process wait
    for; nobody stands in line for longer than so many seconds (StoreError)."""

    def __init__(self, written: Callable[[], AbstractAsyncContextManager[AsyncConnection]], lock: WriteLock, seconds: float) -> None:
        self._written = written
        self._lock = lock
        self._seconds = seconds
        self._line: deque[_Writer] = deque()
        self._serving: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        writer = _Writer()
        self._line.append(writer)
        if self._serving is None:
            self._serving = asyncio.create_task(self._serve(), name="commits")
        failure: BaseException | None = None
        try:
            connection = await self._admitted(writer)
            async with connection.begin_nested():
                yield connection
        except BaseException as error:
            failure = error
            raise
        finally:
            # However it ended, the next one's turn has come.
            writer.left.set_result(failure)
        # Whoever is cancelled here has written nevertheless, as whoever is cancelled while their own commit is under way.
        lost = await asyncio.shield(writer.over)
        if lost is not None:
            raise lost

    async def _admitted(self, writer: _Writer) -> AsyncConnection:
        try:
            async with asyncio.timeout(self._seconds):
                found = await writer.turn
        except TimeoutError:
            raise busy() from None
        if isinstance(found, Exception):
            raise found
        return found

    async def _serve(self) -> None:
        """One transaction after the other, while anybody stands in line."""
        try:
            while self._line:
                wrote: list[_Writer] = []
                lost: Exception | None = None
                try:
                    async with self._lock, self._written() as connection:
                        await self._in_turn(connection, wrote)
                except Exception as error:
                    lost = error
                    if not wrote:
                        # It was not even begun, or nobody had anything to lose: those who wait would meet the same.
                        self._refuse(error)
                for writer in wrote:
                    writer.over.set_result(lost)
        finally:
            self._serving = None

    async def _in_turn(self, connection: AsyncConnection, wrote: list[_Writer]) -> None:
        while self._line and len(wrote) < MOST:
            writer = self._line.popleft()
            if writer.turn.done():
                # Cancelled, or tired of waiting.
                continue
            writer.turn.set_result(connection)
            failure = await writer.left
            if failure is None:
                wrote.append(writer)
            if not connection.driver.in_transaction:
                # Some failures (a full disk, a bad one) end the whole transaction: what the others wrote has gone too, and they are told.
                raise failure if isinstance(failure, Exception) else StoreError("The database gave a write up. Try again.")

    def _refuse(self, error: Exception) -> None:
        while self._line:
            writer = self._line.popleft()
            if not writer.turn.done():
                writer.turn.set_result(error)
