"""kill -9 at a chosen point: before or after the bot's n-th request (of a kind) from now on, or its n-th commit.

    killer = Killer(bot)
    killer.set(Point("request", "after", route="POST /channels/{channel_id}/messages"))
    await killer.died()
    await bot.start()

"Before" a request means that it was sent and Discord did nothing of it; "after", that Discord did it and the answer never arrived. Before a
commit the transaction is lost; after it, the database has it and the program has not heard so.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from .bot_process import BotProcess
from .faults import Fault
from .log import RequestRecord


@dataclass(frozen=True)
class Point:
    """`number` counts from 1. `route` (`METHOD /template`, with `*`), `path` (a part of it) and `body` (a part of it, as text) narrow
    requests down, and mean nothing for commits."""

    where: Literal["request", "commit"]
    phase: Literal["before", "after"]
    number: int = 1
    route: str = "*"
    path: str = ""
    body: str = ""

    def fits(self, record: RequestRecord) -> bool:
        known = fnmatchcase(record.name, self.route) and self.path in record.path
        return known and (not self.body or self.body in str(record.body))

    def __str__(self) -> str:
        kind = self.route if self.where == "request" and self.route != "*" else self.where
        return f"{self.phase} {kind} {self.number}"


class Killer:
    """Holds one point at a time for one bot."""

    def __init__(self, bot: BotProcess) -> None:
        self.bot = bot
        self.point: Point | None = None
        self.last_request: RequestRecord | None = None
        """The request at which the bot was killed last, if it was at a request."""
        self._left = 0
        self._fatal: RequestRecord | None = None
        self._numbers = itertools.count()
        self._stop: Callable[[], None] | None = None

    def set(self, point: Point) -> None:
        """From now on; another point that was set is forgotten. The bot need not be running."""
        self.clear()
        self.point, self._left, self.last_request = point, point.number, None
        if point.where == "commit":
            self.bot.folder.mkdir(parents=True, exist_ok=True)
            # The number at the end tells this point from one just like it that was set before.
            self.bot.dies_at.write_text(f"{point.phase} {point.number} {next(self._numbers)}", encoding="ascii")
            return
        off = self.bot.server.on_request(self._look)

        def stop() -> None:
            off()
            self.bot.server.faults.forget(self._is_fatal)

        self._stop = stop
        if point.phase == "before":
            self.bot.server.faults.add("*", Fault.reset(), only_if=self._is_fatal, first=True)

    def clear(self) -> None:
        """The bot lives on."""
        self.point = None
        self.bot.dies_at.unlink(missing_ok=True)
        if self._stop is not None:
            self._stop()
            self._stop = None

    async def died(self) -> None:
        """Until it is dead, whatever it died of."""
        await self.bot.gone()
        self.clear()

    def _look(self, record: RequestRecord) -> None:
        point = self.point
        if point is None or record.process != self.bot.number or record.phase != point.phase or not point.fits(record):
            return
        self._left -= 1
        if self._left == 0:
            self._fatal = self.last_request = record
            self.bot.kill()

    def _is_fatal(self, record: RequestRecord) -> bool:
        return record is self._fatal
