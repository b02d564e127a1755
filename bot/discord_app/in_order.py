"""One thing at a time in each channel: a step is posted and noted before the next message there is looked at, so that an answer is never
taken for one to the question before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class InOrder:
    """`async with order(channel)`: waits for whoever came before. Nothing is kept of a channel that nobody is in."""

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def __call__(self, channel: int) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(channel, (asyncio.Lock(), 0))
        self._locks[channel] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[channel]
            if waiting > 1:
                self._locks[channel] = (lock, waiting - 1)
            else:
                del self._locks[channel]
