"""A bot that these tests may kill, and where they do it. (Everywhere else one bot serves all tests: see the conftest above.)"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.discord_app.conftest import House, bot_of_its_own, house_on
from tests.discord_server import BotProcess, Killer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def own(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """A bot of this file's own, on a Discord of its own."""
    async with bot_of_its_own(tmp_path_factory.mktemp("killed")) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def house(own: BotProcess) -> AsyncIterator[House]:
    async with house_on(own) as built:
        yield built


@pytest.fixture
def killer(own: BotProcess) -> Iterator[Killer]:
    killer = Killer(own)
    yield killer
    killer.clear()
