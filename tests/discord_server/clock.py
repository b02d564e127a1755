"""The server's clock, which a test may run faster or push forward.

Discord's deadlines (3 s to the first response, 15 min for a token) are measured on it, so that a test need not wait for them.
The bot's own clock is not touched: what the bot does about time must be tested through the bot's own means.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Seconds since the server began, as Discord sees them: `speed` times the real ones, plus what `advance` added."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._began = time.monotonic()
        self._epoch = datetime.now(UTC)
        self._added = 0.0
        self._watchers: list[Callable[[], None]] = []

    def seconds(self) -> float:
        return (time.monotonic() - self._began) * self.speed + self._added

    def now(self) -> datetime:
        return self._epoch + timedelta(seconds=self.seconds())

    def iso(self) -> str:
        return self.now().isoformat()

    def advance(self, seconds: float) -> None:
        """Let time pass at once. Whatever fell due is dealt with before this returns."""
        self._added += seconds
        for watcher in list(self._watchers):
            watcher()

    def watch(self, due: Callable[[], None]) -> None:
        """`due` is called after every `advance`; it looks for itself what has expired."""
        self._watchers.append(due)

    def later(self, seconds: float, call: Callable[[], None]) -> asyncio.TimerHandle:
        """Call after so many of *these* seconds of ordinary running."""
        return asyncio.get_running_loop().call_later(max(0.0, seconds / self.speed), call)
