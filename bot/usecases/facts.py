"""What the program remembers about itself between runs."""

from __future__ import annotations

from collections.abc import Callable

from bot.store import facts
from bot.store.database import Database


class Facts:
    """Names and values; `now` gives whole UTC seconds."""

    def __init__(self, database: Database, now: Callable[[], int]) -> None:
        self._database = database
        self._now = now

    async def get(self, name: str) -> str | None:
        async with self._database.reading() as connection:
            return await facts.fact(connection, name)

    async def keep(self, name: str, value: str) -> None:
        async with self._database.writing() as connection:
            await facts.keep(connection, name, value, self._now())
