"""An interview that nobody came back to: closed politely where it was held, and taken up again with a click."""

from __future__ import annotations

import sqlite3
import time

import aiosqlite
import pytest

from tests.discord_app.conftest import House
from tests.discord_app.eventually import eventually
from tests.discord_app.quiz.playing import looks_again
from tests.discord_app.story import OPENING, REPLY, live, start
from tests.discord_server import Actor, Channel

pytestmark = pytest.mark.asyncio(loop_scope="session")

WEEKS = 14 * 86_400


async def weeks_pass(house: House) -> None:
    """Every interview was touched two weeks ago, and the bot looks."""
    async with aiosqlite.connect(house.bot.folder / "bot.sqlite3", timeout=10) as connection:
        await connection.execute("UPDATE sessions SET updated_at = ? WHERE status = 'open'", (int(time.time()) - WEEKS,))
        await connection.execute("UPDATE due SET due_at = ? WHERE kind = 'sweep'", (int(time.time()),))
        await connection.commit()
    await looks_again(house)


def waiting(house: House) -> int:
    """Interviews that are open, and words about closed ones that are still to be said."""
    query = "SELECT (SELECT count(*) FROM due WHERE kind = 'left idle') + (SELECT count(*) FROM sessions WHERE status = 'open')"
    with sqlite3.connect(f"file:{house.bot.folder / 'bot.sqlite3'}?mode=ro", uri=True) as connection:
        return int(connection.execute(query).fetchone()[0])


async def told(actor: Actor, place: Channel) -> str:
    message = await actor.wait_for(lambda found: "The last word here was" in found.text, at=place)
    assert message.buttons == ["Go on with it"]
    return message.text


async def test_it_is_told_in_its_thread_and_goes_on_where_it_stood(house: House) -> None:
    message = await start(house.ann, house.general)
    await house.ann.submit_modal((await house.ann.click(message, "Answer")).modal, [OPENING])
    await house.server.quiet()
    await house.ann.click(live(house.ann, house.thread), "Go on")
    await house.server.quiet()
    await weeks_pass(house)
    text = await told(house.ann, house.thread)
    assert "without a vote" not in text, "the answer has its vote, which /progress counts"
    assert "Nothing is lost" in text
    seen = await house.ann.slash("interview status", at=house.general)
    assert "No interview of yours is open. The last one that you left, **Ownership · SDE 2 · practice**, was closed" in seen.text

    # Whoever answers all the same is told so, and what they wrote opens the box.
    asked = next(found for found in reversed(house.ann.visible(house.thread)) if "Answer" in found.buttons)
    await house.ann.say(house.thread, REPLY, reply_to=asked)
    late = await house.ann.wait_for("What you wrote is kept", at=house.thread)
    await house.ann.click(late, "Go on with it")
    await house.server.quiet()
    form = (await house.ann.click(live(house.ann, house.thread), "Answer")).modal
    assert REPLY in form.text


async def test_an_old_button_leads_on_where_the_interview_stood(house: House) -> None:
    """It said that the interview was over, and that /history has it: which lists none without an answer."""
    message = await start(house.ann, house.general)
    form = (await house.ann.click(message, "Answer")).modal
    await house.ann.submit_modal((await house.ann.click(message, "Answer stage by stage")).modal, ["Our nightly export failed each week."])
    await weeks_pass(house)
    assert "/history" not in await told(house.ann, house.thread)
    for button in ("Answer", "Hint", "End"):
        seen = await house.ann.click(message, button)
        assert "can go on where it stood" in seen.text
        assert seen.message.buttons == ["Go on with it"]
    seen = await house.ann.submit_modal(form, [OPENING])
    assert seen.message.attachments[0].text == OPENING
    await house.ann.click(seen, "Go on with it")
    await house.server.quiet()
    assert OPENING in (await house.ann.click(live(house.ann, house.thread), "Answer")).modal.text


async def test_it_is_told_in_direct_messages_and_in_the_person_s_language(house: House) -> None:
    ines = house.server.add_user("Inés", house.guild, locale="es-ES")
    await ines.slash("interview start", at=house.general, options={"principle": "ownership", "place": "dm"})
    await house.server.quiet()
    await weeks_pass(house)
    message = await ines.wait_for("Lo último que se dijo aquí fue", at=ines.dm)
    assert message.buttons == ["Seguir con ella"]


async def test_where_nobody_can_be_told_nothing_fails(house: House) -> None:
    await start(house.ann, house.general)
    thread = house.thread
    house.server.delete_channel(thread)
    hidden = await house.ann.slash("interview start", at=house.general, options={"principle": "ownership", "place": "here"})
    assert hidden.ephemeral
    await weeks_pass(house)

    await eventually(lambda: waiting(house) == 0)
    # Nobody has told her that it was closed: the command does, and goes on with it.
    seen = await house.ann.slash("interview resume", at=house.general)
    assert "was closed before its end" in seen.text
    seen = await house.ann.click(seen, "Go on with it")
    await house.server.quiet()
    assert "Answer" in hidden.message.buttons + seen.message.buttons, seen.text
