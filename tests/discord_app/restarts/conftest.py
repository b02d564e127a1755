"""A bot that these tests may kill, and where they do it. (Everywhere else one bot serves all tests: see the conftest above.)"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discord_app.conftest import House, bot_on
from tests.discord_server import BotProcess, DiscordServer, Killer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def own(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """A bot of this file's own, on a Discord of its own."""
    async with DiscordServer() as server, bot_on(server, Path(tmp_path_factory.mktemp("killed"))) as bot:
        await bot.synced()
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def house(own: BotProcess) -> AsyncIterator[House]:
    guild = own.server.add_guild("Study hall", channels=["general"])
    yield House(own.server, own, guild, own.server.add_user("Ann", guild))
    await own.server.quiet()
    own.server.assert_clean()
    assert own.server.pings == []


@pytest.fixture
def killer(own: BotProcess) -> Iterator[Killer]:
    killer = Killer(own)
    yield killer
    killer.clear()
