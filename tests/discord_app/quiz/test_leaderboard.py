"""`/leaderboard` on Discord: who asks to be named is, nobody else ever, and nobody is pinged by it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.usecases.local_time import PERIODS
from tests.discord_app.conftest import House, bot_of_its_own, house_on
from tests.discord_app.quiz.playing import first_question, lead, open_party, revealed, right_letter
from tests.discord_server import CannotDo

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_who_asks_is_named_and_nobody_else(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    question = await first_question(house, await open_party(house))
    for player in (house.ann, ben):
        await player.click(question, right_letter(question))
    await lead(house.ann, question, "Everybody has answered")
    await revealed(house, question)

    board = await ben.slash("leaderboard", at=house.general, period="today")
    assert board.ephemeral
    assert "Nobody who asked to be named" in board.text
    assert "You: one point. You are not named here" in board.text
    await ben.click(board, "Name me here")
    assert "**1** · @Ben · one point" in board.message.text
    assert "You: place 1, one point." in board.message.text
    assert "@Ann" not in board.message.text
    for period in ("this week", "this month", "all time", "today"):
        await ben.click(board, period)
        assert f"Leaderboard · {period}" in board.message.text
        assert "@Ann" not in board.message.text
    theirs = await house.ann.slash("leaderboard", at=house.general)
    assert "@Ben · one point" in theirs.text
    assert "@Ann" not in theirs.text
    await ben.click(board, "Name me no longer")
    assert "@Ben" not in board.message.text
    assert "@Ben" not in (await house.ann.slash("leaderboard", at=house.general)).text
    await lead(house.ann, await house.ann.wait_for("Next: question 2", at=house.general), "Stop")


async def test_who_has_left_the_server_or_was_banned_is_named_no_longer(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    question = await first_question(house, await open_party(house))
    for player in (house.ann, ben):
        await player.click(question, right_letter(question))
        await player.click(await player.slash("leaderboard", at=house.general), "Name me here")
    await lead(house.ann, question, "Everybody has answered")
    await revealed(house, question)
    await lead(house.ann, await house.ann.wait_for("Next: question 2", at=house.general), "Stop")
    board = await house.ann.slash("leaderboard", at=house.general)
    assert "@Ben · one point" in board.text
    house.server.leave(ben, house.guild)
    for seen in (await house.ann.click(board, "today"), await house.ann.slash("leaderboard", at=house.general)):
        assert "@Ann · one point" in seen.text
        assert seen.text.count("· one point") == 1, "neither a name nor a number stands for Ben"
    house.server.world.add_member(house.guild, ben.user)
    assert "You: one point. You are not named here" in (await ben.slash("leaderboard", at=house.general)).text


async def test_a_crowd_that_opens_it_does_not_use_up_what_discord_takes_in_a_minute(tmp_path: Path) -> None:
    """Who is still there is asked over the gateway, which closes after 120 packets a minute."""
    async with bot_of_its_own(tmp_path) as bot, house_on(bot) as house:
        question = await first_question(house, await open_party(house))
        await house.ann.click(question, right_letter(question))
        await house.ann.click(await house.ann.slash("leaderboard", at=house.general), "Name me here")
        await lead(house.ann, question, "Everybody has answered")
        await revealed(house, question)
        await lead(house.ann, await house.ann.wait_for("Next: question 2", at=house.general), "Stop")
        for _wave in range(13):
            boards = await asyncio.gather(*(house.ann.slash("leaderboard", at=house.general, period=each) for each in PERIODS * 3))
            assert all("@Ann · one point" in seen.text for seen in boards)


async def test_it_says_how_points_come_about(house: House) -> None:
    seen = await house.ann.slash("leaderboard", at=house.general)
    for words in ("in a quiz party or to a daily question is a point", "Solo quizzes give none", "Days begin at midnight, UTC"):
        assert words in seen.text


async def test_it_is_a_servers(house: House) -> None:
    with pytest.raises(CannotDo):
        await house.ann.slash("leaderboard", at=house.ann.dm)
