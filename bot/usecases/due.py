"""Doing what is due: each thing once, in whichever process, however often processes die.

A feature names a kind and serves it:

    schedule.serve("quiz close", close)            # async def close(due) -> int | None: when it is due again, None: it is done
    await schedule.ensure("sweep", "idle", now)    # for what recurs, at the start
    due.schedule(connection, "quiz close", id, at) # in the feature's own transaction, then
    schedule.wake()                                # after the commit

The handler is held to nothing but this: it may be begun again after a process died in the middle of it, so what it writes must be the
same when it is written twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable

from bot.core.frozen import dataclass
from bot.store import due as rows
from bot.store.database import Database
from bot.store.due import Due
from bot.store.errors import StoreError

__all__ = ["Due", "Handler", "Schedule"]

_log = logging.getLogger(__name__)

Handler = Callable[[Due], Awaitable[int | None]]
# A thing that fails is tried again after a minute, then after two, four, ... and at most an hour.
RETRY_SECONDS, RETRY_MOST = 60, 3_600
# A clock that is wrong by so many seconds tells no date.
WRONG_SECONDS = 600
# How many things one process has in hand at once. Nearly all of that time they wait for Discord, which is slow in one channel and quick in
# another: few of them would let slow channels hold up the deadlines of all.
AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class _Served:
    handler: Handler
    lease: int
    by_date: bool
    early: bool


class Schedule:
    """`now` gives whole UTC seconds."""

    def __init__(self, database: Database, now: Callable[[], int]) -> None:
        self.now = now
        # By how many seconds our clock is ahead of one that is known to be right.
        self.ahead: Callable[[], float] = lambda: 0.0
        self.woken = asyncio.Event()
        self.stopped = False
        self._database = database
        self._served: dict[str, _Served] = {}
        self._running: set[asyncio.Task[None]] = set()

    def serve(self, kind: str, handler: Handler, *, lease: int = 60, by_date: bool = False, early: bool = False) -> None:
        """Who does things of this kind. The lease (seconds) is held for as long as the handler runs, and that much longer than a process
        that died. `by_date`: it goes by the date (what is deleted after so many days, what is posted once a day), and is put off while
        this machine's clock is wrong. `early`: it may be begun before its time, and says then when that really is. Raises ValueError
        where the kind is served already."""
        if kind in self._served:
            raise ValueError(f"two features serve {kind}")
        self._served[kind] = _Served(handler, lease, by_date, early)

    async def ensure(self, kind: str, key: str, at: int) -> None:
        """The thing is due at `at`, unless a time is set for it already."""
        async with self._database.writing() as connection:
            await rows.ensure(connection, kind, key, at)
        self.wake()

    def wake(self) -> None:
        """There may be something earlier than was known. To be called after the commit."""
        self.woken.set()

    async def set_back(self) -> None:
        """The clock was set back: what was due soon would wait for that much longer."""
        async with self._database.writing() as connection:
            await rows.bring_forward(connection, [kind for kind, served in self._served.items() if served.early], self.now())

    def stop(self) -> None:
        """Nothing more is begun; what has begun goes on to its end."""
        self.stopped = True
        self.woken.set()

    async def next_at(self) -> int | None:
        """When there is something to do next (UTC seconds), for every kind that is served here."""
        async with self._database.reading() as connection:
            return await rows.next_at(connection, self._served.keys(), self.now())

    async def work(self) -> int:
        """Takes what is due, does it to its end, and returns how many things that were. What fails is logged and due again later."""
        begun = await self.begin()
        await self.finished()
        return begun

    async def begin(self) -> int:
        """Takes what is due and begins it; returns how many things that were. One that takes long holds up no other."""
        room = AT_ONCE - len(self._running)
        first = await self.next_at()
        # Looking costs no write: nearly always there is nothing.
        if room <= 0 or first is None or first > self.now():
            return 0
        taken: list[Due] = []
        async with self._database.writing() as connection:
            for kind, served in self._served.items():
                if len(taken) < room:
                    taken += await rows.claim(connection, (kind,), self.now(), served.lease, room - len(taken))
        for one in taken:
            task = asyncio.create_task(self._do(one, self._served[one.kind]), name=f"{one.kind} {one.key}")
            self._running.add(task)
            task.add_done_callback(self._ended)
        return len(taken)

    async def finished(self) -> None:
        """Waits until nothing that was begun is still going on."""
        while self._running:
            await asyncio.wait(self._running)

    def abandon(self) -> None:
        """Gives up what is going on: its leases run out, and it is begun once more."""
        for task in self._running:
            task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        # There is room again.
        self.woken.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("error %s: %s", secrets.token_hex(3), task.get_name(), exc_info=error)

    async def _do(self, taken: Due, served: _Served) -> None:
        holding = asyncio.create_task(self._hold(taken, served.lease))
        again_at, failed = None, False
        try:
            if served.by_date and abs(self.ahead()) > WRONG_SECONDS:
                _log.warning("%s %s waits: this machine's clock is wrong by %d s; set it", taken.kind, taken.key, self.ahead())
                failed = True
            else:
                again_at = await served.handler(taken)
        except Exception:
            _log.exception("error %s: %s %s, attempt %d", secrets.token_hex(3), taken.kind, taken.key, taken.attempts)
            failed = True
        finally:
            holding.cancel()
        try:
            async with self._database.writing() as connection:
                if failed:
                    wait = min(RETRY_SECONDS * 2 ** (taken.attempts - 1), RETRY_MOST)
                    await rows.fail(connection, taken, self.now() + wait)
                else:
                    await rows.finish(connection, taken, again_at)
        except StoreError as error:
            # The lease runs out by itself, and the thing is begun once more.
            _log.warning("%s %s is done, and that could not be noted: %s", taken.kind, taken.key, error)

    async def _hold(self, taken: Due, lease: int) -> None:
        """Renews the lease for as long as the work goes on."""
        held = True
        while held:
            await asyncio.sleep(lease / 3)
            with contextlib.suppress(StoreError):
                async with self._database.writing() as connection:
                    held = await rows.renew(connection, taken, self.now() + lease)
