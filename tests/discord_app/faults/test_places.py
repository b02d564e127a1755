"""The place of an interview goes away in the middle of it: its message, its thread, its channel, the permission to write, the direct
messages. The answer that was on its way is taken, and the person is told where it goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.faults.conftest import stored
from tests.discord_app.story import OPENING, end, start, to_the_end
from tests.discord_server import Channel, Message, Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOST = "The place where the interview was held cannot be written to any more. Nothing is lost"
_numbers = iter(range(1000))


def mine() -> str:
    return OPENING.replace("clinics", f"garages of row {next(_numbers)}")


def archived(house: House, _thread: Channel) -> None:
    house.server.archive(house.thread)


def locked(house: House, _thread: Channel) -> None:
    house.server.archive(house.thread, locked=True)


def deleted(house: House, thread: Channel) -> None:
    house.server.delete_channel(thread)


def channel_deleted(house: House, _thread: Channel) -> None:
    house.server.add_channel(house.guild, "another")
    house.server.delete_channel(house.general)


def forbidden(house: House, _thread: Channel) -> None:
    house.server.permit(house.general, house.server.bot, deny=Permission.SEND_MESSAGES_IN_THREADS)


def hidden(house: House, _thread: Channel) -> None:
    house.server.permit(house.general, house.server.bot, deny=Permission.VIEW_CHANNEL)


GONE: dict[str, Callable[[House, Channel], None]] = {
    "thread locked": locked,
    "thread deleted": deleted,
    "channel deleted": channel_deleted,
    "writing forbidden": forbidden,
    "channel hidden from the bot": hidden,
}


@pytest.mark.parametrize("how", GONE)
async def test_a_form_sent_when_its_place_is_gone_goes_on_in_direct_messages(house: House, how: str) -> None:
    text = mine()
    question = await start(house.ann, house.general, mode="interview")
    form = (await house.ann.click(question, "Answer")).modal
    GONE[how](house, house.thread)
    seen = await house.ann.submit_modal(form, [text], forge=True)
    await house.ann.wait_for("Follow-up 1 of", at=house.ann.dm)
    await house.server.wait_until(lambda: LOST in "".join(message.text for message in seen.messages), 5, "the line that says so")
    await to_the_end(house.server, house.ann, house.ann.dm)
    assert stored(house.bot, text) == 1


async def test_an_answer_in_a_thread_that_the_interview_has_left_is_told_where_it_goes_on(house: House) -> None:
    """The bot was let in again afterwards, and what was written there was met with silence."""
    question = await start(house.ann, house.general, mode="interview")
    thread = house.thread
    forbidden(house, thread)
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [mine()])
    await house.ann.wait_for("Follow-up 1 of", at=house.ann.dm)
    house.server.permit(house.general, house.server.bot)
    await house.ann.say(thread, "And this is what I say to it.")
    await house.ann.wait_for("Your interview goes on in our direct messages.", at=thread)
    await house.ann.say(thread, "And this is what I say to it.", reply_to=question)
    told = await house.ann.wait_for("is kept as a draft", at=thread)
    await house.ann.click(told, "Go on")
    asked = await house.ann.wait_for(lambda message: "Answer" in message.buttons, at=house.ann.dm)
    assert (await house.ann.click(asked, "Answer")).modal.fields[0].value == "And this is what I say to it."


async def test_a_debrief_that_found_its_thread_deleted_is_said_to_be_one(house: House) -> None:
    """It was said that the interview is ready in direct messages, to be answered there."""
    question = await start(house.ann, house.general)
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [mine()])
    await house.ann.wait_for("The vote on this answer", at=house.thread)
    house.server.delete_channel(house.thread)
    seen = await end(house.ann, house.general)
    await house.ann.wait_for("Debrief ·", at=house.ann.dm)
    await house.server.wait_until(lambda: "The debrief is in our direct messages." in seen.text, 5, "where it is")
    assert "is ready" not in seen.text


async def test_a_form_sent_into_an_archived_thread_brings_it_back(house: House) -> None:
    text = mine()
    question = await start(house.ann, house.general, mode="interview")
    form = (await house.ann.click(question, "Answer")).modal
    thread = house.thread
    house.server.archive(thread)
    await house.ann.submit_modal(form, [text], forge=True)
    await house.ann.wait_for("Follow-up 1 of", at=thread)
    assert not thread.thread.archived  # type: ignore[union-attr]
    assert stored(house.bot, text) == 1
    await to_the_end(house.server, house.ann, thread)


async def test_direct_messages_that_close_in_the_middle(house: House) -> None:
    """Where the person can still be answered at all, they see it there."""
    text = mine()
    question = await start(house.ann, house.general, place="dm", mode="interview")
    form = (await house.ann.click(question, "Answer")).modal
    house.ann.user.dm_open = False
    seen = await house.ann.submit_modal(form, [text])
    await house.server.wait_until(lambda: any("Follow-up 1 of" in message.text for message in seen.messages), 5, "the next question")
    page = next(message for message in seen.messages if "Follow-up 1 of" in message.text)
    assert LOST in page.text
    assert page.ephemeral
    assert stored(house.bot, text) == 1
    # Where it goes on from now on is noted when it has been shown.
    await house.server.quiet()
    house.ann.user.dm_open = True
    await house.ann.slash("interview resume", at=house.general)
    await house.ann.submit_modal((await house.ann.click(page, "Answer")).modal, ["I did it alone."])
    assert "Noted" in page.text


async def test_a_message_that_somebody_deleted_under_a_click(house: House) -> None:
    """The question is deleted while its form is open, and an old copy of it is clicked: both are answered, and it goes on."""
    text = mine()
    question = await start(house.ann, house.general, mode="interview")
    form = (await house.ann.click(question, "Answer")).modal
    copy: Message = question.snapshot()
    delete(house, question)
    seen = await house.ann.submit_modal(form, [text], forge=True)
    assert seen.error is None
    await house.ann.wait_for("Follow-up 1 of", at=house.thread)
    assert stored(house.bot, text) == 1
    seen = await house.ann.click(copy, "Answer", forge=True)
    assert seen.ephemeral
    assert "Go on" in seen.message.buttons
    await to_the_end(house.server, house.ann, house.thread)


def delete(house: House, message: Message) -> None:
    """As a moderator does."""
    message.deleted = True
    house.server.events.message_deleted(message)


async def test_a_party_whose_permission_is_withdrawn_ends_and_another_can_begin_elsewhere(house: House) -> None:
    await house.ann.slash("quiz party", at=house.general, questions=5, window=10)
    lobby = await house.ann.wait_for(lambda message: "I am in" in message.buttons, at=house.general)
    house.server.permit(house.general, house.server.bot, deny=Permission.SEND_MESSAGES)
    await house.ann.click(lobby, "Start", wait="first")
    await house.server.quiet(0.5)
    other = house.server.add_channel(house.guild, "elsewhere")
    seen = await house.ann.slash("quiz party", at=house.general, questions=5, window=10)
    assert "Send Messages" in seen.text
    await house.ann.slash("quiz party", at=other, questions=5, window=10)
    await house.ann.wait_for(lambda message: "I am in" in message.buttons, at=other)
