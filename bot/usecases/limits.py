"""What one member may do in a minute and in a day: polite to people, and the end of a script that floods the bot.

A minute is counted in memory: it costs nothing, and what goes too fast never gets as far as the database. It is forgotten with the
process, and each process counts its own; a minute later nobody would know the difference. A day is counted in the database, in the
transaction of the thing itself: neither a restart nor a second process gives it back.

Whoever has everything of theirs deleted (/privacy forget) has their day deleted too: a count that stayed would be a trace of them. The
minute stays, because it is in no file.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from bot.core.allowance import DAY, Allowances, Bucket, Kind, drawn
from bot.store import usage
from bot.store.connection import Connection
from bot.usecases.exchange import Who
from bot.usecases.refusals import TooMany

# Members whose last minute is remembered; the longest unseen are forgotten first, and theirs is over by then.
MOST_MEMBERS = 50_000


class Limits:
    """`clock` gives seconds that only go forward."""

    def __init__(self, allowances: Allowances | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowances = allowances or Allowances()
        self._clock = clock
        self._buckets: OrderedDict[tuple[str, str, Kind], Bucket] = OrderedDict()

    def pace(self, who: Who, kind: Kind, now: int) -> None:
        """Counts one thing against the minute; `now` is UTC seconds, for the sentence. Raises TooMany."""
        most = self._allowances[kind].minute
        if not most:
            return
        key = (who.platform, who.external_id, kind)
        left = drawn(self._buckets.get(key), most, self._clock())
        if not isinstance(left, Bucket):
            raise TooMany(kind, "minute", limit=most, until=now + math.ceil(left))
        self._buckets[key] = left
        self._buckets.move_to_end(key)
        if len(self._buckets) > MOST_MEMBERS:
            self._buckets.popitem(last=False)

    async def spend(self, connection: Connection, who: Who, member_id: int, kind: Kind, now: int) -> None:
        """Counts one thing against the minute and the day, in the transaction of the thing itself. Raises TooMany."""
        self.pace(who, kind, now)
        most = self._allowances[kind].day
        if not most:
            return
        began = await usage.spend(connection, member_id, kind, most, DAY, now)
        if began is not None:
            raise TooMany(kind, "day", limit=most, until=began + DAY)
