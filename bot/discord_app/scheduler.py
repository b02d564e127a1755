"""Does what is due, for as long as the process lives: sleeps until the next time, or until something earlier is set."""

from __future__ import annotations

import asyncio
import logging

from bot.usecases.due import Schedule
from bot.usecases.failures import StoreError

_log = logging.getLogger(__name__)

# What another process has set, or left behind when it died, is found this much later at the latest, in seconds.
LOOK = 20
# Times are whole seconds: in the last second before one, the loop looks this often.
SHORT = 0.2
# After a database that did not answer.
PAUSE = 5


async def keep(schedule: Schedule) -> None:
    """Runs until it is cancelled. A database that does not answer is waited for."""
    while True:
        schedule.woken.clear()
        try:
            if await schedule.work():
                continue
            at = await schedule.next_at()
        except StoreError as error:
            _log.warning("what is due could not be looked up: %s", error)
            await asyncio.sleep(PAUSE)
            continue
        wait = LOOK if at is None else min(max(at - schedule.now() - 1, SHORT), LOOK)
        try:
            async with asyncio.timeout(wait):
                await schedule.woken.wait()
        except TimeoutError:
            continue
