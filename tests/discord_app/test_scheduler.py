"""The loop that does what is due: at its time, at once when something earlier comes, and never in the middle of a stop."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.discord_app.scheduler import keep
from bot.store import due as rows
from bot.store.database import Database
from bot.usecases.due import Due, Schedule


@dataclass
class Loop:
    database: Database
    schedule: Schedule
    done: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def plan(self, key: str, wait: int) -> None:
        async with self.database.writing() as connection:
            await rows.schedule(connection, "post", key, self.schedule.now() + wait)
        self.schedule.wake()

    async def next_done(self) -> str:
        async with asyncio.timeout(10):
            return await self.done.get()


@pytest.fixture
async def loop(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Loop]:
    path = tmp_path / "due.sqlite3"
    await asyncio.to_thread(lambda: path.write_bytes(migrated_sqlite.read_bytes()))
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    yield Loop(database, Schedule(database, lambda: int(time.time())))
    await database.close()


async def test_things_are_done_in_their_order_and_a_stop_finishes_the_one_that_has_begun(loop: Loop) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def post(due: Due) -> None:
        if due.key == "long":
            begun.set()
            await go_on.wait()
        await loop.done.put(due.key)

    loop.schedule.serve("post", post)
    keeping = asyncio.create_task(keep(loop.schedule))
    await loop.plan("in a year", 365 * 86_400)
    await loop.plan("soon", 1)
    await loop.plan("at once", 0)
    assert [await loop.next_done(), await loop.next_done()] == ["at once", "soon"]
    await loop.plan("long", 0)
    async with asyncio.timeout(10):
        await begun.wait()
    loop.schedule.stop()
    await loop.plan("too late", 0)
    go_on.set()
    async with asyncio.timeout(10):
        await keeping
    assert loop.done.get_nowait() == "long"
    assert loop.done.empty()


class Said(logging.Handler):
    """Sets an event when a warning comes."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.event = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.event.set()


async def test_a_database_that_does_not_answer_is_waited_for(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.discord_app.scheduler.PAUSE", 0.01)

    async def post(due: Due) -> None:
        await loop.done.put(due.key)

    loop.schedule.serve("post", post)
    await loop.plan("a", 0)
    path = Path(str(loop.database.engine.url.database))
    await loop.database.close()
    away(path)
    said = Said()
    logging.getLogger("bot.discord_app.scheduler").addHandler(said)
    keeping = asyncio.create_task(keep(loop.schedule))
    async with asyncio.timeout(10):
        await said.event.wait()
    back(path)
    assert await loop.next_done() == "a"
    loop.schedule.stop()
    await keeping
    logging.getLogger("bot.discord_app.scheduler").removeHandler(said)


def away(path: Path) -> None:
    """A folder stands where the file was."""
    path.rename(path.with_suffix(".away"))
    path.mkdir()


def back(path: Path) -> None:
    path.rmdir()
    path.with_suffix(".away").rename(path)
