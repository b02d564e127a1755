"""kill -9 in the midst of a party and of a daily post: every answer that was acknowledged counts, nothing is shown twice, and what fell due
meanwhile is done at the start."""

from __future__ import annotations

from typing import Literal

import aiosqlite
import pytest

from tests.discord_app.conftest import House
from tests.discord_app.quiz.playing import first_question, lead, next_question, open_party, revealed, right_letter, time_is_up
from tests.discord_app.quiz.test_daily import ALWAYS, admin_of, comes_due
from tests.discord_server import Killer, Point

pytestmark = pytest.mark.asyncio(loop_scope="module")

POST, PATCH = "POST /channels/{channel_id}/messages", "PATCH /channels/{channel_id}/messages/{message_id}"


async def leases_are_over(house: House) -> None:
    """What a process had in hand when it died is anybody's again."""
    async with aiosqlite.connect(house.bot.folder / "bot.sqlite3", timeout=10) as connection:
        await connection.execute("UPDATE due SET claimed_until = 0")
        await connection.commit()


def count(house: House, words: str) -> int:
    return sum(words in message.text for message in house.ann.visible(house.general) if not message.ephemeral)


async def test_in_the_middle_of_a_question(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    question = await first_question(house, await open_party(house, window=60))
    await house.ann.click(question, right_letter(question))
    await house.bot.restart()
    assert "This is your answer already" in (await house.ann.click(question, right_letter(question))).text
    await ben.click(question, right_letter(question))
    await lead(house.ann, question, "Everybody has answered")
    await revealed(house, question)
    assert "2 answers." in question.text
    await next_question(house, 2)
    await lead(house.ann, await house.ann.wait_for("Question 2 of", at=house.general), "Stop")
    await house.ann.wait_for("@Ann", at=house.general)


async def test_a_window_that_ended_while_nobody_ran_is_closed_at_the_start(house: House) -> None:
    question = await first_question(house, await open_party(house, window=60))
    await house.ann.click(question, right_letter(question))
    house.bot.kill()
    await house.bot.gone()
    await time_is_up(house, seconds_ago=300)
    await house.bot.start()
    await revealed(house, question)
    assert "One answer." in question.text
    await lead(house.ann, await house.ann.wait_for("Next: question 2", at=house.general), "Stop")


@pytest.mark.parametrize(("name", "phase"), [(PATCH, "before"), pytest.param(POST, "before", marks=pytest.mark.long)])
async def test_in_the_middle_of_a_reveal(house: House, killer: Killer, name: str, phase: Literal["before", "after"]) -> None:
    question = await first_question(house, await open_party(house, window=60))
    await house.ann.click(question, right_letter(question))
    killer.set(Point("request", phase, route=name, path=str(house.general.id)))
    await lead(house.ann, question, "Everybody has answered")
    await killer.died()
    await leases_are_over(house)
    await house.bot.start()
    await house.server.wait_until(lambda: count(house, "Next: question 2") == 1, 15, "the party to go on")
    await revealed(house, question)
    assert "One answer." in question.text
    await next_question(house, 2)
    await house.server.quiet()
    assert count(house, "Question 1 of 5 · the answer") == 1
    assert count(house, "Question 2 of 5") == 1
    await lead(house.ann, await house.ann.wait_for("Question 2 of", at=house.general), "Stop")
    await house.ann.wait_for("The scores", at=house.general)


async def test_in_the_middle_of_a_daily_post(house: House, killer: Killer) -> None:
    """The post has arrived, and who posted it died before it could say so."""
    await admin_of(house).slash("quiz daily", at=house.general, options=ALWAYS)
    killer.set(Point("request", "after", route=POST, path=str(house.general.id)))
    await comes_due(house)
    await killer.died()
    await leases_are_over(house)
    await house.bot.start()
    message = await house.ann.wait_for("The question of the day", at=house.general)
    assert "Your answer is in" in (await house.ann.click(message, "A")).text
    await house.server.quiet()
    assert count(house, "The question of the day") == 1
    await admin_of(house).slash("quiz daily", at=house.general, off=True)
