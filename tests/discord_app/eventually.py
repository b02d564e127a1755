"""Waiting for what the bot does behind Discord's back: the database file tells nobody when it changes, so it is looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def eventually(look: Callable[[], bool], timeout: float = 15.0) -> None:
    """Raises TimeoutError where `look` does not come true in time."""
    async with asyncio.timeout(timeout):
        while not look():
            await asyncio.sleep(0.02)
