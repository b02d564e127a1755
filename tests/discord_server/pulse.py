# ruff: noqa: ASYNC109  (a timeout with its own words is the point)
"""Waiting for something to become true, without sleeping: whoever changes the world beats the
pulse, whoever waits looks again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Pulse:
    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def beat(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, look: Callable[[], T], timeout: float, what: str) -> T:
        """The first truthy result of `look`. `what` finishes the sentence "waited 5 s for ..."."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not (result := look()):
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.add(future)
            try:
                await asyncio.wait_for(future, deadline - loop.time())
            except TimeoutError:
                if result := look():
                    return result
                raise TimeoutError(f"waited {timeout:g} s for {what}") from None
            finally:
                self._waiting.discard(future)
        return result
