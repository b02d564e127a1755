"""kill -9 between any two steps and in the midst of one: nothing that was acknowledged is lost, nothing is taken twice, and old buttons
and open forms still work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discord_app.conftest import House, bot_on
from tests.discord_app.story import OPENING, REPLY, STAGES, start, to_the_end
from tests.discord_server import BotProcess, DiscordServer, Fault, RequestRecord

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def own(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """A bot that these tests may kill, on a Discord of its own."""
    async with DiscordServer() as server, bot_on(server, Path(tmp_path_factory.mktemp("killed"))) as bot:
        await bot.synced()
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def house(own: BotProcess) -> AsyncIterator[House]:
    guild = own.server.add_guild("Study hall", channels=["general"])
    yield House(own.server, own, guild, own.server.add_user("Ann", guild))
    await own.server.quiet()
    own.server.assert_clean()
    assert own.server.pings == []


async def test_between_any_two_steps(house: House) -> None:
    """One interview through six processes, by every way to answer, and what was opened in one of them is used in the next."""
    server, bot, ann = house.server, house.bot, house.ann
    question = await start(ann, house.general)
    await bot.restart()
    form = (await ann.click(question, "Answer")).modal
    await bot.restart()
    seen = await ann.submit_modal(form, [OPENING])
    assert seen.error is None
    feedback = await ann.wait_for("The vote on this answer", at=house.thread)
    await bot.restart()
    await ann.click(feedback, "Go on")
    question = await ann.wait_for("Follow-up 1 of", at=house.thread)
    await bot.restart()
    await ann.say(house.thread, REPLY, reply_to=question)
    feedback = await ann.wait_for("This reply leans", at=house.thread)
    await bot.restart()
    end = await to_the_end(server, ann, house.thread)
    await bot.restart()
    await ann.click(end, next(label for label in end.buttons if label.startswith("Read on")))
    assert "Part 2 of" in end.text
    assert len(server.commands()) >= 7
    assert sum(record.method == "PUT" and record.path.endswith("/commands") for record in server.requests) == 1


async def test_an_answer_stage_by_stage_outlives_its_process(house: House) -> None:
    question = await start(house.ann, house.general)
    card = await house.ann.submit_modal((await house.ann.click(question, "Answer stage by stage")).modal, [STAGES["Situation"]])
    form = (await house.ann.click(card, "Action")).modal
    await house.bot.restart()
    card = await house.ann.submit_modal(form, [STAGES["Action"]])
    assert "Situation**: 1" in card.text
    await house.ann.click(card, "Send what there is")
    await house.ann.wait_for("The vote on this answer", at=house.thread)


async def test_a_judgement_is_made_anew_after_a_restart(house: House) -> None:
    message = await house.ann.say(house.general, OPENING)
    seen = await house.ann.message_command("Judge this answer", message)
    await house.bot.restart()
    seen = await house.ann.select(seen, next(id for id in seen.message.custom_ids if "judgep" in id), "Dive Deep")
    assert "Dive Deep" in seen.text


POINTS = [
    ("POST /interactions/{interaction_id}/{interaction_token}/callback", "before"),
    ("POST /interactions/{interaction_id}/{interaction_token}/callback", "after"),
    ("POST /channels/{channel_id}/messages", "before"),
    ("POST /channels/{channel_id}/messages", "after"),
]


@pytest.mark.parametrize(("route", "phase"), [POINTS[0], *(pytest.param(*point, marks=pytest.mark.long) for point in POINTS[1:])])
async def test_in_the_midst_of_a_submitted_form(house: House, route: str, phase: str) -> None:
    server, bot, ann = house.server, house.bot, house.ann
    question = await start(ann, house.general)
    form = (await ann.click(question, "Answer")).modal
    kill_at(house, route, phase)
    await ann.submit_modal(form, [OPENING], wait="no")
    await server.wait_until(lambda: not bot.running, 10, "the bot to be killed")
    await bot.restart()
    # A form that was not acknowledged is still open: the person sends it once more.
    again = await ann.submit_modal(form, [OPENING])
    assert again.error is None
    await ann.wait_for("The vote on this answer", at=house.thread)
    await server.quiet()
    shared = [message for message in ann.visible(house.thread) if "The vote on this answer" in message.text and not message.ephemeral]
    assert len(shared) == 1
    assert OPENING[:40] in ann.sees(house.thread)
    await to_the_end(server, ann, house.thread)


@pytest.mark.parametrize("phase", [pytest.param("before", marks=pytest.mark.long), "after"])
async def test_in_the_midst_of_an_answer_by_message(house: House, phase: str) -> None:
    """The message is not delivered again: what was stored is shown after the restart, by itself."""
    server, bot, ann = house.server, house.bot, house.ann
    question = await start(ann, house.general, mode="interview")
    kill_at(house, "POST /channels/{channel_id}/messages", phase)
    await ann.say(house.thread, OPENING, reply_to=question)
    await server.wait_until(lambda: not bot.running, 10, "the bot to be killed")
    await bot.restart()
    question = await ann.wait_for("Follow-up 1 of", at=house.thread)
    await server.quiet()
    assert ("I was restarted" in question.text) == (phase == "before")
    assert sum("Follow-up 1 of" in message.text for message in ann.visible(house.thread)) == 1
    await to_the_end(server, ann, house.thread, by="reply")


def kill_at(house: House, route: str, phase: str) -> None:
    """kill -9 at the next request of that route: before Discord did anything of it, or after."""
    if phase == "before":
        house.server.faults.add(route, Fault.reset())

    def look(record: RequestRecord) -> None:
        if record.name == route and record.phase == phase and house.bot.running:
            off()
            house.bot.kill()

    off = house.server.on_request(look)
