"""One bot for the faults that a process outlives, and a server and people of its own for each test. Errors stand in its log: they are what
these tests are about."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discord_app.conftest import SCENARIOS, House, bot_on, house_on
from tests.discord_server import Actor, BotProcess, DiscordServer

PRINCIPLE = "have_backbone_disagree_and_commit"


def troubled(server: DiscordServer, folder: Path, **config: object) -> BotProcess:
    """A bot whose log may hold errors, and whose clock can be set."""
    return bot_on(server, folder, env={"LOOPBACK_CLOCK": str(folder / "clock")}, expect_tracebacks=True, **config)


def stored(bot: BotProcess, beginning: str) -> int:
    """How many answers that begin so are in the database."""
    with closing(sqlite3.connect(bot.folder / "bot.sqlite3")) as database:
        query = "SELECT count(*) FROM turns WHERE answer LIKE ? || '%'"
        return int(database.execute(query, (beginning,)).fetchone()[0])


UNREADABLE = {
    "state": "json_set(state, '$.setup.mode', 'of a newer version')",
    "showing": """'[{"is": "OfANewerVersion"}]'""",
}


def unreadable(bot: BotProcess, actor: Actor, column: str) -> None:
    """Writes into the actor's sessions what this version cannot read."""
    with closing(sqlite3.connect(bot.folder / "bot.sqlite3")) as database:
        whose = "member_id = (SELECT id FROM members WHERE external_id = ?)"
        database.execute(f"UPDATE sessions SET {column} = {UNREADABLE[column]} WHERE {whose}", (str(actor.user.id),))
        database.commit()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def troubled_discord() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def troubled_bot(troubled_discord: DiscordServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    folder = Path(tmp_path_factory.mktemp("troubled"))
    # Its scenarios are its own: they may be spoiled.
    shutil.copytree(SCENARIOS / PRINCIPLE, folder / "scenarios" / PRINCIPLE)
    scenarios = [str(folder / "scenarios"), str(SCENARIOS / "questions.yaml")]
    async with troubled(troubled_discord, folder, scenarios=scenarios) as process:
        await process.synced()
        yield process


@pytest_asyncio.fixture(loop_scope="session")
async def house(troubled_discord: DiscordServer, troubled_bot: BotProcess) -> AsyncIterator[House]:
    async with house_on(troubled_bot) as built:
        yield built
        troubled_discord.faults.clear()
        await troubled_discord.quiet(timeout=100)
