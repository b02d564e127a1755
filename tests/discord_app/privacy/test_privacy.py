"""A copy of everything, and then nothing of it left: in the database, in its file, in Discord."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from bot.cli import main
from bot.discord_app.privacy.clearing import AT_ONCE
from tests.discord_app.conftest import House
from tests.discord_app.eventually import eventually
from tests.discord_app.story import OPENING, start, to_the_end
from tests.discord_server import Actor, Fault, Message, permissions
from tests.discord_server.permissions import Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")

# A phrase that only these tests say: no other member of the shared database must hold it.
PHRASE = "zanzibar-lighthouse ledger"


def files_of(bot_folder: Path) -> list[Path]:
    """Everything that the bot has written: its database with what stands beside it, and whatever else there might be."""
    return sorted(path for path in bot_folder.rglob("*") if path.is_file())


def holds(bot_folder: Path, words: str) -> list[str]:
    return [path.name for path in files_of(bot_folder) if words.encode() in path.read_bytes()]


def due_left(bot_folder: Path) -> int:
    with sqlite3.connect(f"file:{bot_folder / 'bot.sqlite3'}?mode=ro", uri=True) as connection:
        return int(
            connection.execute(
                "SELECT count(*) FROM due WHERE kind IN ('clear messages', 'scrub', 'reshow party', 'reshow room')"
            ).fetchone()[0]
        )


async def told(house: House, actor: Actor, **options: str) -> None:
    """An interview of one answer that holds the phrase."""
    message = await start(actor, house.general, **options)
    await actor.submit_modal((await actor.click(message, "Answer")).modal, [f"{OPENING} I called it the {PHRASE}."])


async def test_an_export_holds_what_was_said_and_only_one_s_own(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    await told(house, house.ann)
    await told(house, ben)
    seen = await house.ann.slash("privacy export", at=house.general)
    assert seen.ephemeral
    archive = zipfile.ZipFile(io.BytesIO(seen.message.attachments[0].data))
    names = archive.namelist()
    assert names[0] == "README.txt"
    assert any(name.startswith("reports/") and name.endswith(".html") for name in names)
    members = json.loads(archive.read("data/members.json"))
    assert [row["external_id"] for row in members] == [str(house.ann.id)]
    turns = json.loads(archive.read("data/turns.json"))
    assert PHRASE in turns[0]["answer"]
    (told_of,) = (line for line in archive.read("README.txt").decode().splitlines() if line.startswith("data/"))
    there = {name.removeprefix("data/").removesuffix(".json") for name in names if name.startswith("data/")}
    assert set(told_of.partition("JSON: ")[2].split(", ")) == there, "no file is promised that is not there"
    for name in names:
        assert str(ben.id) not in archive.read(name).decode()
    for actor in (house.ann, ben):
        asked = await actor.slash("privacy forget", at=house.general)
        await actor.click(asked, "Forget it for good")


async def test_a_copy_that_is_being_made_is_not_made_twice(house: House) -> None:
    """Whoever asks again and again fills no memory; somebody else gets theirs meanwhile."""
    ben = house.server.add_user("Ben", house.guild)
    for actor in (house.ann, ben):
        await start(actor, house.general)
    house.server.faults.add("POST /interactions/*", Fault.delay(0.5), times=1)
    first = asyncio.create_task(house.ann.slash("privacy export", at=house.general))
    await eventually(lambda: not house.server.faults.pending)
    again, bens = await asyncio.gather(*(actor.slash("privacy export", at=house.general) for actor in (house.ann, ben)))
    assert "Your copy is being made already" in again.text
    assert not again.message.attachments
    for seen in (await first, bens, await house.ann.slash("privacy export", at=house.general)):
        assert zipfile.ZipFile(io.BytesIO(seen.message.attachments[0].data)).namelist()[0] == "README.txt"


async def test_the_number_of_the_server_stands_in_nothing_that_outlives_it(house: House) -> None:
    """A server that removed the bot is deleted, and what was held in it stays its members' without the server's number."""
    await start(house.ann, house.general)
    with sqlite3.connect(f"file:{house.bot.folder / 'bot.sqlite3'}?mode=ro", uri=True) as connection:
        (place,) = connection.execute("SELECT place FROM sessions WHERE server_id = ?", (house.guild.id,)).fetchone()
    assert json.loads(place)["channel"] == house.thread.id
    assert str(house.guild.id) not in place
    await house.ann.click(await house.ann.slash("privacy forget", at=house.general), "Forget it for good")


async def test_who_has_said_nothing_is_told_so(house: House) -> None:
    cal = house.server.add_user("Cal", house.guild)
    for command in ("privacy export", "privacy forget"):
        assert "Nothing is stored of you" in (await cal.slash(command, at=house.general)).text


async def test_who_has_only_asked_to_be_named_is_told_everything_once(house: House) -> None:
    await house.ann.click(await house.ann.slash("leaderboard", at=house.general), "Name me here")
    seen = await house.ann.slash("privacy export", at=house.general)
    assert "There is no interview of your own among it" in seen.text
    assert "peer panels" not in seen.text
    question = await house.ann.slash("privacy forget", at=house.general)
    assert question.text.count("stored of you here") == 1
    assert "your place on leaderboards" in question.text
    assert "Nothing of you is stored" in (await house.ann.click(question, "Forget it for good")).text


async def test_forgetting_takes_two_steps_and_leaves_nothing(house: House) -> None:
    folder = house.bot.folder
    await told(house, house.ann)
    thread = house.thread
    await house.ann.slash("interview start", at=house.general, options={"principle": "ownership", "place": "dm"})
    assert any(message.author is house.server.bot for message in house.ann.visible(house.ann.dm))

    asked = await house.ann.slash("privacy forget", at=house.general)
    assert "2 interviews" in asked.text
    assert "steps of them" not in asked.text
    assert "other entries" not in asked.text
    assert "Others lose it too" not in asked.text
    kept = await house.ann.click(asked, "Keep it")
    assert "Nothing was deleted" in kept.text
    assert "Ownership" in (await house.ann.slash("history", at=house.general)).text

    asked = await house.ann.slash("privacy forget", at=house.general)
    pressed = next(id for id in asked.message.custom_ids if ":yes." in id)
    done = await house.ann.click(asked, "Forget it for good")
    assert "Nothing of you is stored here any more" in done.text
    await eventually(lambda: due_left(folder) == 0)

    assert holds(folder, PHRASE) == []
    assert holds(folder, str(house.ann.id)) == []
    assert [message.text for message in house.ann.visible(thread) if message.author is house.server.bot and PHRASE in message.text] == []
    assert [message for message in house.ann.visible(house.ann.dm) if message.author is house.server.bot and not message.ephemeral] == []
    assert "no session yet" in (await house.ann.slash("history", at=house.general)).text
    again = await house.ann.click(asked, pressed, forge=True)
    assert "Nothing is stored of you" in again.text


async def test_in_direct_messages_nothing_of_the_bot_s_is_left_however_much_was_said_there(house: House) -> None:
    ann, world = house.ann, house.server.world
    await start(ann, house.general, place="dm")
    await house.server.quiet()
    for number in range(AT_ONCE + 1):
        world.add_message(Message(world.ids.next(), ann.dm, house.server.bot, world.now(), content=f"{number}"))
    for number in range(AT_ONCE + 1):
        world.add_message(Message(world.ids.next(), ann.dm, ann.user, world.now(), content=f"{number}"))
    await ann.click(await ann.slash("privacy forget", at=house.general), "Forget it for good")
    await eventually(lambda: due_left(house.bot.folder) == 0, timeout=60)
    left = [message.author for message in ann.visible(ann.dm) if not message.ephemeral]
    assert left == [ann.user] * (AT_ONCE + 1), "what Ann wrote herself stays, and nothing else"


async def test_letters_go_too_where_whoever_runs_the_bot_forgets_a_member(house: House) -> None:
    """A study room's judgement stands in direct messages, with the answer in it, and no interview was ever held there."""
    ann, world = house.ann, house.server.world
    await told(house, ann)
    letter = Message(world.ids.next(), ann.dm, house.server.bot, world.now(), content=f"Your answer: {PHRASE}")
    world.add_message(letter)
    forgets = ["privacy", "--config", str(house.bot.config_path), "--member", str(ann.id), "forget", "--yes"]
    assert await asyncio.to_thread(main, forgets) == 0
    # Something else that is due makes the bot look.
    ben = house.server.add_user("Ben", house.guild)
    await told(house, ben)
    await ben.click(await ben.slash("privacy forget", at=house.general), "Forget it for good")
    await eventually(lambda: due_left(house.bot.folder) == 0)
    assert letter.id not in ann.dm.messages
    assert holds(house.bot.folder, str(ann.id)) == []


async def test_one_session_is_forgotten_and_the_other_stays(house: House) -> None:
    message = await start(house.ann, house.general)
    await house.ann.submit_modal((await house.ann.click(message, "Answer")).modal, [OPENING])
    await to_the_end(house.server, house.ann, house.thread)
    await told(house, house.ann, principle="dive_deep")
    offered = await house.ann.autocomplete("privacy forget", "session", "dive", at=house.general)
    assert len(offered) == 1
    asked = await house.ann.slash("privacy forget", at=house.general, session=offered[0].value)
    assert "Dive Deep" in asked.text
    unclear = await house.ann.slash("privacy forget", at=house.general, session="practice")
    assert "Nothing was deleted" in unclear.text
    assert "Choose one from the list" in unclear.text
    assert "Dive Deep" in (await house.ann.slash("privacy forget", at=house.general, session="dive deep")).text
    done = await house.ann.click(asked, "Forget it for good")
    assert "That session is forgotten" in done.text
    await eventually(lambda: due_left(house.bot.folder) == 0)
    assert holds(house.bot.folder, PHRASE) == []
    listed = (await house.ann.slash("history", at=house.general)).text
    assert "Ownership" in listed
    assert "Dive Deep" not in listed


async def test_nobody_forgets_for_somebody_else(house: House) -> None:
    await told(house, house.ann)
    eve = house.server.add_user("Eve", house.guild)
    mine = (await house.ann.autocomplete("privacy forget", "session", "", at=house.general))[0].value
    assert "somebody else's" in (await eve.slash("privacy forget", at=house.general, session=mine)).text
    asked = await house.ann.slash("privacy forget", at=house.general, session=mine)
    stolen = await eve.click(asked, "Forget it for good", forge=True)
    assert "somebody else's" in stolen.text
    assert "Ownership" in (await house.ann.slash("history", at=house.general)).text
    await house.ann.click(await house.ann.slash("privacy forget", at=house.general), "Forget it for good")


async def test_a_question_that_was_open_too_long_deletes_nothing(house: House) -> None:
    await told(house, house.ann)
    stale = await house.ann.slash("privacy forget", at=house.general)
    id = next(id for id in stale.message.custom_ids if ":yes." in id)
    old = f"{id.rpartition('.')[0]}.1000000000"
    assert "open too long" in (await house.ann.click(stale, old, forge=True)).text
    assert "Ownership" in (await house.ann.slash("history", at=house.general)).text
    await house.ann.click(await house.ann.slash("privacy forget", at=house.general), "Forget it for good")


async def test_an_interview_that_moved_is_forgotten_in_each_of_its_places(house: House) -> None:
    ann, bot = house.ann, house.server.bot
    await told(house, ann)
    thread = house.thread
    house.server.permit(house.general, bot, deny=Permission.SEND_MESSAGES_IN_THREADS)
    await ann.slash("interview resume", at=house.general)
    await ann.say(ann.dm, "hint")
    await house.server.quiet()
    for place in (thread, ann.dm):
        assert any(message.author is bot for message in ann.visible(place))
    session = (await ann.autocomplete("privacy forget", "session", "", at=house.general))[0].value
    await ann.click(await ann.slash("privacy forget", at=house.general, session=session), "Forget it for good")
    await eventually(lambda: due_left(house.bot.folder) == 0)
    for place in (thread, ann.dm):
        assert not [message for message in ann.visible(place) if message.author is bot and message.text and not message.ephemeral]


async def test_an_archived_thread_is_cleared_too(house: House) -> None:
    await told(house, house.ann)
    thread = house.thread
    house.server.archive(thread)
    await house.ann.click(await house.ann.slash("privacy forget", at=house.general), "Forget it for good")
    await eventually(lambda: due_left(house.bot.folder) == 0)
    assert [message for message in thread.messages.values() if message.author is house.server.bot and PHRASE in message.text] == []


async def test_where_the_bot_may_manage_threads_the_thread_goes_as_a_whole(house: House) -> None:
    house.server.set_role_permissions(house.server.bot_role(house.guild), Permission.MANAGE_THREADS | permissions.BOT)
    await told(house, house.ann)
    await house.ann.click(await house.ann.slash("privacy forget", at=house.general), "Forget it for good")
    await eventually(lambda: due_left(house.bot.folder) == 0)
    assert house.ann.threads() == []
