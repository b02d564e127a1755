from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from ..actor import Actor
from ..model import Channel, Guild
from ..server import DiscordServer
from ..testing import RawClient


@pytest_asyncio.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """Every answer that the server gives is held against Discord's own description, where that is at hand."""
    async with DiscordServer() as running:
        running.api.check_own_answers = True
        yield running
        assert running.violations.of("own") == []


@pytest_asyncio.fixture
async def raw(server: DiscordServer) -> AsyncIterator[RawClient]:
    async with RawClient(server) as client:
        yield client


@pytest_asyncio.fixture
async def guild(server: DiscordServer) -> Guild:
    return server.add_guild("Study hall")


@pytest_asyncio.fixture
async def general(guild: Guild) -> Channel:
    return guild.channel("general")


@pytest_asyncio.fixture
async def ann(server: DiscordServer, guild: Guild) -> Actor:
    return server.add_user("Ann", guild)
