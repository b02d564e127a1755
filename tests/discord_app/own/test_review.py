"""/review: drills in one message, answered in a form or by a button, each once."""

from __future__ import annotations

import re

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.own.past import past_of, who
from tests.discord_server import Seen
from tests.usecases.histories import EXPORT_WEAKLY, PRINTERS, WEAK_REPLY

pytestmark = pytest.mark.asyncio(loop_scope="session")
MENDED = "I rebuilt the importer in two weeks and wrote a check that stops a file with a missing column."


async def poor(house: House) -> None:
    async with past_of(house.bot) as past:
        await past.told(who(house.ann), EXPORT_WEAKLY, WEAK_REPLY)
        await past.told(who(house.ann), PRINTERS, WEAK_REPLY, principle="dive_deep")


async def the_drill(house: House, seen: Seen, words: str) -> Seen:
    """Goes on until a drill with these words stands open."""
    for _step in range(40):
        if words in seen.text:
            return seen
        if "Write it" in seen.message.buttons:
            seen = await house.ann.submit_modal((await house.ann.click(seen, "Write it")).modal, ["It went well."])
        elif "Next drill" in seen.message.buttons:
            seen = await house.ann.click(seen, "Next drill")
        else:
            seen = await house.ann.click(seen, seen.message.buttons[0])
    raise AssertionError(seen.text)


async def test_without_anything_to_go_over_it_says_where_drills_come_from(house: House) -> None:
    seen = await house.ann.slash("review", at=house.general)
    assert seen.ephemeral
    assert "Nothing is due." in seen.text
    assert "After two finished interviews" in seen.text
    assert seen.message.buttons == []


async def test_a_sentence_is_rewritten(house: House) -> None:
    await poor(house)
    seen = await house.ann.slash("review", at=house.general)
    assert "Collective voice" in seen.text
    seen = await the_drill(house, await house.ann.click(seen, "Begin"), "It shows **Collective voice**")
    form = (await house.ann.click(seen, "Write it")).modal
    assert "We talked about the printers a lot." in form.text
    story = f"{MENDED} " * 8
    refused = await house.ann.submit_modal(form, [story])
    assert "One to three sentences are asked for" in refused.text
    assert story.strip() in {file.text.strip() for message in refused.messages for file in message.attachments}
    graded = await house.ann.submit_modal(form, [MENDED])
    assert "Good" in graded.text
    assert "Before" in graded.text
    assert re.search(r"One good answer in a row\. It comes back on <t:[0-9]+:f>\.", graded.text), (
        "a drill is due at a time, and not all day"
    )
    stored = await house.ann.submit_modal(form, ["We did it."], forge=True)
    assert "answered already" in stored.text
    assert MENDED in stored.text
    assert (await stored.followup()).attachments[0].text == "We did it.", "what does not count goes back"
    ben = house.server.add_user("Ben", house.guild)
    assert "not there any more" in (await ben.submit_modal(form, ["Mine."], forge=True)).text


async def test_the_longest_answer_is_shown_with_its_grade_page_by_page(house: House) -> None:
    await poor(house)
    seen = await the_drill(house, await house.ann.slash("review", at=house.general), "Answer this follow-up")
    longest = (f"{MENDED} " * 50)[:3_990].strip() + " The end."
    graded = await house.ann.submit_modal((await house.ann.click(seen, "Write it")).modal, [longest])
    assert "Part 1 of 2" in graded.text
    assert MENDED in graded.text
    on = await house.ann.click(graded, next(label for label in graded.message.buttons if label.startswith("Read on")))
    assert "The end." in on.text
    assert "It comes back on" in on.text
    assert "answered already" not in on.text
    assert on.message.buttons[1:] == graded.message.buttons[1:], "where it goes on does not depend on the page"
    back = await house.ann.click(on, next(label for label in on.message.buttons if label.startswith("Back")))
    assert "Part 1 of 2" in back.text
    assert "answered already" not in back.text


async def test_a_flaw_is_spotted_by_a_button(house: House) -> None:
    await poor(house)
    seen = await house.ann.click(await house.ann.slash("review", at=house.general), "Begin")
    seen = await the_drill(house, seen, "Which flaw do the words show?")
    open_drill = seen.message.snapshot()
    label = open_drill.buttons[2]
    graded = await house.ann.click(seen, label)
    assert graded.text.startswith(("| ## Good", "| ## Not yet", "| ### Good", "| ### Not yet"))
    again = await house.ann.click(open_drill, open_drill.buttons[0], forge=True)
    assert "answered already" in again.text
