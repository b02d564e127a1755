"""A start while Discord is in trouble: it is ridden out, or ends with a sentence and an exit code that makes a service manager try again."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discord_app.faults.asked import START
from tests.discord_app.faults.conftest import UNREADABLE, troubled, unreadable
from tests.discord_app.own.past import past_of, who
from tests.discord_server import Actor, DiscordServer, Fault, RequestRecord
from tests.discord_server.bot_process import BotFailed
from tests.usecases.histories import Past
from tests.usecases.interviews import WISH

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSING = {"429": Fault.rate_limited(0.2), "502": Fault.status(502), "reset": Fault.reset(), "lost answer": Fault.lost_response()}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as running:
        yield running


@pytest.mark.parametrize("fault", [pytest.param(name, marks=[] if name == "reset" else [pytest.mark.long]) for name in PASSING])
async def test_every_request_of_a_start_meets_it_once(server: DiscordServer, tmp_path: Path, fault: str) -> None:
    server.world.commands.clear()
    for route in START:
        server.faults.add(route, PASSING[fault])
    async with troubled(server, tmp_path) as bot:
        await bot.synced()
    assert server.faults.pending == 0
    server.assert_clean()


@pytest.mark.long
async def test_a_discord_that_stays_away_ends_the_start_with_a_sentence(server: DiscordServer, tmp_path: Path) -> None:
    server.faults.add("GET /users/@me", Fault.reset(), times=20)
    bot = troubled(server, tmp_path)
    with pytest.raises(BotFailed, match="ended with 1") as failed:
        await bot.start()
    assert "Discord could not be reached" in str(failed.value)
    assert "Traceback" not in bot.logs
    server.faults.clear()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
async def test_a_reload_that_is_asked_for_during_a_start_ends_no_bot_and_comes_after_it(server: DiscordServer, tmp_path: Path) -> None:
    """`systemctl reload` right after `start`: the signal would end the process, and systemd takes that for an end that was wanted."""
    bot = troubled(server, tmp_path)

    def hang_up(record: RequestRecord) -> None:
        if record.process == bot.number and record.name == "GET /users/@me" and record.phase == "before":
            os.kill(bot.pid, signal.SIGHUP)

    off = server.on_request(hang_up)
    async with bot:
        await bot.wait_for_log("scenarios are in use")
    off()


async def unshown(past: Past, actor: Actor) -> str:
    """An interview whose question was stored and never posted."""
    place = {"kind": "dm", "channel": actor.dm.id, "user": actor.user.id}
    return (await past.interviews.start(who(actor), WISH, place=place)).session.id


@pytest.mark.parametrize("column", UNREADABLE)
async def test_a_session_that_cannot_be_read_keeps_no_other_from_a_start(server: DiscordServer, tmp_path: Path, column: str) -> None:
    guild = server.add_guild("Hall", channels=["general"])
    ann, ben = server.add_user("Ann", guild), server.add_user("Ben", guild)
    bot = troubled(server, tmp_path)
    async with past_of(bot, days=0) as past:
        await unshown(past, ben)
        past.clock.now += 1
        anns = await unshown(past, ann)
    unreadable(bot, ann, column)
    async with bot:
        await ben.wait_for("I was restarted", at=ben.dm)
        await bot.wait_for_log(f"session {anns} could not be shown after the restart")
    assert ann.visible(ann.dm) == []
