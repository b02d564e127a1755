"""The lock that the writers of this process queue on."""

from __future__ import annotations

import asyncio
from types import TracebackType

from bot.store.errors import StoreError


class WriteLock:
    """A lock that is not waited for without end: where another program holds the file, whoever waits here waits no longer than the one who
    waits for the file. Raises StoreError after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = asyncio.Lock()

    @property
    def is_taken(self) -> bool:
        return self._lock.locked()

    async def __aenter__(self) -> None:
        if not self._lock.locked():
            await self._lock.acquire()
            return
        try:
            async with asyncio.timeout(self._seconds):
                await self._lock.acquire()
        except TimeoutError:
            raise busy() from None

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._lock.release()


def busy() -> StoreError:
    """For whoever has waited long enough."""
    return StoreError(
        "Another program is holding the database, or too much is being written at once. What was saved before is safe; try again.",
        "busy",
    )
