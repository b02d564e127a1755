"""What the bot posted for everyone goes too, as far as it is somebody's own: their answers in rooms, their name on boards. Nothing else
does."""

from __future__ import annotations

import json
import sqlite3

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.eventually import eventually
from tests.discord_app.privacy.test_privacy import PHRASE, due_left, holds
from tests.discord_app.quiz.playing import answer_all, first_question, lead, open_party, revealed, right_letter, wrong_letter
from tests.discord_app.story import OPENING
from tests.discord_app.study.test_rooms import answers, go_on, opened
from tests.discord_server import Actor, Message, permissions
from tests.discord_server.permissions import Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")


def vacuumed(house: House) -> None:
    """What an administrator might do, and must not have to: it brings to light whatever a page still holds."""
    with sqlite3.connect(house.bot.folder / "bot.sqlite3", timeout=20) as connection:
        connection.execute("VACUUM")


async def forgets(house: House, actor: Actor) -> None:
    await actor.click(await actor.slash("privacy forget", at=house.general), "Forget it for good")
    await eventually(lambda: due_left(house.bot.folder) == 0)
    await house.server.quiet()


def public(house: House) -> list[str]:
    """What everyone sees of the bot in the channel."""
    return [message.text for message in house.ann.visible(house.general) if message.author is house.server.bot and not message.ephemeral]


def names(message: Message, actor: Actor) -> bool:
    """Whether the message refers to that person, under whichever name they go."""
    return str(actor.id) in f"{message.content} {json.dumps(message.components)}"


async def test_an_answer_that_a_room_has_shown_and_the_host_s_name_go(house: House) -> None:
    ben, cleo = (house.server.add_user(name, house.guild) for name in ("Ben", "Cleo"))
    mine = f"{OPENING} We called it the {PHRASE}."
    card = await opened(house)
    assert names(card, house.ann)
    for actor, text in ((house.ann, mine), (ben, OPENING), (cleo, "We had a problem, and in the end we were happy with how it went.")):
        await answers(actor, card, text)
    shown = await go_on(house, card, "Reveal the answers", "Answer 1 of 3")
    for number in (1, 2, 3):
        judged = await go_on(house, shown, "Show the judge's vote", f"Answer {number} of 3 · the judge")
        if number < 3:
            shown = await go_on(house, judged, "Next answer", f"Answer {number + 1} of 3")
    await go_on(house, judged, "The tally", "the tally")
    await house.ann.wait_for("for you alone", at=house.ann.dm)
    assert any(PHRASE in text for text in public(house))
    others = [text for text in public(house) if "Answer" in text and PHRASE not in text]

    await forgets(house, house.ann)
    assert [text for text in public(house) if PHRASE in text] == []
    assert not names(card, house.ann)
    assert [text for text in public(house) if "the tally" in text]
    assert len([text for text in public(house) if text in others]) >= len(others) - 1, "what others wrote stays"
    assert [each for each in house.ann.visible(house.ann.dm) if each.author is house.server.bot] == [], "the letter goes too"
    for words in (PHRASE, str(house.ann.id)):
        assert holds(house.bot.folder, words) == []
    vacuumed(house)
    for words in (PHRASE, str(house.ann.id)):
        assert holds(house.bot.folder, words) == []


async def test_a_room_with_a_question_of_one_s_own_goes_and_the_channel_stays(house: House) -> None:
    house.server.set_role_permissions(house.server.bot_role(house.guild), permissions.BOT | Permission.MANAGE_CHANNELS)
    before = await open_party(house)
    await lead(house.ann, before, "Stop")
    ben = house.server.add_user("Ben", house.guild)
    await house.ann.slash("study open", at=house.general, options={"principle": "ownership", "question": f"What was the {PHRASE} about?"})
    card = await house.ann.wait_for(lambda message: "Answer in private" in message.buttons, at=house.general)
    await answers(ben, card, OPENING)
    assert any(PHRASE in text for text in public(house))
    await forgets(house, house.ann)
    assert house.general in house.guild.channels.values()
    assert [text for text in public(house) if PHRASE in text] == []
    assert any("called off" in text for text in public(house)), "the bot's other messages there are nobody's own"


async def test_a_lobby_whose_host_was_forgotten_names_nobody(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    lobby = await open_party(house)
    await ben.click(lobby, "I am in")
    await forgets(house, house.ann)
    assert "A party of 5 questions on all principles." in lobby.text, lobby.text
    assert "<@" not in lobby.content + json.dumps(lobby.components)
    assert "@" not in lobby.text


async def test_no_scoreboard_names_who_was_forgotten(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    lobby = await open_party(house)
    await ben.click(lobby, "I am in")
    message = await first_question(house, lobby)
    await answer_all(message, [house.ann], right_letter(message))
    await answer_all(message, [ben], wrong_letter(message))
    await lead(house.ann, message, "Everybody has answered")
    await revealed(house, message)
    story = await house.ann.wait_for(lambda found: "Next: question 2 of" in found.text, at=house.general)
    await lead(house.ann, story, "Stop")
    board = await house.ann.wait_for(lambda found: "My result" in found.buttons, at=house.general)
    assert names(board, house.ann)
    assert names(message, house.ann)
    await forgets(house, house.ann)
    await eventually(lambda: not names(board, house.ann))
    assert not names(message, house.ann)
    assert "· the answer" in message.text
    assert "My result" in board.buttons
