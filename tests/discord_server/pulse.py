"""Waiting for something to become true, without sleeping: whoever changes the world beats the pulse, and whoever waits is
looked after there and then. Hundreds wait at once: only those for whom it has become true are woken.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Pulse:
    def __init__(self) -> None:
        self._waiting: dict[asyncio.Future[Any], Callable[[], Any]] = {}

    def beat(self) -> None:
        for future, look in list(self._waiting.items()):
            if future.done():
                continue
            try:
                result = look()
            except Exception as error:  # noqa: BLE001, RUF100  (it is the waiter's, and reaches it)
                future.set_exception(error)
            else:
                if result:
                    future.set_result(result)

    async def until(self, look: Callable[[], T], timeout: float, what: str) -> T:
        """The first truthy result of `look`, which must only look. `what` finishes the sentence "waited 5 s for ..."."""
        if result := look():
            return result
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting[future] = look
        try:
            # Not wait_for: in 3.11 it swallows a cancellation that comes at the same moment as the result.
            async with asyncio.timeout(timeout):
                return await future
        except TimeoutError:
            if result := look():  # what depends on time alone beats no pulse
                return result
            raise TimeoutError(f"waited {timeout:g} s for {what}") from None
        finally:
            del self._waiting[future]
