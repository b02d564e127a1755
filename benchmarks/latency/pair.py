"""Two bots on one loopback Discord: ours has shard 0 and its server, the bare one shard 1 and its own. Neither sees the other's people."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.discord_server import Actor, BotProcess, Channel, DiscordServer, Guild

NAMES = ("bare", "ours")
SHARD = {"ours": 0, "bare": 1}
_TICK = 1e9
# One member of a benchmark does in a minute what nobody does in a week.
NO_LIMITS = {f"{kind}_a_{span}": 0 for kind in ("sessions", "answers", "uploads") for span in ("minute", "day")}


@dataclass
class Side:
    """One of the two bots, with the people who only meet this one."""

    name: str
    server: DiscordServer
    bot: BotProcess
    guild: Guild
    people: list[Actor] = field(default_factory=list)

    @property
    def hall(self) -> Channel:
        return self.guild.channel("general")

    def add(self, count: int) -> list[Actor]:
        """So many people more."""
        fresh = [self.server.add_user(f"{self.name}-{len(self.people) + number}", self.guild) for number in range(count)]
        self.people += fresh
        return fresh

    def cpu(self) -> float:
        """Seconds of processor time that the process has taken so far, all its threads together."""
        return processor_seconds(self.bot.pid)

    def waited(self) -> float:
        """Seconds, of all threads, in which one had something to do and no core was free: what the rest of the machine took from it."""
        return scheduled(self.bot.pid)[1]

    def memory(self) -> int:
        """Bytes that the process holds in memory."""
        return resident(self.bot.pid)


@dataclass
class Pair:
    server: DiscordServer
    bare: Side
    ours: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        return (self.bare, self.ours)


def loopback(shards: int = 1) -> DiscordServer:
    """A server that measures: requests are not held against Discord's description, which takes longer than answering them (the tests do
    that), and people are as quick as the machine. Nothing expires: a busy machine makes a slow answer, not a failed run. The crowd sets
    Discord's own three seconds."""
    server = DiscordServer(shards=shards, first_response_seconds=60)
    server.api.spec = None
    server.reaction_seconds = 0
    return server


def bot_on(server: DiscordServer, name: str, folder: Path, *, shards: int = 1, database: str | None = None) -> BotProcess:
    """The bare bot or ours, not yet started: ours with the whole library and a SQLite file in the folder, unless a database is named."""
    folder.mkdir(parents=True, exist_ok=True)
    # What is installed has its bytecode, and so has what runs from here: the first start writes it, and is not the one that is measured.
    env = {"DISCORD_TOKEN": server.token, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode")}
    if name == "bare":
        return BotProcess(
            server, folder, argv=(), module="benchmarks.bare_bot", env=env | {"SHARDS": str(shards), "SHARD": str(shards - 1)}
        )
    config: dict[str, Any] = {"database": database or str(folder / "bot.sqlite3"), "log_level": "warning", "limits": NO_LIMITS}
    if shards > 1:
        config |= {"shards": {"count": shards, "ids": [0]}}
    return BotProcess(server, folder, config=config, env=env)


@asynccontextmanager
async def pair(folder: Path, database: str | None = None) -> AsyncIterator[Pair]:
    async with loopback() as first, bot_on(first, "ours", folder / "ours", database=database) as once:
        # The first start of all makes the tables: what runs for months is a process that found them.
        await once.synced()
    async with loopback(shards=2) as server, AsyncExitStack() as stack:
        bots = {name: bot_on(server, name, folder / name, shards=2, database=database) for name in NAMES}
        guilds = {name: server.add_guild(f"{name} hall", channels=["general"], shard=SHARD[name]) for name in NAMES}
        for bot in bots.values():
            stack.push_async_exit(bot.__aexit__)
        # The server is ready when both of its shards are: the two are started together.
        await asyncio.gather(*(bot.start() for bot in bots.values()))
        await bots["ours"].synced()
        sides = {name: Side(name, server, bots[name], guilds[name]) for name in NAMES}
        yield Pair(server, sides["bare"], sides["ours"])
        server.assert_clean()


def processor_seconds(pid: int) -> float:
    """Of every thread that still runs; threads that have ended are not counted, and neither bot ends any while it is measured."""
    return scheduled(pid)[0]


def scheduled(pid: int) -> tuple[float, float]:
    """Seconds that its threads have run, and that they have waited for a core."""
    ran = waited = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as held:
            mine = held.read().split()
        ran, waited = ran + int(mine[0]), waited + int(mine[1])
    return ran / _TICK, waited / _TICK


def resident(pid: int) -> int:
    with open(f"/proc/{pid}/status", encoding="ascii") as held:
        return next(int(line.split()[1]) * 1024 for line in held if line.startswith("VmRSS"))
