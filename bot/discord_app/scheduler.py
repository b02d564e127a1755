"""Does what is due, for as long as the process lives: sleeps until the next time, or until something earlier is set."""

from __future__ import annotations

import asyncio
import contextlib
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
    """Runs until the schedule is stopped. A database that does not answer is waited for."""
    while not schedule.stopped:
        schedule.woken.clear()
        try:
            if await schedule.work():
                continue
            at = await schedule.next_at()
        except StoreError as error:
            _log.warning("what is due could not be looked up: %s", error)
            wait: float = PAUSE
        else:
            wait = LOOK if at is None else min(max(at - schedule.now() - 1, SHORT), LOOK)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(schedule.woken.wait(), wait)
