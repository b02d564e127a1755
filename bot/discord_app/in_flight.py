"""What has begun and is not finished, so that a stop can wait for it."""

from __future__ import annotations

import asyncio
from types import TracebackType


class InFlight:
    """`async with` around each piece of work. `finished` waits until none is left."""

    def __init__(self) -> None:
        self.count = 0
        self._none = asyncio.Event()
        self._none.set()

    async def __aenter__(self) -> None:
        self.count += 1
        self._none.clear()

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.count -= 1
        if not self.count:
            self._none.set()

    async def finished(self, seconds: float) -> bool:
        """False where something was still going on after so many seconds."""
        try:
            await asyncio.wait_for(self._none.wait(), seconds)
        except TimeoutError:
            return False
        return True
