"""A step that is due in a channel: it is shown, or tried again a little later, or given up together with its place.

A process that dies in the midst of one leaves a lease behind; when that is over, another process shows the step once more.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.discord_app.places import gone
from bot.discord_app.retrying import discords

_log = logging.getLogger(__name__)

# What a whole channel waits for: Discord did not take it, and it is tried again so many seconds later.
AGAIN = 3
# The same for what nobody waits for at this very moment: a letter, a daily question.
LATER = 60
# A lease this short: when a process dies in the midst of a step, another goes on soon.
LEASE = 6


async def settled(what: str, show: Awaitable[object], lost: Callable[[], Awaitable[object]]) -> bool:
    """Whether the step needs no more showing: it is shown, or its place is gone and `lost` was awaited. False where Discord did not take
    it, or could not be reached, and another time it may. Anything else is raised. `what` names it in the log."""
    try:
        await show
    except Exception as error:
        if gone(error):
            await lost()
            _log.info("%s ended: its channel cannot be written to any more (%s)", what, getattr(error, "code", None))
        elif discords(error):
            _log.warning("%s: Discord did not take it (%s)", what, error)
            return False
        else:
            raise
    return True
