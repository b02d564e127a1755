"""Limits as a member meets them: a polite word that says when it goes on, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.discord_app.conftest import House, bot_of_its_own, house_on
from tests.discord_app.story import OPENING, STAGES, start
from tests.discord_server import BotProcess

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIMITS = {"sessions_a_minute": 0, "sessions_a_day": 3, "answers_a_minute": 1, "answers_a_day": 0, "uploads_a_minute": 1, "uploads_a_day": 0}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def strict(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    async with bot_of_its_own(tmp_path_factory.mktemp("strict"), limits=LIMITS) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def house(strict: BotProcess) -> AsyncIterator[House]:
    async with house_on(strict) as built:
        yield built


async def test_an_answer_too_many_comes_back_whole_and_stands_in_the_box_again(house: House) -> None:
    ann = house.ann
    first = await start(ann, house.general, place="dm")
    await ann.submit_modal((await ann.click(first, "Answer")).modal, [OPENING])
    second = await start(ann, house.general)
    text = OPENING + " And then \u202e@everyone ```again```."
    seen = await ann.submit_modal((await ann.click(second, "Answer")).modal, [text])
    assert seen.ephemeral
    assert "Yours is not lost: send it again <t:" in seen.message.content
    assert seen.message.attachments[0].text == text
    assert (await ann.click(second, "Answer")).modal.fields[0].value == text
    assert "The vote" not in ann.sees(house.thread)


async def test_a_message_too_many_is_answered_and_stays_where_it_is(house: House) -> None:
    ann = house.ann
    await start(ann, ann.dm)
    await ann.say(ann.dm, OPENING)
    await ann.wait_for("The vote on this answer", at=ann.dm)
    second = await start(ann, house.general)
    await ann.say(house.thread, OPENING, reply_to=second)
    refused = await ann.wait_for("Yours is not lost", at=house.thread)
    assert "Answer" not in refused.buttons
    assert OPENING in ann.sees(house.thread)
    assert (await ann.click(second, "Answer")).modal.fields[0].value == OPENING
    assert second.buttons, "the question is still open"


async def test_stages_too_many_come_back(house: House) -> None:
    ann = house.ann
    question = await start(ann, house.general)
    card = await ann.submit_modal((await ann.click(question, "Answer stage by stage")).modal, [STAGES["Situation"]])
    form = (await ann.click(card, "Task")).modal
    seen = await ann.submit_modal(form, [STAGES["Task"]])
    assert "Yours is not lost" in seen.text
    assert [file.text for message in seen.messages for file in message.attachments] == [STAGES["Task"]]


async def test_as_many_interviews_as_a_day_holds(house: House) -> None:
    ann = house.ann
    for _ in range(2):
        await start(ann, house.general)
    await ann.slash("quiz solo", at=house.general)
    for command, options in (("interview start", {}), ("quiz solo", {"count": 3})):
        seen = await ann.slash(command, at=house.general, options=options)
        assert seen.ephemeral
        assert "one person can start up to 3 a day" in seen.text
        assert "<t:" in seen.message.content
    ben = house.server.add_user("Ben", house.guild)
    await start(ben, house.general)


async def test_a_second_file_within_the_minute_is_not_fetched(house: House) -> None:
    ann = house.ann
    note = await ann.say(house.general, "look", files=[("answer.txt", OPENING.encode()), ("more.txt", OPENING.encode())])
    seen = await ann.message_command("Judge this answer", note)
    assert "Files are taken from one person up to 1 a minute" in seen.text
    fetched = [each for each in house.server.requests if "attachments" in each.path]
    assert len(fetched) <= 1


async def test_a_panel_too_many_opens_no_thread_and_calls_nobody(house: House) -> None:
    ann, ben = house.ann, house.server.add_user("Ben", house.guild)
    for _panel in range(3):
        assert "It starts when" in (await ann.slash("study panel", at=house.general, options={"partner": ben})).text
    threads = len(house.guild.threads)
    seen = await ann.slash("study panel", at=house.general, options={"partner": ben})
    assert "up to 3 a day" in seen.text
    assert len(house.guild.threads) == threads
    assert len(ben.threads()) == 3
