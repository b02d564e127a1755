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
# Going so many seconds slower than the timer means that the clock was set.
SET_BACK = 3
# After a database that did not answer.
PAUSE = 5


async def keep(schedule: Schedule) -> None:
    """Runs until the schedule is stopped, and then until what has begun is done. A database that does not answer is waited for."""
    timer = asyncio.get_running_loop().time
    offset = schedule.now() - timer()
    try:
        while not schedule.stopped:
            now = schedule.now() - timer()
            if now < offset - SET_BACK:
                with contextlib.suppress(StoreError):
                    await schedule.set_back()
            offset = now
            schedule.woken.clear()
            wait = await _look(schedule)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(schedule.woken.wait(), wait)
        await schedule.finished()
    except asyncio.CancelledError:
        schedule.abandon()
        raise


async def _look(schedule: Schedule) -> float:
    """Begins what is due, and says how long there is time until the next look."""
    try:
        if await schedule.begin():
            return 0
        at = await schedule.next_at()
    except StoreError as error:
        _log.warning("what is due could not be looked up: %s", error)
        return PAUSE
    return LOOK if at is None else min(max(at - schedule.now() - 1, SHORT), LOOK)
