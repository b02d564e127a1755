"""A server that removes the bot is noted, whether the bot was there to hear of it or not; an outage is no removal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.discord_app.conftest import bot_on
from tests.discord_app.eventually import eventually
from tests.discord_server import DiscordServer

pytestmark = pytest.mark.asyncio(loop_scope="module")


def left(folder: Path) -> dict[int, bool]:
    with sqlite3.connect(f"file:{folder / 'bot.sqlite3'}?mode=ro", uri=True) as connection:
        return {id: at is not None for id, at in connection.execute("SELECT id, left_at FROM servers")}


def purges(folder: Path) -> set[str]:
    with sqlite3.connect(f"file:{folder / 'bot.sqlite3'}?mode=ro", uri=True) as connection:
        return {key for (key,) in connection.execute("SELECT key FROM due WHERE kind = 'purge server'")}


@pytest.mark.long
async def test_removals_are_noted_heard_of_or_not(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        first, second = (server.add_guild(name, channels=["general"]) for name in ("First", "Second"))
        ann = server.add_user("Ann", first, second)
        async with bot_on(server, tmp_path) as bot:
            await bot.synced()
            for guild in (first, second):
                await ann.slash("interview start", at=guild.channel("general"), principle="ownership")
            assert left(tmp_path) == {first.id: False, second.id: False}
            server.remove_bot(first)
            await eventually(lambda: left(tmp_path)[first.id])
            assert purges(tmp_path) == {str(first.id)}
            server.invite_bot(first)
            await eventually(lambda: not left(tmp_path)[first.id])
            assert purges(tmp_path) == set()
            assert await bot.stop() == 0
            server.remove_bot(second)
            await bot.start()
            await eventually(lambda: left(tmp_path)[second.id])
            assert left(tmp_path) == {first.id: False, second.id: True}
            assert purges(tmp_path) == {str(second.id)}
            # The interview is Ann's, wherever it was held.
            assert "Ownership" in (await ann.slash("interview status", at=first.channel("general"))).text
        server.assert_clean()
