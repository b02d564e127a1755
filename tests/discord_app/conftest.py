"""The real bot, in a process of its own, against the loopback Discord. One process serves all tests that do not kill it: each test has a
server and people of its own, and leaves no broken rule of Discord's and no ping behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discord_server import Actor, BotProcess, Channel, DiscordServer, Guild

SCENARIOS = Path(__file__).parents[2] / "scenarios"
# One scenario and the general questions: a test must not wait for the whole library at every start.
CONFIG = {"scenarios": [str(SCENARIOS / "have_backbone_disagree_and_commit"), str(SCENARIOS / "questions.yaml")]}


def bot_on(server: DiscordServer, folder: Path) -> BotProcess:
    config = {**CONFIG, "database": str(folder / "bot.sqlite3")}
    return BotProcess(server, folder, config=config, env={"DISCORD_TOKEN": server.token})


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def discord() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def bot(discord: DiscordServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    async with bot_on(discord, tmp_path_factory.mktemp("bot")) as process:
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
async def house(discord: DiscordServer, bot: BotProcess) -> AsyncIterator[House]:
    guild = discord.add_guild("Study hall", channels=["general"])
    built = House(discord, bot, guild, discord.add_user("Ann", guild))
    yield built
    await discord.quiet()
    discord.assert_clean()
    assert discord.pings == []
