"""/history: narrowed, opened as it was shown, and the ways on from there."""

from __future__ import annotations

import pytest

from bot.core.events import Answered
from bot.usecases.exchange import Wish
from bot.usecases.reviving import expire_idle
from tests.discord_app.conftest import House
from tests.discord_app.own.past import past_of, who
from tests.usecases.histories import EXPORT, EXPORT_WEAKLY, PRINTERS, WEAK_REPLY

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_it_is_narrowed_and_stays_so(house: House) -> None:
    async with past_of(house.bot, 60) as past:
        for number in range(13):
            await past.cut_short(who(house.ann), PRINTERS, principle="dive_deep" if number % 13 else "ownership")
    seen = await house.ann.slash("history", at=house.general, principle="dive_deep", level="sde2")
    assert "Only Dive Deep, SDE 2." in seen.text
    assert "10 of 12 shown" in seen.text
    assert "from midnight to midnight UTC" in seen.text, "Discord tells nobody's clock"
    assert "Ownership" not in seen.text
    older = await house.ann.click(seen, "Older")
    assert "12 · Dive Deep" in older.text.replace("*", "")
    assert "Only Dive Deep, SDE 2." in older.text
    assert "None of your sessions fits" in (await house.ann.slash("history", at=house.general, mode="evaluate")).text


async def test_from_an_old_session_onwards(house: House) -> None:
    async with past_of(house.bot) as past:
        first = await past.told(who(house.ann), EXPORT_WEAKLY, WEAK_REPLY)
        question = first.state.setup.question
        await past.told(who(house.ann), EXPORT, question=question)
    seen = await house.ann.slash("history", at=house.general)
    menu = next(id for id in seen.message.custom_ids if ":open:" in id)
    opened = await house.ann.select(seen, menu, first.session.id)
    assert "How the vote moved" in opened.text
    assert opened.message.buttons.count("The same question again") == 1
    assert {"The same question again", "Another one", "For another principle", "Compare the attempts"} <= set(opened.message.buttons)
    compared = await house.ann.click(opened, "Compare the attempts")
    assert "Attempts 1 and 2 of 2." in compared.text
    await house.ann.click(opened, "The same question again")
    asked = await house.ann.wait_for(lambda message: "Answer" in message.buttons, at=house.thread)
    assert question in asked.text
    principles = await house.ann.click(opened, "For another principle")
    planned = await house.ann.select(principles, principles.message.custom_ids[0], "dive_deep")
    assert "for Dive Deep" in planned.text


async def test_what_was_left_idle_goes_on(house: House) -> None:
    async with past_of(house.bot) as past:
        shown = await past.interviews.start(who(house.ann), Wish(principle="ownership", mode="interview"))
        shown = await past.interviews.take(who(house.ann), shown.session.id, shown.session.step, Answered(EXPORT))
        past.clock.now += 10 * 86_400
        await expire_idle(past.interviews, 86_400)
    seen = await house.ann.slash("history", at=house.general)
    assert "left unfinished" in seen.text
    menu = next(id for id in seen.message.custom_ids if ":open:" in id)
    opened = await house.ann.select(seen, menu, shown.session.id)
    ben = house.server.add_user("Ben", house.guild)
    assert "somebody else's" in (await ben.click(opened.message, "Go on with it", forge=True)).text
    on = await house.ann.click(opened, "Go on with it")
    assert "Follow-up 1" in on.text
    assert "Follow-up 1 of 3" in (await house.ann.slash("interview resume", at=house.general)).text
