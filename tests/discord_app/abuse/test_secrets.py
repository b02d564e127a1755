"""The token, the database's password and what people type stand in no log, metric, error or diagnosis, at the most talkative level."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.discord_app.conftest import CONFIG, bot_of_its_own
from tests.discord_app.story import OPENING, start
from tests.discord_server import BotProcess, DiscordServer, Fault
from tests.discord_server.copied import REPOSITORY

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARK = "quetzalcoatlus"
TYPED = f"{OPENING} My words: {MARK}."


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def page(port: int, path: str) -> str:
    """What is served there, well or not: just after a reconnect `/healthz` may still say 503."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.read().decode()


async def everything(server: DiscordServer, bot: BotProcess, port: int) -> list[str]:
    """A bot used in every way that writes something down, failures among them; what it wrote."""
    guild = server.add_guild(f"Hall {MARK}", channels=["general"])
    ann = server.add_user(f"Ann {MARK}", guild)
    general = guild.channel("general")
    question = await start(ann, general)
    form = (await ann.click(question, "Answer")).modal
    await ann.submit_modal(form, [TYPED])
    await ann.click(question.snapshot(), MARK, forge=True)
    await ann.say(ann.dm, f"in passing: {MARK}")
    # Discord fails, and what fails is logged with its traceback.
    server.faults.add("POST /interactions/*", Fault.status(400), times=3)
    await ann.slash("history", at=general, wait="no")
    await ann.slash("interview start", at=general, scenario=MARK, wait="no")
    await server.quiet()
    server.faults.clear()
    server.faults.add("POST /channels/*/messages", Fault.reset(), times=2)
    await ann.say(ann.dm, TYPED)
    await server.quiet()
    server.faults.clear()
    await server.gateway.reconnect(0)
    await server.quiet()
    return [page(port, "/metrics"), page(port, "/healthz")]


@pytest.mark.parametrize("form", ["text", pytest.param("json", marks=pytest.mark.long)])
async def test_nothing_secret_is_written_anywhere(tmp_path: Path, form: str) -> None:
    port = free_port()
    config = {"log_level": "debug", "log_format": form, "metrics_port": port}
    async with bot_of_its_own(tmp_path, expect_tracebacks=True, **config) as bot:
        server = bot.server
        pages = await everything(server, bot, port)
    told = [bot.logs, *pages]
    assert server.faults.met, "nothing failed, so nothing was logged of it"
    assert "commands registered" in bot.logs
    for text in told:
        assert server.token not in text
        assert MARK not in text, text[max(0, text.find(MARK) - 500) : text.find(MARK) + 200]


# As it stands in the URL, and as it is.
PASSWORD, PLAIN = "hunter%2F2%40loch", "hunter/2@loch"
# Of the form that Discord gives, put together so that nobody takes it for one of theirs.
TOKEN = ".".join(("MTE4ODg4ODg4ODg4ODg4ODg4OA", "Gx" * 3, "cD" * 19))
NOWHERE = f"postgresql+asyncpg://bot:{PASSWORD}@127.0.0.1:1/none"


async def said(token: str, folder: Path, *argv: str, module: str = "bot", env: Mapping[str, str] | None = None, **config: Any) -> str:
    """What a command says on both of its streams, with a token and a database that needs a password."""
    path = folder / "config.yaml"
    known = {**CONFIG, "log_level": "debug", "token": token, "database": NOWHERE, **config}
    await asyncio.to_thread(path.write_text, json.dumps(known))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", module, argv[0], "--config", str(path), *argv[1:]),
        cwd=REPOSITORY,
        env={**os.environ, **(env or {})},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    heard, _ = await process.communicate()
    return heard.decode()


def assert_none_said(told: str, token: str) -> None:
    assert told.strip()
    for secret in (token, PASSWORD, PLAIN, "hunter"):
        assert secret not in told, told


async def test_the_doctor_who_asks_discord_says_no_secret(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        env = {"LOOPBACK_DISCORD": f"{server.url}/p/9"}
        told = await said(server.token, tmp_path, "doctor", module="tests.launched.launch", env=env)
        assert_none_said(told, server.token)


@pytest.mark.parametrize(
    ("argv", "config"),
    [
        # These stop before they get to Discord.
        (("run",), {}),
        (("run",), {"log_format": "json"}),
        (("db", "status"), {}),
        (("history",), {}),
        # Files that are wrong beside and in the secrets themselves.
        (("run",), {"tokn": 1}),
        (("run",), {"database": f"mysql://bot:{PASSWORD}@host/none"}),
        (("doctor",), {"database": f"postgresql+asyncpg://bot:{PASSWORD}@[::1/none"}),
        (("run",), {"log_level": NOWHERE}),
    ],
)
async def test_what_fails_says_no_secret(tmp_path: Path, argv: tuple[str, ...], config: dict[str, Any]) -> None:
    assert_none_said(await said(TOKEN, tmp_path, *argv, **config), TOKEN)
