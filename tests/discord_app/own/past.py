"""People with a past: interviews that were held before the test, written into the bot's own database."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from bot.store.database import Database
from bot.usecases.exchange import Who
from tests.discord_server import Actor, BotProcess
from tests.usecases.histories import DAY, Past
from tests.usecases.interviews import Clock

_runs = count()


def who(actor: Actor) -> Who:
    return Who("discord", str(actor.user.id))


@asynccontextmanager
async def past_of(bot: BotProcess, days: int = 30) -> AsyncIterator[Past]:
    """The use cases on the bot's database, their clock so many days back: each interview takes one."""
    database = Database.open(f"sqlite+aiosqlite:///{bot.folder / 'bot.sqlite3'}")
    try:
        yield Past(database, Clock(int(time.time()) - days * DAY), process=f"t{next(_runs):03}")
    finally:
        await database.close()
