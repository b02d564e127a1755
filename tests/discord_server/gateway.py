"""The gateway: sessions, their shards, what is dispatched to them, and what can go wrong with them on purpose.

The wire itself (compression, op codes) is in `websocket.py`. A session outlives its socket: what is dispatched while the bot is
away is kept and replayed when it resumes, as Discord does; a bot that identifies afresh never sees it.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import IntFlag
from typing import TYPE_CHECKING

from .ids import shard_of
from .jsontypes import Json
from .world import World

if TYPE_CHECKING:
    from .websocket import Socket


class Intent(IntFlag):
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
REPLAYED_AT_MOST = 5000


@dataclass(eq=False)
class Session:
    id: str
    shard: int
    shards: int
    intents: Intent
    socket: Socket | None = None
    sequence: int = 0
    sent: deque[tuple[int, Json]] = field(default_factory=lambda: deque(maxlen=REPLAYED_AT_MOST))
    ready: bool = False
    """READY and the guilds have been sent."""
    resumable: bool = True
    resumed: int = 0
    process: int = 0

    @property
    def connected(self) -> bool:
        return self.socket is not None

    def wants(self, guild_id: int | None, intent: Intent | None) -> bool:
        return shard_of(guild_id, self.shards) == self.shard and (intent is None or bool(self.intents & intent))

    def dispatch(self, event: str, data: Json) -> None:
        self.sequence += 1
        packet = {"op": 0, "t": event, "s": self.sequence, "d": data}
        self.sent.append((self.sequence, packet))
        if self.socket is not None:
            self.socket.send(packet)


class Gateway:
    def __init__(self, world: World, *, shards: int, privileged: Intent) -> None:
        self.world = world
        self.shards = shards
        """How many `/gateway/bot` recommends."""
        self.privileged = privileged
        """Privileged intents that the developer portal grants."""
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.processes = 0
        """How many bot processes were given an address of their own, `/p/1`, `/p/2`, ..., by which they are told apart."""
        self.refusing = False
        self._duplicate = 0
        self._reorder = 0
        self._reordered: list[tuple[str, Json, int | None, Intent | None]] = []
        self._held: list[tuple[str, Json, int | None, Intent | None]] | None = None

    # --- sessions

    def open_session(self, shard: int, shards: int, intents: Intent) -> Session:
        for old in [each for each in self.sessions.values() if each.shard == shard and not each.connected]:
            del self.sessions[old.id]
        session = Session(secrets.token_hex(16), shard, shards, intents)
        self.sessions[session.id] = session
        self.identified += 1
        return session

    @property
    def connected(self) -> dict[int, Session]:
        """By shard, the newest of each."""
        return {session.shard: session for session in self.sessions.values() if session.connected}

    def all_ready(self) -> bool:
        """Whether every shard of the newest session's count is connected and has its guilds."""
        connected = self.connected
        if not connected:
            return False
        wanted = max(session.shards for session in connected.values())
        return all(shard in connected and connected[shard].ready for shard in range(wanted))

    # --- dispatching

    def dispatch(self, event: str, data: Json, guild_id: int | None = None, intent: Intent | None = None) -> None:
        item = (event, data, guild_id, intent)
        if self._held is not None:
            self._held.append(item)
        elif self._reorder:
            self._reordered.append(item)
            if len(self._reordered) >= self._reorder:
                self._reorder, items, self._reordered = 0, self._reordered, []
                for each in reversed(items):
                    self._send(*each)
        else:
            self._send(*item)

    def _send(self, event: str, data: Json, guild_id: int | None, intent: Intent | None) -> None:
        times = 1
        if self._duplicate:
            self._duplicate -= 1
            times = 2
        for session in list(self.sessions.values()):
            if session.wants(guild_id, intent):
                for _ in range(times):
                    session.dispatch(event, data)

    # --- trouble

    def duplicate_next(self, n: int = 1) -> None:
        """Each of the next n dispatches arrives twice; with 0, none any more."""
        self._duplicate = self._duplicate + n if n else 0

    def reorder_next(self, n: int = 2) -> None:
        """The next n dispatches are kept back and then arrive in reverse."""
        self._reorder = n

    def hold(self) -> None:
        """Dispatch nothing until `release`: a gateway that lags."""
        self._held = []

    @property
    def held(self) -> int:
        """How many dispatches `hold` keeps back."""
        return len(self._held or ())

    def release(self, *, backwards: bool = False) -> None:
        """`backwards`: the last one first."""
        held, self._held = self._held or [], None
        for item in reversed(held) if backwards else held:
            self.dispatch(*item)

    async def reconnect(self, shard: int = 0) -> None:
        """Op 7: "please reconnect and resume"; returns when the bot has."""
        session = self._session(shard)
        before = session.resumed
        assert session.socket is not None
        session.socket.send({"op": 7, "d": None})
        await self.world.pulse.until(lambda: session.resumed > before, 30, f"shard {shard} to resume")

    async def invalidate(self, shard: int = 0, *, resumable: bool = False) -> None:
        """Op 9; returns when the bot has identified again, or resumed. discord.py waits 1 to 5 s before it does."""
        session = self._session(shard)
        before = (session.resumed, self.identified)
        session.resumable = resumable
        assert session.socket is not None
        session.socket.send({"op": 9, "d": resumable})
        await self.world.pulse.until(lambda: (session.resumed, self.identified) != before, 30, f"shard {shard} to come back")
        await self.world.pulse.until(self.all_ready, 30, f"shard {shard} to be ready")

    async def drop(self, shard: int = 0) -> None:
        """The connection dies without a word; returns when the bot is back."""
        session = self._session(shard)
        before = (session.resumed, self.identified)
        assert session.socket is not None
        session.socket.abort()
        await self.world.pulse.until(lambda: (session.resumed, self.identified) != before, 60, f"shard {shard} to come back")
        await self.world.pulse.until(self.all_ready, 30, f"shard {shard} to be ready")

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Every connection dies and none is taken for as long as the block lasts; it ends when every shard is back."""
        shards = set(self.connected)
        self.refusing = True
        for session in self.connected.values():
            if session.socket is not None:
                session.socket.abort()
        try:
            yield
        finally:
            self.refusing = False
        await self.world.pulse.until(lambda: shards <= set(self.connected), 60, "the bot to come back after an outage")

    async def barrier(self) -> None:
        """Returns when every connected shard has *read* all that was dispatched so far.

        A heartbeat is asked for; the client reads packets in order and answers at once. Its handlers may still be running.
        """
        waiting = [session.socket.beat() for session in self.connected.values() if session.socket is not None]
        if waiting:
            await asyncio.wait(waiting, timeout=10)

    def _session(self, shard: int) -> Session:
        found = self.connected.get(shard)
        if found is None:
            raise LookupError(f"shard {shard} is not connected; connected are {sorted(self.connected)}")
        return found
