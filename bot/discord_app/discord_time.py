"""How far this machine's clock is from Discord's, heard from the answers that come anyway."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp


class DiscordTime:
    """Every answer of Discord's carries its time, in whole seconds."""

    def __init__(self) -> None:
        # The stamp, and when it was heard by a clock that nobody sets.
        self._heard: tuple[str, float] | None = None

    def listen(self, trace: aiohttp.TraceConfig) -> aiohttp.TraceConfig:
        trace.on_request_end.append(self._ended)
        return trace

    def ahead(self) -> float:
        """By how many seconds our clock is ahead, within a second or two; 0 where nothing was heard yet."""
        if self._heard is None:
            return 0.0
        stamp, heard = self._heard
        try:
            theirs = parsedate_to_datetime(stamp).timestamp()
        except ValueError:
            return 0.0
        return time.time() - (theirs + time.monotonic() - heard)

    async def _ended(self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams) -> None:
        stamp = params.response.headers.get("Date")
        if stamp is not None:
            self._heard = stamp, time.monotonic()
