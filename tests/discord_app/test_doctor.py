"""`doctor` against a Discord: what it finds, that it changes nothing, and that it never shows the token."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.discord_app.conftest import CONFIG
from tests.discord_server import DiscordServer, Permission
from tests.discord_server.copied import REPOSITORY

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as running:
        yield running


async def doctor(server: DiscordServer, folder: Path, token: str, **config: Any) -> tuple[int, str]:
    """The exit code, and what it says."""
    path = folder / "config.yaml"
    await asyncio.to_thread(path.write_text, json.dumps({**CONFIG, "database": str(folder / "bot.sqlite3"), **config}))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.launched.launch", "doctor", "--config", str(path)),
        cwd=REPOSITORY,
        env=os.environ | {"LOOPBACK_DISCORD": f"{server.url}/p/9", "DISCORD_TOKEN": token},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()


async def test_everything_is_looked_at_and_nothing_is_changed(server: DiscordServer, tmp_path: Path) -> None:
    server.add_guild("Study hall", channels=["general"])
    server.add_guild("Strict hall", channels=["general"], bot_permissions=Permission.VIEW_CHANNEL, everyone=Permission(0))
    code, said = await doctor(server, tmp_path, server.token)
    assert code == 0, said
    for words in (
        "belongs to Bar Raiser",
        "no privileged one is needed, and none is granted",
        "to servers and to users",
        "agrees with Discord's",
        "2, and in 1 the bot lacks something",
        "Strict hall: lacks Send Messages, Send Messages in Threads, Create Private Threads, Attach Files",
        "GiB free",
        "Nothing stands in the way of a start",
    ):
        assert words in said
    assert f"client_id={server.application_id}" in said
    assert server.token not in said
    assert "Traceback" not in said
    assert {record.method for record in server.requests} == {"GET"}
    assert not await asyncio.to_thread((tmp_path / "bot.sqlite3").exists)
    server.assert_clean()


async def test_a_wrong_token_and_broken_scenarios_are_told_at_once(server: DiscordServer, tmp_path: Path) -> None:
    await asyncio.to_thread((tmp_path / "ours.yaml").write_text, "id: x\n")
    code, said = await doctor(server, tmp_path, "MTA1NjU0.GaBcDe.wrong", scenarios=[str(tmp_path / "ours.yaml")])
    assert code == 1
    assert "Discord does not know it" in said
    assert "ours.yaml" in said
    assert "2 to mend before a start" in said
    assert "GaBcDe" not in said
    server.violations.forgive("auth")
    server.assert_clean()


async def test_a_server_that_commands_are_to_be_in_and_the_bot_is_not_is_named(server: DiscordServer, tmp_path: Path) -> None:
    there = server.add_guild("First hall", channels=["general"])
    absent = server.add_guild("Later hall", channels=["general"], bot=False)
    _, said = await doctor(server, tmp_path, server.token, commands={"scope": "guild", "guilds": [there.id, absent.id]})
    assert f"names servers that the bot is not in: {absent.id}" in said
    assert f"Invite it there: https://discord.com/oauth2/authorize?client_id={server.application_id}" in said
    server.assert_clean()
