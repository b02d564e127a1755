"""kill -9 between any two steps and in the midst of one: nothing that was acknowledged is lost, nothing is taken twice, and old buttons
and open forms still work."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING, REPLY, STAGES, start, to_the_end
from tests.discord_server import Killer, Point

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_between_any_two_steps(house: House) -> None:
    """One interview through five processes, by every way to answer, and what was opened in one of them is used in the next."""
    server, bot, ann = house.server, house.bot, house.ann
    question = await start(ann, house.general)
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
    await ann.wait_for("This reply leans", at=house.thread)
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


CALLBACK, MESSAGE = "POST /interactions/*", "POST /channels/{channel_id}/messages"
POINTS = [
    Point("request", "before", route=CALLBACK),
    Point("commit", "after"),
    *(
        pytest.param(point, marks=pytest.mark.long)
        for point in (
            Point("request", "after", route=CALLBACK),
            Point("request", "before", route=MESSAGE),
            Point("request", "after", route=MESSAGE),
            # What was typed is one commit, what followed from it the next, and where that was posted the third.
            Point("commit", "before"),
            *(Point("commit", phase, number) for phase in ("before", "after") for number in (2, 3)),
        )
    ),
]


@pytest.mark.parametrize("point", POINTS, ids=str)
async def test_in_the_midst_of_a_submitted_form(house: House, killer: Killer, point: Point) -> None:
    server, bot, ann = house.server, house.bot, house.ann
    question = await start(ann, house.general)
    form = (await ann.click(question, "Answer")).modal
    killer.set(point)
    await ann.submit_modal(form, [OPENING], wait="no")
    await killer.died()
    await bot.start()
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
async def test_in_the_midst_of_an_answer_by_message(house: House, killer: Killer, phase: Literal["before", "after"]) -> None:
    """The message is not delivered again: what was stored is shown after the restart, by itself."""
    server, bot, ann = house.server, house.bot, house.ann
    question = await start(ann, house.general, mode="interview")
    killer.set(Point("request", phase, route=MESSAGE))
    await ann.say(house.thread, OPENING, reply_to=question)
    await killer.died()
    await bot.start()
    question = await ann.wait_for("Follow-up 1 of", at=house.thread)
    await server.quiet()
    assert ("I was restarted" in question.text) == (phase == "before")
    assert sum("Follow-up 1 of" in message.text for message in ann.visible(house.thread)) == 1
    await to_the_end(server, ann, house.thread, by="reply")


@pytest.mark.parametrize("phase", [pytest.param("before", marks=pytest.mark.long), "after"])
async def test_in_the_midst_of_a_start(house: House, killer: Killer, phase: Literal["before", "after"]) -> None:
    """The thread is there, and the question in it or not: what is written under it is taken, though nobody was told of the thread."""
    ann = house.ann
    killer.set(Point("request", phase, route=MESSAGE, body="Question"))
    await ann.slash("interview start", at=house.general, options={"principle": "ownership", "mode": "interview"}, wait="no")
    await killer.died()
    await house.bot.start()
    question = await ann.wait_for(lambda message: "Answer" in message.buttons, at=house.thread, timeout=15)
    await house.server.quiet()
    assert sum("Answer" in message.buttons for message in ann.visible(house.thread)) == 1
    await ann.say(house.thread, OPENING, reply_to=question)
    await ann.wait_for("Follow-up 1 of", at=house.thread)
    await to_the_end(house.server, ann, house.thread, by="reply")
