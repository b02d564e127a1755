"""`/quiz solo` on Discord: one private message, the first click stands, nobody else's buttons work."""

from __future__ import annotations

import asyncio

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.quiz.playing import item_in, right_letter, wrong_letter

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_from_the_first_question_to_the_result_on_one_message(house: House) -> None:
    seen = await house.ann.slash("quiz solo", at=house.general, count=3)
    assert seen.ephemeral
    message = seen.message
    for number in (1, 2, 3):
        assert f"Question {number} of 3" in message.text
        item = item_in(message)
        assert item.story[:60] in message.text
        assert "Right" not in message.text
        letter = right_letter(message) if number != 2 else wrong_letter(message)
        await house.ann.click(message, letter)
        assert ("Right, and your choice." in message.text) == (number != 2)
        for option in item.options:
            assert option.why.split(".")[0] in message.text, "every option says why"
        await house.ann.click(message, "The result" if number == 3 else "Next question")
    assert "2 of 3 right" in message.text
    assert "They come back in `/review`" in message.text
    await house.ann.click(message, "Another quiz")
    assert "Question 1 of 3" in message.text
    assert len(house.ann.visible(house.general)) == 1


async def test_a_double_click_is_one_answer_and_the_first_stands(house: House) -> None:
    message = (await house.ann.slash("quiz solo", at=house.general, count=2)).message
    await asyncio.gather(*(house.ann.click(message, letter) for letter in "ABAB"))
    assert message.text.count("your choice") == 1


async def test_it_goes_on_where_it_stopped(house: House) -> None:
    first = (await house.ann.slash("quiz solo", at=house.general, count=3, level="Senior SDE")).message
    await house.ann.click(first, "A")
    assert "What Senior SDE asks of this story" in first.text
    seen = await house.ann.slash("quiz solo", at=house.general)
    assert "Question 2 of 3" in seen.text
    assert "Here is where it stands" in seen.text
    await house.ann.click(seen, "B")
    await house.ann.click(seen, "End")
    assert "You ended it after 2 of 3 questions" in seen.message.text
    old = await house.ann.click(first, "Next question")
    assert "Question 2 of 3" in old.text, "what was answered can be looked at again"


async def test_a_strangers_click_and_forged_letters_change_nothing(house: House) -> None:
    message = (await house.ann.slash("quiz solo", at=house.general, count=2)).message
    ben = house.server.add_user("Ben", house.guild)
    seen = await ben.click(message.snapshot(), "A", forge=True)
    assert "somebody else's quiz" in seen.text
    real = message.custom_ids[0]
    for forged in (real[:-1] + "z", "br1:quizpick:nowhere:0:a", "br1:quizpick:-:0:a", real.replace(":0:", ":7:")):
        refused = await house.ann.click(message, forged, forge=True)
        assert refused.error is None
        assert refused.ephemeral
        assert "Question 1 of 2" in message.text


async def test_elsewhere_too(house: House) -> None:
    outside = house.server.add_guild("Elsewhere", bot=False)
    eve = house.server.add_user("Eve", outside, installed=True)
    seen = await eve.slash("quiz solo", at=outside.channel("general"), count=1)
    await eve.click(seen, "A")
    assert "your choice" in seen.message.text
    seen = await eve.slash("quiz solo", at=eve.dm, count=1)
    assert "Question 1 of 1" in seen.text
    for command in ("quiz party", "quiz daily"):
        assert "needs a server" in (await eve.slash(command, at=outside.channel("general"))).text


async def test_a_principle_without_questions_is_said(house: House) -> None:
    assert "no quiz question on Frugality" in (await house.ann.slash("quiz solo", at=house.general, principle="frugality")).text
