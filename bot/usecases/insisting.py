"""A write that the database undid because another one was in its way is made again: by then the other is done, and nobody has to be asked
to try once more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.store.errors import GaveWay

# What is in the way is mostly another click of the same person, or two.
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
