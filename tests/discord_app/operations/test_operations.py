"""What operators see of a running bot: its health, its metrics, its log; and how it stops."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.store import migrate
from bot.store.database import Database
from tests.discord_app.conftest import CONFIG, bot_of_its_own, bot_on
from tests.discord_app.story import OPENING, start
from tests.discord_app.test_doctor import doctor
from tests.discord_server import BotProcess, DiscordServer, Fault
from tests.discord_server.bot_process import BotFailed

NOWHERE = {"DISCORD_TOKEN": "{token}", "LOOPBACK_DISCORD": "http://127.0.0.1:1"}

pytestmark = pytest.mark.asyncio(loop_scope="module")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Watched:
    """A bot with its port open."""

    def __init__(self, bot: BotProcess, port: int) -> None:
        self.bot = bot
        self.port = port
        self._root = f"http://127.0.0.1:{port}"

    async def health(self) -> tuple[int, dict[str, Any]]:
        async with aiohttp.ClientSession() as session, session.get(f"{self._root}/healthz") as response:
            return response.status, await response.json()

    async def metrics(self) -> dict[str, float]:
        """Each sample, by its name and labels as they stand."""
        async with aiohttp.ClientSession() as session, session.get(f"{self._root}/metrics") as response:
            assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            lines = (await response.text()).splitlines()
        return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}

    async def until(self, status: str) -> dict[str, Any]:
        async with asyncio.timeout(20):
            while True:
                code, said = await self.health()
                if said["status"] == status:
                    assert (code == 200) == (status == "ok")
                    return said
                await asyncio.sleep(0.05)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watched(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Watched]:
    folder, port = tmp_path_factory.mktemp("watched"), free_port()
    async with bot_of_its_own(folder, expect_tracebacks=True, metrics_port=port, log_format="json") as bot:
        yield Watched(bot, port)


async def test_health_knows_whether_the_gateway_is_up(watched: Watched) -> None:
    said = await watched.until("ok")
    assert said["gateway"].keys() == {"0"}
    assert said["database"] == "ok"
    async with watched.bot.server.gateway.outage():
        said = await watched.until("down")
        assert said["gateway"]["0"] == {"up": False, "latency_ms": None}
        assert (await watched.metrics())['bar_raiser_gateway_up{shard="0"}'] == 0
    said = await watched.until("ok")
    assert said["gateway"]["0"]["up"]


async def test_doctor_finds_the_bot_that_runs_and_any_other_program_on_its_port(watched: Watched, tmp_path: Path) -> None:
    server = watched.bot.server
    await watched.until("ok")
    _, said = await doctor(server, tmp_path, server.token, metrics_port=watched.port)
    assert "a bot runs here (version" in said
    # The loopback Discord itself is such a program.
    _, said = await doctor(server, tmp_path, server.token, metrics_port=int(server.url.rsplit(":", 1)[1]))
    assert "another program answers on port" in said
    _, said = await doctor(server, tmp_path, server.token, metrics_port=free_port())
    assert "no bot answers on port" in said


async def test_doctor_finds_a_bot_that_opens_no_port_by_the_file_it_holds(watched: Watched, tmp_path: Path) -> None:
    """The default is no port: it said nothing, and the next start was refused because that bot runs."""
    server, file = watched.bot.server, str(watched.bot.folder / "bot.sqlite3")
    _, said = await doctor(server, tmp_path, server.token, database=file)
    assert "a bot runs on this database" in said
    _, said = await doctor(server, tmp_path, server.token, database=file, metrics_port=watched.port)
    assert "a bot runs here (version" in said
    assert "a bot runs on this database" not in said
    _, said = await doctor(server, tmp_path, server.token)
    assert "Running" not in said
    assert not await asyncio.to_thread(lambda: list(tmp_path.glob("*.lock")))


async def test_metrics_count_what_people_did(watched: Watched) -> None:
    server = watched.bot.server
    guild = server.add_guild("Study hall", channels=["general"])
    ann = server.add_user("Ann", guild)
    before = await watched.metrics()
    question = await start(ann, guild.channel("general"))
    form = (await ann.click(question, "Answer")).modal
    await ann.submit_modal(form, [OPENING])
    await ann.wait_for("The vote on this answer", at=ann.threads()[-1])
    after = await watched.metrics()

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grown("bar_raiser_judged_answers_total") == 1
    assert grown("bar_raiser_open_sessions") == 1
    assert grown('bar_raiser_interactions_total{kind="application_command"}') == 1
    assert grown('bar_raiser_interactions_total{kind="component"}') == 1
    assert grown('bar_raiser_interactions_total{kind="modal_submit"}') == 1
    assert grown("bar_raiser_reply_seconds_count") == 3
    assert grown('bar_raiser_discord_requests_total{status="200"}') > 0
    assert after["bar_raiser_database_up"] == 1
    assert after["bar_raiser_overdue"] == 0
    assert after["process_resident_memory_bytes"] > 1e6
    assert any(name.startswith("bar_raiser_info{") for name in after)


async def test_an_error_that_a_person_was_told_is_found_in_the_log_by_its_id(watched: Watched) -> None:
    server, bot = watched.bot.server, watched.bot
    guild = server.add_guild("Another hall", channels=["general"])
    ben = server.add_user("Ben", guild)
    before = await watched.metrics()
    server.faults.add("POST /channels/{channel_id}/threads", Fault.status(400))
    seen = await ben.slash("interview start", at=guild.channel("general"), principle="ownership")
    told = re.search(r"whoever runs the bot: ([0-9a-f]{6})", seen.text)
    assert told is not None, seen.text
    events = [json.loads(line) for line in bot.logs.splitlines()]
    (event,) = [one for one in events if one.get("error") == told[1]]
    assert event["level"] == "error"
    assert "Traceback" in event["traceback"]
    after = await watched.metrics()
    assert after[f'bar_raiser_errors_total{{logger="{event["logger"]}"}}'] - before.get("bar_raiser_errors_total", 0) >= 1


async def test_a_stop_finishes_what_has_begun(watched: Watched) -> None:
    server, bot = watched.bot.server, watched.bot
    guild = server.add_guild("Late hall", channels=["general"])
    cleo = server.add_user("Cleo", guild)
    question = await start(cleo, guild.channel("general"))
    form = (await cleo.click(question, "Answer")).modal
    met = len(server.faults.met)
    server.faults.add("POST /channels/{channel_id}/messages", Fault.delay(3.0))
    sending = asyncio.create_task(cleo.submit_modal(form, [OPENING]))
    await server.wait_until(lambda: len(server.faults.met) > met, 5)
    assert bot._process is not None
    bot._process.send_signal(signal.SIGTERM)
    assert (await watched.until("stopping"))["status"] == "stopping"
    await sending
    assert await bot.gone() == 0
    await cleo.wait_for("The vote on this answer", at=cleo.threads()[-1])
    await bot.start()
    await watched.until("ok")


async def test_a_port_that_is_taken_is_told_in_a_sentence(watched: Watched, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        process = bot_on(watched.bot.server, tmp_path, metrics_port=port)
        with pytest.raises(BotFailed, match=r"ended with 2"):
            await process.start()
    assert f"The metrics port {port} cannot be opened" in process.logs
    process.check_logs()


async def test_a_second_bot_on_the_same_file_is_refused_before_it_answers_anybody(watched: Watched, tmp_path: Path) -> None:
    """Started in a shell and by systemd, say. It may try again: the first one may be about to stop."""
    file = watched.bot.folder / "bot.sqlite3"
    process = bot_on(watched.bot.server, tmp_path, database=str(file))
    with pytest.raises(BotFailed, match=r"ended with 1"):
        await process.start()
    assert f"Another bot runs on this database already ({file})" in process.logs
    process.check_logs()


@pytest.mark.parametrize(
    ("version", "words"),
    [("0015", "the database was brought from version 0015 to "), ("", "a new database was made: ")],
    ids=["older", "new"],
)
async def test_the_log_says_where_a_start_made_or_changed_the_database(watched: Watched, tmp_path: Path, version: str, words: str) -> None:
    """After a change that an older program cannot take back, and after a start in the wrong place, which is on an empty database."""
    file = tmp_path / "other.sqlite3"
    if version:
        database = Database.open(f"sqlite+aiosqlite:///{file}")
        async with database.writing() as connection:
            await connection.run_sync(lambda sync: migrate.upgrade_to(sync, version))
        await database.close()
    process = bot_on(watched.bot.server, tmp_path, env=NOWHERE, database=str(file))
    for expected in (True, False):
        process.log_path.unlink(missing_ok=True)
        with pytest.raises(BotFailed, match=r"ended with 1"):
            await process.start()
        assert (words in process.logs) is expected
        assert (str(file) in process.logs) is expected


async def test_a_discord_that_cannot_be_reached_is_told_in_a_sentence(watched: Watched, tmp_path: Path) -> None:
    """Nobody listens at the address that this process is given."""
    process = bot_on(watched.bot.server, tmp_path, env=NOWHERE)
    with pytest.raises(BotFailed, match=r"ended with 1"):
        await process.start()
    assert "Discord could not be reached" in process.logs
    process.check_logs()


async def test_a_stop_in_an_outage_of_discord_s_waits_for_no_next_try(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        config = {**CONFIG, "database": str(tmp_path / "bot.sqlite3")}
        token = {"DISCORD_TOKEN": server.token}
        bot = BotProcess(server, tmp_path, config=config, env=token, module="tests.launched.patient", expect_tracebacks=True)
        await bot.start()
    await bot.wait_for_log("in 600.00s")
    assert await bot.stop() == 0
