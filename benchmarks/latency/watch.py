"""How long an answer takes: from the moment an interaction is on its way over the gateway to the moment the bot's request has arrived.

What the server does with a request afterwards is not in it; what the server does before the gateway's bytes are out (a millisecond's
fraction) is in both bots' figures alike.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from tests.discord_server import DiscordServer, RequestRecord, Seen

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
POST = "POST /channels/{channel_id}/messages"
PATIENCE = 30.0

Fits = Callable[[RequestRecord], bool]


class Watch:
    """Looks at every request as it arrives."""

    def __init__(self, server: DiscordServer) -> None:
        self._waiting: list[tuple[Fits, asyncio.Future[float]]] = []
        server.on_request(self._arrived)

    def _arrived(self, record: RequestRecord) -> None:
        if record.phase != "before":
            return
        now = time.perf_counter()
        for fits, future in self._waiting:
            if not future.done() and fits(record):
                future.set_result(now)

    async def timed(self, doing: Awaitable[Seen], fits: Fits) -> tuple[float, Seen]:
        """Seconds from the interaction to the first request that fits. `doing` must return as soon as the interaction is under way
        (`wait="no"`): nothing can have arrived by then."""
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        waiting = (fits, future)
        self._waiting.append(waiting)
        try:
            seen = await doing
            began = time.perf_counter()
            return await asyncio.wait_for(future, PATIENCE) - began, seen
        finally:
            self._waiting.remove(waiting)


def by(process: int, name: str) -> Fits:
    """Requests of this name by this bot."""
    return lambda record: record.process == process and record.name == name


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies, one of them."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


@dataclass
class Taken:
    """What one bot took for one kind of interaction, a list entry a round: seconds to the reply, processor seconds for each."""

    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def note(self, seconds: Sequence[float], cpu: float) -> None:
        self.p50.append(quantile(seconds, 0.5))
        self.p99.append(quantile(seconds, 0.99))
        self.cpu.append(cpu / len(seconds))
