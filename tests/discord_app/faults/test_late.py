"""The bot itself is slow: its process is stopped for a while (a machine that is overloaded does no better). What it is given meanwhile is
answered in time as soon as it runs again, and only once."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.faults.conftest import stored
from tests.discord_app.story import OPENING, start

pytestmark = pytest.mark.asyncio(loop_scope="session")


@asynccontextmanager
async def frozen(house: House, seconds: float) -> AsyncIterator[None]:
    """The process stands still, for so long after the block."""
    os.kill(house.bot.pid, signal.SIGSTOP)
    try:
        yield
        await asyncio.sleep(seconds)
    finally:
        os.kill(house.bot.pid, signal.SIGCONT)


async def test_a_process_that_stands_still_for_a_moment(house: House) -> None:
    """Two seconds of the three that Discord gives are gone when the bot hears of it."""
    mine = OPENING.replace("clinics", "glaciers")
    question = await start(house.ann, house.general, mode="interview")
    form = (await house.ann.click(question, "Answer")).modal
    async with frozen(house, 1.0):
        sending = asyncio.create_task(house.ann.submit_modal(form, [mine]))
        await asyncio.sleep(0.1)
    assert (await sending).error is None
    await house.ann.wait_for("Follow-up 1 of", at=house.thread)
    assert stored(house.bot, mine) == 1


@pytest.mark.long
async def test_a_process_that_stands_still_for_longer_than_discord_waits(house: House) -> None:
    """The person is told by Discord that nothing came, and the form is still open. The answer is taken all the same when the bot runs again,
    and sending the form once more is the same answer."""
    mine = OPENING.replace("clinics", "icebergs")
    question = await start(house.ann, house.general, mode="interview")
    form = (await house.ann.click(question, "Answer")).modal
    async with frozen(house, 3.5):
        sending = asyncio.create_task(house.ann.submit_modal(form, [mine]))
        await asyncio.sleep(0.1)
    assert (await sending).error is not None
    await house.ann.wait_for("Follow-up 1 of", at=house.thread)
    again = await house.ann.submit_modal(form, [mine])
    assert again.error is None
    assert stored(house.bot, mine) == 1
    assert house.ann.sees(house.thread).count("Follow-up 1 of") == 1
    house.server.violations.forgive("unanswered")
    house.server.violations.forgive("late")


async def test_the_longest_answer_is_judged_in_time(house: House) -> None:
    """Four thousand characters, the most that a box takes: judged, voted and shown well before Discord gives up."""
    mine = (OPENING.replace("clinics", "deserts") + " ") * 8
    question = await start(house.ann, house.general)
    seen = await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [mine[:4000].strip()])
    assert seen.error is None
    await house.ann.wait_for("The vote on this answer", at=house.thread)
