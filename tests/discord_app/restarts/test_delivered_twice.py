"""What the gateway delivers twice, or in another order, is taken once."""

from __future__ import annotations

import pytest

from bot.discord_app.once import Once
from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING, start

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_comes_twice_at_the_same_moment_is_answered_once(house: House) -> None:
    """Every event twice: a command, clicks, a form, a message. Nothing is refused by Discord, and nothing stands there twice."""
    gateway, ann = house.server.gateway, house.ann
    gateway.duplicate_next(500)
    question = await start(ann, house.general)
    assert len(ann.threads()) == 1
    await ann.submit_modal((await ann.click(question, "Answer")).modal, [OPENING])
    feedback = await ann.wait_for("The vote on this answer", at=house.thread)
    await ann.click(feedback, "Go on")
    probe = await ann.wait_for("Follow-up 1 of", at=house.thread)
    await ann.say(house.thread, "I counted them in the logs myself: five before, none after.", reply_to=probe)
    await ann.wait_for("This reply leans", at=house.thread)
    await house.server.quiet()
    gateway.duplicate_next(0)
    told = [message.text for message in ann.visible(house.thread) if message.author is house.server.bot and message.text.strip()]
    assert len(told) == len(set(told))


async def test_only_so_many_are_known() -> None:
    once = Once(most=3)
    assert [once.first(id) for id in (1, 2, 1, 3, 4, 4)] == [True, True, False, True, True, False]
    assert once.first(1), "it was forgotten: four came after it"
