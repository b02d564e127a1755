"""Servers that the bot comes to and is removed from, and what is deleted when its time is over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Collection

import discord

from bot.discord_app.app import App
from bot.discord_app.cog import Cog, CogClient, listens
from bot.discord_app.rights import invite
from bot.discord_app.sync import came
from bot.usecases.due import Due
from bot.usecases.failures import StoreError
from bot.usecases.keeping import PURGE, SWEEP, Keeping

_log = logging.getLogger(__name__)

# Seconds until a purge is looked at again, by this process or another.
_ASKED_AGAIN = 300
# Seconds until servers that could not be noted are looked at, and the most between two tries: each that fails doubles the wait.
_FIRST, _MOST = 1.0, 60.0


class Servers(Cog):
    def __init__(self, app: App, client: CogClient) -> None:
        self.app = app
        self.keeping = Keeping(app.means, app.config.retention_days)
        self._client = client

    async def cog_load(self) -> None:
        self.app.schedule.serve(PURGE, self._purge, by_date=True)
        self.app.schedule.serve(SWEEP, self.keeping.sweep, lease=300, by_date=True)
        await self.app.schedule.ensure(SWEEP, "all", self.app.interviews.now())

    async def _purge(self, taken: Due) -> int | None:
        """Deletes the server unless the bot is in it again. Discord tells that once, and the database may have been away at that moment: so
        it is looked up here, which only the process that runs the server's shard can do, once Discord has told it of its servers."""
        server_id = int(taken.key)
        shards, count = self._shards()
        if not self._client.is_ready() or (server_id >> 22) % count not in shards:
            return self.app.schedule.now() + _ASKED_AGAIN
        if self._client.get_guild(server_id) is not None:
            await self.keeping.came(server_id)
            return None
        return await self.keeping.purge(taken)

    def _shards(self) -> tuple[Collection[int], int]:
        """Those of this process, and how many there are in all."""
        count = self._client.shard_count or 1
        return self._client.shard_ids or range(count), count

    @listens
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Discord tells an outage from a removal: only this is one."""
        await self._noted(self.keeping.left(guild.id))

    @listens
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._noted(self.keeping.came(guild.id))
        await came(self._client.tree, self.app.config.commands, {guild.id})

    @listens
    async def on_ready(self) -> None:
        """What happened while this process was away; asked again whenever Discord says so."""
        here = self._here()
        if not here and 0 in self._shards()[0]:
            _log.info("the bot is in no server yet. Invite it: %s", invite(self._client.application_id or 0))
        await self._noted(self._compare())
        await came(self._client.tree, self.app.config.commands, here)

    def _here(self) -> set[int]:
        return {guild.id for guild in self._client.guilds}

    async def _compare(self) -> None:
        await self.keeping.compare(self._here(), *self._shards())

    async def _noted(self, noting: Awaitable[None]) -> None:
        """Where the database is away, all servers are compared when it is back: Discord tells nobody twice."""
        wait = _FIRST
        while True:
            try:
                await noting
                return
            except StoreError as error:
                _log.warning("which servers the bot is in cannot be noted yet: %s", error)
            await asyncio.sleep(wait)
            wait = min(wait * 2, _MOST)
            # Which servers there are is known only then.
            await self._client.wait_until_ready()
            noting = self._compare()
