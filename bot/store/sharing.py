"""The pool of connections to PostgreSQL, where the server takes fewer of them than the pool may hold: one that stands is waited for."""

from __future__ import annotations

import time
from contextlib import suppress

from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry
from sqlalchemy.util.queue import Empty

# The server has as many connections as it may, or as this user may.
TOO_MANY = "53300"
# How long one that stands is waited for before the server is asked again, in seconds: somebody else may have left by then.
_LOOK = 1.0


class SharingPool(AsyncAdaptedQueuePool):
    """As its base, but that a connection which the server refuses is no failure while others are at work: whoever gives one back wakes
    who waits for it, within the pool's own patience."""

    def _do_get(self) -> ConnectionPoolEntry:
        until = time.monotonic() + self.timeout()
        while True:
            try:
                return super()._do_get()
            except Exception as error:
                if (
                    getattr(getattr(error, "orig", error), "sqlstate", None) != TOO_MANY
                    or not self.checkedout()
                    or time.monotonic() > until
                ):
                    raise
            with suppress(Empty):
                return self._pool.get(True, _LOOK)
