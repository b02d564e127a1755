"""/healthz and /metrics, on this machine only.

/healthz answers 200 only while every shard of this process hears from Discord and the database answers; otherwise 503, and the body says
what is wrong. Neither page holds anything that a person typed, or a secret.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Literal

from aiohttp import web

from bot.discord_app.operations.gateway import shard_states
from bot.discord_app.operations.metrics import ErrorCounter, Metrics
from bot.discord_app.operations.watching import Watch
from bot.usecases.vitals import vitals

if TYPE_CHECKING:
    from bot.discord_app.client import BarRaiser

HOST = "127.0.0.1"
Status = Literal["ok", "starting", "down", "stopping"]


class Operations:
    """Made before the client, which is given `watch.trace()`; `serving` opens the port for as long as the client lives."""

    def __init__(self, port: int, version: str) -> None:
        self.port = port
        self.version = version
        self.metrics = Metrics(version)
        self.watch = Watch(self.metrics)
        self._begun = time.monotonic()

    @asynccontextmanager
    async def serving(self, client: BarRaiser) -> AsyncIterator[None]:
        """Raises OSError where the port is taken."""
        pages = _Pages(self, client)
        app = web.Application()
        app.router.add_get("/healthz", pages.health)
        app.router.add_get("/metrics", pages.metrics)
        runner = web.AppRunner(app, access_log=None)
        errors = ErrorCounter(self.metrics)
        client.add_listener(self.watch.on_interaction)
        logging.getLogger().addHandler(errors)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, self.port).start()
            yield
        finally:
            logging.getLogger().removeHandler(errors)
            await runner.cleanup()

    def uptime(self) -> float:
        return time.monotonic() - self._begun


class _Pages:
    def __init__(self, operations: Operations, client: BarRaiser) -> None:
        self._operations = operations
        self._client = client
        # Two that ask at once get one look.
        self._looking = asyncio.Lock()

    async def _look(self) -> None:
        async with self._looking:
            now = self._operations.metrics.now
            now.shards = shard_states(self._client)
            now.servers = len(self._client.guilds)
            now.in_flight = self._client.app.busy.count
            now.vitals = await vitals(self._client.app.interviews)

    async def metrics(self, request: web.Request) -> web.Response:
        await self._look()
        return web.Response(body=self._operations.metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def health(self, request: web.Request) -> web.Response:
        await self._look()
        now = self._operations.metrics.now
        status = self._status()
        body: dict[str, Any] = {
            "status": status,
            "version": self._operations.version,
            "uptime_seconds": round(self._operations.uptime()),
            "gateway": {
                str(shard.id): {"up": shard.up, "latency_ms": None if shard.latency is None else round(shard.latency * 1000, 1)}
                for shard in now.shards
            },
            "database": "ok" if now.vitals.seconds is not None else now.vitals.problem,
        }
        return web.json_response(body, status=200 if status == "ok" else 503)

    def _status(self) -> Status:
        now = self._operations.metrics.now
        if self._client.stopping:
            return "stopping"
        if not self._client.is_ready():
            return "starting"
        up = now.shards and all(shard.up for shard in now.shards)
        return "ok" if up and now.vitals.seconds is not None else "down"
