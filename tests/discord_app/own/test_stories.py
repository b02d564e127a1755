"""/stories and /retell: the member's own stories, named by them, turned for another principle."""

from __future__ import annotations

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.own.past import past_of, who
from tests.discord_server import Seen
from tests.usecases.histories import EXPORT, PRINTERS, WEAK_REPLY
from tests.usecases.test_retell import DEEPER

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def shelf(house: House) -> None:
    async with past_of(house.bot) as past:
        await past.told(who(house.ann))
        await past.told(who(house.ann), PRINTERS, WEAK_REPLY, principle="frugality")


async def test_stories_are_named_joined_and_parted(house: House) -> None:
    assert "no story yet" in (await house.ann.slash("stories", at=house.general)).text
    async with past_of(house.bot) as past:
        await past.told(who(house.ann))
    seen = await house.ann.slash("stories", at=house.general)
    assert "A table of one story and sixteen principles" in seen.text
    assert "1 principles" not in seen.text
    async with past_of(house.bot) as past:
        await past.told(who(house.ann), PRINTERS, WEAK_REPLY, principle="frugality")
    seen = await house.ann.slash("stories", at=house.general, level="senior")
    assert "for a loop at Senior SDE" in seen.text
    assert seen.message.attachments[0].data.startswith(b"\x89PNG")
    assert "A table of 2 stories and sixteen principles" in seen.text
    menu = next(id for id in seen.message.custom_ids if ":story:" in id)
    second, first = (option["value"] for option in seen.message.button(menu)["options"])
    opened = await house.ann.select(seen, menu, first)
    form = (await house.ann.click(opened, "Name it")).modal
    named = await house.ann.submit_modal(form, ["The *night* export @everyone"])
    assert "night" in named.text
    joined = await house.ann.select(named, next(id for id in named.message.custom_ids if "storyjoin" in id), second)
    assert joined.text.count("2026") + joined.text.count("202") >= 2
    form = (
        await house.ann.select(
            joined,
            next(id for id in joined.message.custom_ids if "storypart" in id),
            joined.message.button(next(id for id in joined.message.custom_ids if "storypart" in id))["options"][0]["value"],
        )
    ).modal
    parted = await house.ann.submit_modal(form, ["Printers again"])
    assert "Printers again" in parted.text
    ben = house.server.add_user("Ben", house.guild)
    assert "not there any more" in (await ben.select(seen.message, menu, first, forge=True)).text


async def test_a_story_that_was_told_often_is_read_to_its_end(house: House) -> None:
    async with past_of(house.bot, days=100) as past:
        for _telling in range(65):
            await past.cut_short(who(house.ann))
    seen = await house.ann.slash("stories", at=house.general)
    menu = next(id for id in seen.message.custom_ids if ":story:" in id)
    opened = await house.ann.select(seen, menu, seen.message.button(menu)["options"][0]["value"])
    assert "It answered" not in opened.text
    on = await house.ann.click(opened, next(label for label in opened.message.buttons if label.startswith("Read on")))
    assert "It answered" in on.text


async def test_a_story_for_another_principle(house: House) -> None:
    assert "no story to tell again" in (await house.ann.slash("retell", at=house.general)).text
    await shelf(house)
    found = await house.ann.autocomplete("retell", "story", "ownership", at=house.general)
    assert len(found) == 1
    planned = await house.ann.slash("retell", at=house.general, story=found[0].value, principle="dive_deep")
    assert planned.ephemeral
    for words in ("Put first", "The facts stay", "The same move, made with another story"):
        assert words in planned.text
    form = (await house.ann.click(planned, "Tell it")).modal
    assert form.fields[0].value == EXPORT, "the first telling is in the box"
    told = await house.ann.submit_modal(form, [DEEPER])
    assert "told for Dive Deep" in told.text
    assert "What Dive Deep asks for is heard early." in told.text
    assert DEEPER in told.text
    again = await house.ann.submit_modal(form, ["Something else."], forge=True)
    assert "told already" in again.text
    assert DEEPER in again.text
    assert (await again.followup()).attachments[0].text == "Something else.", "what does not count goes back"
    await house.ann.click(told.message, "Hold the interview on it")
    asked = await house.ann.wait_for(lambda message: "Answer" in message.buttons, at=house.thread)
    assert asked
    assert "Dive Deep" in house.ann.sees(house.thread)
    ben = house.server.add_user("Ben", house.guild)
    assert "not there any more" in (await ben.click(planned.message.versions[0], "Tell it", forge=True)).text


async def test_a_figure_that_was_not_told_before_is_named(house: House) -> None:
    await shelf(house)
    found = await house.ann.autocomplete("retell", "story", "ownership", at=house.general)
    for text, words in (
        (DEEPER, "The figures are told as before."),
        (DEEPER.replace("from one a week to none", "from 9 to 1"), "Not in the first telling: 9, 1."),
    ):
        planned = await house.ann.slash("retell", at=house.general, story=found[0].value, principle="dive_deep")
        told = await house.ann.submit_modal((await house.ann.click(planned, "Tell it")).modal, [text])
        assert words in told.text
        assert told.text.count("The figures are told as before.") == (text == DEEPER)


async def test_the_same_principle_is_refused(house: House) -> None:
    await shelf(house)
    seen = await house.ann.slash("retell", at=house.general, principle="frugality")
    menu = seen.message.custom_ids[0]
    options = seen.message.button(menu)["options"]
    assert len(options) == 1, "what was told for it is not offered"
    planned = await house.ann.select(seen, menu, options[0]["value"])
    assert "for Frugality" in planned.text
    found = await house.ann.autocomplete("retell", "story", "frugality", at=house.general)
    seen = await house.ann.slash("retell", at=house.general, story=found[0].value, principle="frugality")
    assert "told for Frugality already" in seen.text


async def test_a_story_is_named_by_the_words_that_are_typed(house: House) -> None:
    await shelf(house)

    async def asked(**typed: str) -> Seen:
        return await house.ann.slash("retell", at=house.general, options=typed)

    # Nobody has to wait for the list and choose from it.
    assert "for Dive Deep" in (await asked(story="frugality", principle="dive_deep")).text
    seen = await asked(story="Frugality")
    planned = await house.ann.select(seen, seen.message.custom_ids[0], "dive_deep")
    assert "for Dive Deep" in planned.text
    for several in (" · ", "a name that no story has"):
        seen = await asked(story=several, principle="dive_deep")
        assert len(seen.message.button(seen.message.custom_ids[0])["options"]) == 2
    assert "told for Frugality already" in (await asked(story="frugality", principle="frugality")).text


async def test_the_only_story_and_its_own_principle(house: House) -> None:
    async with past_of(house.bot) as past:
        await past.told(who(house.ann))
    seen = await house.ann.slash("retell", at=house.general, principle="ownership")
    assert "told for Ownership already" in seen.text, "there is a story"
