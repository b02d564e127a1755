"""Snowflakes: Discord's ids, which carry the time at which they were made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class Ids:
    """Makes ids that only ever grow, as ids compared by the client (`before`, `after`, sorting) must."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0

    def next(self) -> int:
        milliseconds = int((self._now() - DISCORD_EPOCH).total_seconds() * 1000)
        self._last = max(self._last + 1, milliseconds << 22)
        return self._last

    def for_shard(self, shard: int, of: int) -> int:
        """An id of a guild that lands on one shard: the shard is `(id >> 22) % of`."""
        candidate = ((self.next() >> 22) + 1) << 22
        while (candidate >> 22) % of != shard:
            candidate += 1 << 22
        self._last = candidate
        return candidate


def shard_of(guild_id: int | None, shards: int) -> int:
    """Guild events go to one shard; everything without a guild, DMs above all, to shard 0."""
    return 0 if guild_id is None else (guild_id >> 22) % shards
