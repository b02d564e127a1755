"""A write that meets another one and is undone for it is made again, so that nobody is told to: the other has its way by then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.store.errors import GaveWay

# Whoever clicks once and again meets themselves once or twice.
_TRIES = 3

_Result = TypeVar("_Result")


async def insisting(write: Callable[[], Awaitable[_Result]]) -> _Result:
    """What `write` gives, which is one transaction. Raises what it raises, GaveWay at the last try."""
    for _ in range(_TRIES - 1):
        try:
            return await write()
        except GaveWay:
            continue
    return await write()
