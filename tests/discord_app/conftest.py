"""The real bot, in a process of its own, against the loopback Discord. One process serves all tests that do not kill it: each test has a
server and people of its own, and leaves no broken rule of Discord's and no ping behind."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

with warnings.catch_warnings():
    # discord.py still imports a module for voice that Python has deprecated, and a warning is an error in these tests.
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord  # noqa: F401

from tests.discord_app.faults.asked import ALL
from tests.discord_server import Actor, BotProcess, Channel, DiscordServer, Guild

SCENARIOS = Path(__file__).parents[2] / "scenarios"
# One scenario and the general questions: a test must not wait for the whole library at every start.
CONFIG = {
    "scenarios": [str(SCENARIOS / "have_backbone_disagree_and_commit"), str(SCENARIOS / "questions.yaml")],
    "docs": "https://example.org/bar-raiser",
}


def bot_on(server: DiscordServer, folder: Path) -> BotProcess:
    config = {**CONFIG, "database": str(folder / "bot.sqlite3")}
    return BotProcess(server, folder, config=config, env={"DISCORD_TOKEN": server.token})


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


@pytest_asyncio.fixture(loop_scope="session")
async def house(loopback: DiscordServer, bot: BotProcess) -> AsyncIterator[House]:
    guild = loopback.add_guild("Study hall", channels=["general"])
    built = House(loopback, bot, guild, loopback.add_user("Ann", guild))
    yield built
    await loopback.quiet()
    loopback.assert_clean()
    assert loopback.pings == []
    unknown = {record.name for record in loopback.requests} - ALL
    assert not unknown, f"asked for, and no fault was tried on them (tests/discord_app/faults/asked.py): {sorted(unknown)}"
