"""The real bot, in a process of its own, against the loopback Discord. One process serves all tests that do not kill it: each test has a
server and people of its own, and leaves no broken rule of Discord's and no ping behind."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import pytest_asyncio

with warnings.catch_warnings():
    # discord.py still imports a module for voice that Python has deprecated, and a warning is an error in these tests.
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord  # noqa: F401

from tests.conftest import sqlite_url, upgraded
from tests.discord_app.faults.asked import ALL
from tests.discord_server import Actor, BotProcess, Channel, DiscordServer, Guild

SCENARIOS = Path(__file__).parents[2] / "scenarios"
# One scenario and the general questions: a test must not wait for the whole library at every start.
CONFIG = {
    "scenarios": [str(SCENARIOS / "have_backbone_disagree_and_commit"), str(SCENARIOS / "questions.yaml")],
    "docs": "https://example.org/bar-raiser",
}


@cache
def _migrated() -> bytes:
    """A database at this program's version. The migrations have tests of their own; a bot need not run them at every start."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:
        file = Path(folder) / "bot.sqlite3"
        # In a thread, because a loop runs in this one.
        thread.submit(asyncio.run, upgraded(sqlite_url(file))).result()
        return file.read_bytes()


def bot_on(
    server: DiscordServer, folder: Path, *, env: Mapping[str, str] | None = None, expect_tracebacks: bool = False, **config: object
) -> BotProcess:
    """A bot that is not started yet. Its database is a file in its folder that holds nothing, unless the configuration names another."""
    if "database" not in config and not (file := folder / "bot.sqlite3").exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_migrated())
    whole = {**CONFIG, "database": str(folder / "bot.sqlite3"), **config}
    return BotProcess(
        server, folder, config=whole, env={"DISCORD_TOKEN": server.token, **(env or {})}, expect_tracebacks=expect_tracebacks, copied=True
    )


@asynccontextmanager
async def bot_of_its_own(folder: Path, **config: object) -> AsyncIterator[BotProcess]:
    """A bot that has registered its commands, on a Discord where nobody else is."""
    async with DiscordServer() as server, bot_on(server, folder, **config) as bot:  # type: ignore[arg-type]  # what is no option of bot_on's is configured
        await bot.synced()
        yield bot


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def loopback() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def bot(loopback: DiscordServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    async with bot_on(loopback, tmp_path_factory.mktemp("bot")) as process:
        await process.synced()
        yield process


@dataclass
class House:
    """A server with one channel and one person in it."""

    server: DiscordServer
    bot: BotProcess
    guild: Guild
    ann: Actor

    @property
    def general(self) -> Channel:
        return self.guild.channel("general")

    @property
    def thread(self) -> Channel:
        """Ann's newest thread."""
        return self.ann.threads()[-1]


@asynccontextmanager
async def house_on(bot: BotProcess) -> AsyncIterator[House]:
    """A new server for one test. Afterwards the bot has broken no rule of Discord's and pinged nobody; where it has, no other test suffers
    for it, nor from a Discord that was made more patient."""
    server = bot.server
    usual = server.interacting.first_response_seconds
    guild = server.add_guild("Study hall", channels=["general"])
    yield House(server, bot, guild, server.add_user("Ann", guild))
    await server.quiet()
    try:
        server.assert_clean()
        assert server.pings == []
    finally:
        server.interacting.first_response_seconds = usual
        server.violations.clear()
        server.pings.clear()


@pytest_asyncio.fixture(loop_scope="session")
async def house(bot: BotProcess) -> AsyncIterator[House]:
    async with house_on(bot) as built:
        yield built
    unknown = {record.name for record in bot.server.requests} - ALL
    assert not unknown, f"asked for, and no fault was tried on them (tests/discord_app/faults/asked.py): {sorted(unknown)}"
