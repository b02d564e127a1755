"""How long things are kept: finished interviews and rooms as their server says, a server's own things for a while after the bot has left.

A server that removed the bot may have done so by mistake: what is its own (settings, scenarios, quizzes, rooms, boards) is kept for
`PURGE_DAYS`, and is there again when the bot comes back before that. Members' interviews are theirs, and stay.
"""

from __future__ import annotations

import logging
from collections.abc import Collection

from bot.store import due, loops, members, quiz_items, servers, stories
from bot.usecases.due import Due
from bot.usecases.means import Means
from bot.usecases.privacy import SCRUB, SCRUB_KEY
from bot.usecases.quiz_pool import prefix_of

_log = logging.getLogger(__name__)

PURGE, SWEEP = "purge server", "retention"
PURGE_DAYS = 30
DAY = 86_400
EVERY = 6 * 3_600


class Keeping:
    """`days` is how long finished interviews are kept where no server says otherwise; 0 keeps them."""

    def __init__(self, means: Means, days: int) -> None:
        self._means = means
        self._days = days

    async def left(self, server_id: int) -> None:
        """The bot was removed from the server. Nothing for a server that is not known."""
        async with self._means.database.writing() as connection:
            if await servers.left_at(connection, server_id) is None:
                await members.mark_server(connection, server_id, self._means.now())
                await due.schedule(connection, PURGE, str(server_id), self._means.now() + PURGE_DAYS * DAY)

    async def came(self, server_id: int) -> None:
        """The bot is in the server (again)."""
        async with self._means.database.reading() as connection:
            known = await servers.left_at(connection, server_id)
        if known is None:
            return
        async with self._means.database.writing() as connection:
            await members.mark_server(connection, server_id, None)
            await due.cancel(connection, PURGE, str(server_id))

    async def compare(self, present: Collection[int], shards: Collection[int], of: int) -> None:
        """What happened while nobody listened: servers that the bot is no longer in, and such as it is in again. `present` are those of
        these `shards` (of `of` in all); other servers are somebody else's to know about."""
        async with self._means.database.reading() as connection:
            thought, departed = await servers.present(connection), await servers.departed(connection)
        for server_id in thought:
            if (server_id >> 22) % of in shards and server_id not in present:
                await self.left(server_id)
        for server_id in departed:
            if server_id in present:
                await self.came(server_id)

    async def purge(self, taken: Due) -> int | None:
        """Serves what is due: deletes the server, unless the bot is back."""
        server_id, now = int(taken.key), self._means.now()
        async with self._means.database.writing() as connection:
            left = await servers.left_at(connection, server_id)
            if left is None:
                return None
            if now < left + PURGE_DAYS * DAY:
                return left + PURGE_DAYS * DAY
            await servers.forget_server(connection, server_id)
            await quiz_items.drop_unused(connection, prefix_of(server_id))
            await due.schedule(connection, SCRUB, SCRUB_KEY, now)
        _log.info("server %d was purged: the bot was removed from it %d days ago", server_id, (now - left) // DAY)
        return None

    async def sweep(self, _taken: Due | None = None) -> int:
        """Serves what is due: deletes what has been kept long enough, and says when to look again."""
        async with self._means.database.reading() as connection:
            own = await servers.own_retention(connection)
        now = self._means.now()
        deleted = 0
        for server_id, days in own.items():
            deleted += await self._delete(now - days * DAY, server_id, ()) if days else 0
        if self._days:
            deleted += await self._delete(now - self._days * DAY, None, own.keys())
        if deleted:
            async with self._means.database.writing() as connection:
                # What only repeats them goes with them: names of stories, a day's debrief.
                await stories.drop_all_empty(connection)
                await loops.forget_hollow(connection)
                await due.schedule(connection, SCRUB, SCRUB_KEY, now)
            _log.info("%d finished things were deleted: their time to be kept is over", deleted)
        return now + EVERY

    async def _delete(self, before: int, of: int | None, others: Collection[int]) -> int:
        deleted = 0
        while True:
            async with self._means.database.writing() as connection:
                batch = await servers.delete_closed(connection, before, of=of, others=others)
            deleted += batch
            if not batch:
                return deleted
