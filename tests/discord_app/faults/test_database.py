"""The database cannot be written to, or read: whoever typed something has it back, is told what happened in their language, and finishes
when it is over."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discord_app.conftest import House
from tests.discord_app.eventually import eventually
from tests.discord_app.faults.conftest import stored, troubled
from tests.discord_app.faults.disks import NoSmallDisk, damaged, filled, held, no_longer_files, read_only, settled, small_disk
from tests.discord_app.story import OPENING, start, to_the_end
from tests.discord_server import Actor, DiscordServer, Message, Modal
from tests.discord_server.bot_process import BotFailed

pytestmark = pytest.mark.asyncio(loop_scope="session")

IN_LOG = r"\b[0-9a-f]{6}\b"


def database_of(house: House) -> Path:
    return house.bot.folder / "bot.sqlite3"


def told_with_an_id(text: str, house: House, words: str) -> None:
    """The person reads these words and an id, and the log has the id."""
    assert words in text, text
    found = re.findall(IN_LOG, text)
    assert found, text
    assert f"error {found[-1]}" in house.bot.logs


async def not_stored(house: House, person: Actor, form: Modal, question: Message, words: str, mine: str) -> None:
    """A form and a reply, neither of which can be written down: the text comes back, and nothing is half done."""
    seen = await person.submit_modal(form, [mine])
    told_with_an_id(seen.text, house, words)
    assert seen.message.attachments[0].text == mine
    assert seen.ephemeral
    await person.say(question.channel, mine, reply_to=question)
    told = await person.wait_for(words, at=question.channel)
    told_with_an_id(told.text, house, words)


async def finished(house: House, person: Actor, form: Modal, question: Message, mine: str) -> None:
    """What could not be stored is sent once more, and the interview ends as any other."""
    seen = await person.submit_modal(form, [mine])
    assert seen.error is None
    await person.wait_for("The vote on this answer", at=question.channel)
    await to_the_end(house.server, person, question.channel)
    assert stored(house.bot, mine) == 1


@pytest.mark.parametrize(
    ("locale", "button", "words"),
    [
        ("en-US", "Answer", "the bot may not write to its database"),
        ("es-ES", "Responder", "el bot no puede escribir en su base de datos"),
    ],
)
async def test_a_file_that_becomes_read_only(house: House, locale: str, button: str, words: str) -> None:
    ana = house.server.add_user("Ana", house.guild, locale=locale)
    mine = OPENING.replace("clinics", f"shops in {locale}")
    await ana.slash("interview start", at=house.general, principle="ownership")
    question = await ana.wait_for(lambda message: button in message.buttons, at=ana.threads()[-1])
    form = (await ana.click(question, button)).modal
    with read_only(database_of(house)):
        await not_stored(house, ana, form, question, words, mine)
    seen = await ana.submit_modal(form, [mine])
    assert seen.error is None
    await house.server.quiet()
    assert stored(house.bot, mine) == 1


async def test_every_way_to_begin_says_so_as_well(house: House) -> None:
    """What is not an answer is refused in the same words, and none of it leaves a party or a room half open."""
    with read_only(database_of(house)):
        asked = {"principle": "ownership", "question": "What did you " + "learn " * 20}
        for command, options in (("interview start", {}), ("quiz party", {}), ("quiz solo", {}), ("study open", asked)):
            seen = await house.ann.slash(command, at=house.general, options=options)
            told_with_an_id(seen.text, house, "the bot may not write to its database")
        # What was written into an option comes back too.
        assert "learn learn" in seen.message.attachments[0].text
    await house.server.quiet()
    assert "I am in" not in house.ann.sees(house.general)
    question = await start(house.ann, house.general)
    assert "Answer" in question.buttons


async def test_which_servers_the_bot_is_in_is_noted_once_the_database_takes_it(house: House) -> None:
    """Discord says so once, in the middle of it, and nobody asks again."""
    await start(house.ann, house.general)
    with closing(sqlite3.connect(database_of(house))) as database:

        def left() -> object:
            return database.execute("SELECT left_at FROM servers WHERE id = ?", (house.guild.id,)).fetchone()[0]

        with database:
            database.execute("UPDATE servers SET left_at = 1 WHERE id = ?", (house.guild.id,))
        before = len(house.bot.logs)
        with read_only(database_of(house)):
            await house.server.gateway.invalidate()
            await house.bot.wait_for_log("which servers the bot is in cannot be noted yet: The database file is read-only")
        await eventually(lambda: left() is None)
    assert "Ignoring exception" not in house.bot.logs[before:]


@pytest.mark.long
async def test_another_program_holds_the_database_for_a_while(house: House) -> None:
    """Longer than Discord waits: a form gives the text back at once and says later that it is saved; a click and a command are held; a
    message is simply answered later."""
    ann, ben, cleo = house.ann, house.server.add_user("Ben", house.guild), house.server.add_user("Cleo", house.guild)
    mine = OPENING.replace("clinics", "harbours")
    question = await start(ann, house.general, mode="interview")
    form = (await ann.click(question, "Answer")).modal
    other = await start(ben, house.general, mode="interview")
    with held(database_of(house)):
        submitted = await ann.submit_modal(form, [mine], wait="first")
        assert submitted.ephemeral
        assert "as soon as it is saved" in submitted.text
        assert submitted.message.attachments[0].text == mine
        clicked = await ben.click(other, "Another question", wait="first")
        assert clicked.error is None
        begun = await cleo.slash("interview start", at=house.general, principle="ownership", wait="first")
        assert begun.error is None
        assert stored(house.bot, mine) == 0
    question = await ann.wait_for("Follow-up 1 of", at=question.channel)
    await house.server.wait_until(lambda: "It is saved now" in submitted.message.text, 5, "the line to change")
    assert submitted.message.attachments == []
    assert stored(house.bot, mine) == 1
    assert "Your answer" in ann.sees(question.channel)
    await cleo.wait_for(lambda message: "Answer" in message.buttons, at=cleo.threads()[-1])
    await to_the_end(house.server, ann, question.channel)


@pytest.mark.long
async def test_another_program_holds_the_database_for_longer_than_anybody_waits(house: House) -> None:
    mine = OPENING.replace("clinics", "lighthouses")
    question = await start(house.ann, house.general)
    form = (await house.ann.click(question, "Answer")).modal
    with held(database_of(house)):
        seen = await house.ann.submit_modal(form, [mine], wait="first", timeout=30)
        await house.server.wait_until(lambda: "database is busy" in seen.message.text, 20, "the end of the wait")
        told_with_an_id(seen.message.text, house, "try again in a minute")
        assert seen.message.attachments[0].text == mine
    await finished(house, house.ann, form, question, mine)


@pytest_asyncio.fixture(loop_scope="session")
async def own(tmp_path: Path) -> AsyncIterator[House]:
    """A bot whose database may be ruined."""
    async with DiscordServer() as server:
        hall = server.add_guild("Study hall", channels=["general"])
        async with troubled(server, tmp_path / "bot") as bot:
            await bot.synced()
            yield House(server, bot, hall, server.add_user("Ann", hall))
            await server.quiet()
            server.assert_clean()


async def test_a_file_that_may_not_grow(house: House) -> None:
    mine = OPENING.replace("clinics", "silos")
    question = await start(house.ann, house.general)
    form = (await house.ann.click(question, "Answer")).modal
    settled(database_of(house))
    with no_longer_files(house.bot.pid, 4096):
        seen = await house.ann.submit_modal(form, [mine])
        assert "cannot use its database" in seen.text
        assert seen.message.attachments[0].text == mine
    await finished(house, house.ann, form, question, mine)


@pytest.mark.long
async def test_a_damaged_file_in_the_middle(own: House) -> None:
    """Nothing can be saved until whoever runs the bot puts the last good copy back; then it goes on where that copy stands."""
    question = await start(own.ann, own.general)
    form = (await own.ann.click(question, "Answer")).modal
    with damaged(database_of(own), own.bot.folder / "backup"):
        seen = await own.ann.submit_modal(form, [OPENING])
        told_with_an_id(seen.text, own, "has to be repaired")
        assert seen.message.attachments[0].text == OPENING
        seen = await own.ann.slash("interview status", at=own.general)
        told_with_an_id(seen.text, own, "has to be repaired")
        own.bot.kill()
        await own.bot.gone()
        with pytest.raises(BotFailed, match="restore the last backup"):
            await own.bot.start()
    await own.bot.start()
    await finished(own, own.ann, form, question, OPENING)


async def test_a_full_disk(tmp_path: Path) -> None:
    try:
        with small_disk(tmp_path / "disk", 4) as disk:
            await full(disk, tmp_path)
    except NoSmallDisk as reason:
        pytest.skip(f"this machine mounts no small disk: {reason}")


async def full(disk: Path, folder: Path) -> None:
    async with DiscordServer() as server:
        hall = server.add_guild("Study hall", channels=["general"])
        async with troubled(server, folder / "bot", database=str(disk / "bot.sqlite3")) as bot:
            (folder / "bot/bot.sqlite3").symlink_to(disk / "bot.sqlite3")
            await bot.synced()
            house = House(server, bot, hall, server.add_user("Ann", hall))
            question = await start(house.ann, house.general)
            form = (await house.ann.click(question, "Answer")).modal
            settled(disk / "bot.sqlite3")
            with filled(disk):
                await not_stored(house, house.ann, form, question, "the bot's disk is full", OPENING)
                # What is only read goes on.
                seen = await house.ann.slash("interview status", at=house.general)
                assert "Standing open" in seen.text
            await finished(house, house.ann, form, question, OPENING)
            await server.quiet()
            server.assert_clean()
