"""Discord's gateway drops, asks to reconnect, calls the session invalid, says things twice and in the wrong order: people notice at most
that an answer comes a moment later, and nothing is asked or taken twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.faults.conftest import stored
from tests.discord_app.story import OPENING, REPLY, start, to_the_end
from tests.discord_server import DiscordServer

pytestmark = pytest.mark.asyncio(loop_scope="session")

CUTS: dict[str, Callable[[DiscordServer], Awaitable[None]]] = {
    "the connection drops": lambda server: server.gateway.drop(),
    "RECONNECT": lambda server: server.gateway.reconnect(),
    "INVALID_SESSION, resumable": lambda server: server.gateway.invalidate(resumable=True),
    "INVALID_SESSION, not resumable": lambda server: server.gateway.invalidate(),
}


@pytest.mark.parametrize("cut", CUTS)
async def test_an_interview_goes_on_over_a_cut(house: House, cut: str) -> None:
    """The question was asked before the cut, its form opened before it and sent after it, and the next is answered by a message."""
    server, ann = house.server, house.ann
    question = await start(ann, house.general, mode="interview")
    form = (await ann.click(question, "Answer")).modal
    await CUTS[cut](server)
    seen = await ann.submit_modal(form, [OPENING])
    assert seen.error is None
    question = await ann.wait_for("Follow-up 1 of", at=house.thread)
    await ann.say(house.thread, REPLY, reply_to=question)
    await ann.wait_for("Follow-up 2 of", at=house.thread)
    await to_the_end(server, ann, house.thread)
    transcript = ann.sees(house.thread)
    assert transcript.count("Follow-up 1 of") == 1


async def test_what_was_written_during_a_drop_is_taken_when_it_is_over(house: House) -> None:
    server, ann = house.server, house.ann
    question = await start(ann, house.general, mode="interview")
    async with server.gateway.outage():
        await ann.say(house.thread, OPENING, reply_to=question)
    await ann.wait_for("Follow-up 1 of", at=house.thread)


async def test_events_twice_are_taken_once(house: House) -> None:
    """A form and a message are each delivered twice; the second delivery of an interaction may not be answered, and is not."""
    server, ann = house.server, house.ann
    mine = OPENING.replace("clinics", "depots")
    question = await start(ann, house.general, mode="interview")
    form = (await ann.click(question, "Answer")).modal
    server.gateway.duplicate_next()
    seen = await ann.submit_modal(form, [mine])
    assert seen.error is None
    question = await ann.wait_for("Follow-up 1 of", at=house.thread)
    await server.quiet()
    reply = REPLY.replace("logs", "records")
    server.gateway.duplicate_next()
    await ann.say(house.thread, reply, reply_to=question)
    await ann.wait_for("Follow-up 2 of", at=house.thread)
    await server.quiet()
    # Discord itself refuses the second response to one interaction; that it was tried is no fault of whoever was told twice.
    server.violations.forgive("double")
    transcript = ann.sees(house.thread)
    assert transcript.count("Follow-up 1 of") == transcript.count("Follow-up 2 of") == 1
    assert stored(house.bot, mine) == stored(house.bot, reply) == 1


async def test_events_in_the_wrong_order_are_one_answer_each(house: House) -> None:
    """Two people's answers and a word in passing arrive in reverse: each is taken where it belongs."""
    server, ann = house.server, house.ann
    ben = server.add_user("Ben", house.guild)
    first = await start(ann, house.general, mode="interview")
    second = await start(ben, house.general, mode="interview")
    server.gateway.hold()
    said = [
        asyncio.create_task(ann.say(first.channel, OPENING, reply_to=first)),
        asyncio.create_task(ben.say(second.channel, OPENING, reply_to=second)),
    ]
    await asyncio.gather(*said)
    server.gateway.release(backwards=True)
    await ann.wait_for("Follow-up 1 of", at=first.channel)
    await ben.wait_for("Follow-up 1 of", at=second.channel)


async def test_an_answer_overtaken_by_the_next_is_kept_and_said_so(house: House) -> None:
    """Two messages of one person in reverse: the first to arrive is the answer, the other is kept and told to be no answer to what is open."""
    server, ann = house.server, house.ann
    question = await start(ann, house.general, mode="interview")
    server.gateway.hold()
    await ann.say(house.thread, "A word more: the lead agreed in the end.", reply_to=question)
    await ann.say(house.thread, OPENING, reply_to=question)
    server.gateway.release(backwards=True)
    await ann.wait_for("It is kept", at=house.thread)
    await ann.wait_for("Follow-up 1 of", at=house.thread)
    assert ann.sees(house.thread).count("Follow-up 1 of") == 1
