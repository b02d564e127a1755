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


async def test_a_server_that_the_bot_is_in_is_not_purged_though_its_return_was_not_noted(tmp_path: Path) -> None:
    """The database was away when it was invited again, and nobody tells it twice."""
    async with DiscordServer() as server:
        hall, other = (server.add_guild(name, channels=["general"]) for name in ("Study hall", "Other hall"))
        ann = server.add_user("Ann", hall, other)
        async with bot_on(server, tmp_path) as bot:
            await bot.synced()
            await ann.slash("interview start", at=hall.channel("general"), principle="ownership")
            with sqlite3.connect(tmp_path / "bot.sqlite3") as connection:
                connection.execute("UPDATE servers SET left_at = 1 WHERE id = ?", (hall.id,))
                connection.execute(
                    "INSERT INTO due (kind, key, due_at, claim, attempts) VALUES ('purge server', ?, 1, 0, 0)", (str(hall.id),)
                )
            # Something new that is due makes the bot look for everything that is.
            await ann.slash("quiz party", at=other.channel("general"))
            await eventually(lambda: not purges(tmp_path))
            assert left(tmp_path).get(hall.id) is False
        server.assert_clean()


async def test_a_server_that_commands_are_to_be_in_may_invite_the_bot_later(tmp_path: Path) -> None:
    """Who sets the bot up writes the server's id down first, and invites the bot when it runs."""
    async with DiscordServer() as server:
        hall = server.add_guild("Study hall", channels=["general"], bot=False)
        ann = server.add_user("Ann", hall)
        async with bot_on(server, tmp_path, commands={"scope": "guild", "guilds": [hall.id]}) as bot:
            await bot.wait_for_log(f"no commands in server {hall.id} (commands.guilds) yet: the bot is not in it")
            await bot.wait_for_log(f"Invite it: https://discord.com/oauth2/authorize?client_id={server.application_id}")
            server.invite_bot(hall)
            await server.wait_until(lambda: server.commands(hall))
            assert "mock bar-raiser interview" in (await ann.slash("help", at=hall.channel("general"))).text
        server.assert_clean()
