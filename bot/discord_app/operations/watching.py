"""Watches the client from outside: interactions as they come, requests as they go. Nothing that answers people knows of it."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from types import SimpleNamespace

import aiohttp
import discord

from bot.discord_app.operations.metrics import Metrics

_CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback$")
# Interactions whose answer has not been seen; one that nobody answers must not be kept for ever.
_MOST = 5_000


class Watch:
    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._received: OrderedDict[int, float] = OrderedDict()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A listener for the client."""
        self._metrics.interaction(interaction.type.name)
        self._received[interaction.id] = time.perf_counter()
        while len(self._received) > _MOST:
            self._received.popitem(last=False)

    def trace(self) -> aiohttp.TraceConfig:
        """For the client's `http_trace`."""
        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(self._ended)
        trace.on_request_exception.append(self._broke)
        return trace

    async def _ended(self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams) -> None:
        self._metrics.request(str(params.response.status))
        answered = _CALLBACK.search(params.url.path)
        begun = self._received.pop(int(answered[1]), None) if answered is not None else None
        if begun is not None and params.response.ok:
            self._metrics.replied(time.perf_counter() - begun)

    async def _broke(self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams) -> None:
        self._metrics.request("broken")
