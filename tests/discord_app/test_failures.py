"""When something breaks below: the person is told, with an id that stands in the log too, and what they typed comes back."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discord_app.conftest import House, bot_on
from tests.discord_app.story import OPENING, start
from tests.discord_server import DiscordServer, Fault

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def broken(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder = Path(tmp_path_factory.mktemp("broken"))
    async with DiscordServer(shards=2) as server:
        hall = server.add_guild("Study hall", channels=["general"])
        # In this server's scope, so that the other way to register commands is walked as well.
        registered = {"scope": "guild", "guilds": [hall.id]}
        async with bot_on(server, folder, expect_tracebacks=True, commands=registered, shards={"count": 2}) as bot:
            await bot.synced()
            yield House(server, bot, hall, server.add_user("Ann", hall))
            await server.quiet()
            server.assert_clean()


async def test_as_many_shards_as_the_configuration_says(broken: House) -> None:
    assert set(broken.server.shards) == {0, 1}


async def test_commands_are_registered_where_the_configuration_says(broken: House) -> None:
    assert {command["name"] for command in broken.server.commands(broken.guild)} >= {"interview", "history", "help", "settings", "privacy"}
    assert broken.server.commands() == []


async def test_an_unexpected_failure_has_an_id_that_stands_in_the_log(broken: House) -> None:
    question = await start(broken.ann, broken.general)
    with sqlite3.connect(broken.bot.folder / "bot.sqlite3") as database:
        kept = database.execute("SELECT id, state FROM sessions").fetchone()
        database.execute("UPDATE sessions SET state = '{\"nothing\": 1}'")
    seen = await broken.ann.click(question, "Skip" if "Skip" in question.buttons else "Another question")
    assert seen.ephemeral
    found = re.search(r"whoever runs the bot: (\w{6})", seen.text)
    assert found is not None, seen.text
    assert f"error {found[1]}" in broken.bot.logs
    assert "Traceback" not in seen.text
    await broken.ann.say(broken.thread, OPENING, reply_to=question)
    told = await broken.ann.wait_for("still above", at=broken.thread)
    found = re.search(r"runs the bot: (\w{6})", told.text)
    assert found is not None
    assert f"error {found[1]}" in broken.bot.logs
    with sqlite3.connect(broken.bot.folder / "bot.sqlite3") as database:
        database.execute("UPDATE sessions SET state = ? WHERE id = ?", (kept[1], kept[0]))


async def test_a_command_is_answered_where_the_server_s_settings_cannot_be_read(broken: House) -> None:
    with sqlite3.connect(broken.bot.folder / "bot.sqlite3") as database:
        database.execute("ALTER TABLE servers RENAME TO elsewhere")
    try:
        question = "What did you give up for somebody whom you had never met, and who told you?"
        options = {"principle": "ownership", "question": question}
        seen = await broken.ann.slash("study open", at=broken.general, options=options)
        assert seen.ephemeral
        assert seen.message.attachments[0].text == question
        found = re.search(r"whoever runs the bot: (\w{6})", seen.text)
        assert found is not None, seen.text
        assert f"error {found[1]}" in broken.bot.logs
    finally:
        with sqlite3.connect(broken.bot.folder / "bot.sqlite3") as database:
            database.execute("ALTER TABLE elsewhere RENAME TO servers")


async def test_a_slow_discord_is_waited_for(broken: House) -> None:
    broken.server.faults.add("POST /channels/{channel_id}/messages", Fault.status(502))
    broken.server.faults.add("POST /channels/{channel_id}/messages", Fault.rate_limited(0.2))
    question = await start(broken.ann, broken.general)
    assert "Question" in question.text


async def test_what_cannot_be_stored_comes_back_to_the_person(broken: House) -> None:
    question = await start(broken.ann, broken.general)
    form = (await broken.ann.click(question, "Answer")).modal
    with sqlite3.connect(broken.bot.folder / "bot.sqlite3") as database:
        database.execute("ALTER TABLE turns RENAME TO elsewhere")
    seen = await broken.ann.submit_modal(form, [OPENING])
    assert "here it is again" in seen.text
    assert seen.message.attachments[0].text == OPENING
    with sqlite3.connect(broken.bot.folder / "bot.sqlite3") as database:
        database.execute("ALTER TABLE elsewhere RENAME TO turns")
    await broken.ann.submit_modal(form, [OPENING])
    await broken.ann.wait_for("The vote on this answer", at=broken.thread)
