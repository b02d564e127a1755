"""A request whose connection broke is sent again. discord.py does so for an answer with a bad status, but not for none at all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp

_Result = TypeVar("_Result")
# Seconds between the tries: a connection that broke once is usually back at once.
_WAITS = (0.1, 0.5)


async def repeated(call: Callable[[], Awaitable[_Result]]) -> _Result:
    """Calls until an answer comes, three times at most. What is sent must bear being sent twice: Discord may have done it already."""
    for wait in _WAITS:
        try:
            return await call()
        except (aiohttp.ClientConnectionError, TimeoutError):
            await asyncio.sleep(wait)
    return await call()
