"""kill -9 in the midst of a room: before and after each message of a reveal, with forms open, and through its deadline."""

from __future__ import annotations

import sqlite3
from typing import Literal

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING
from tests.discord_app.study.test_panels import begun
from tests.discord_app.study.test_rooms import ANSWERS, answers, opened, votes
from tests.discord_server import Actor, BotProcess, Killer, Message, Point

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def settled(bot: BotProcess) -> None:
    """Killed and started again when nothing is under way: what is under way has a lease, and that is waited for above."""
    await bot.server.quiet()
    await bot.restart()


async def filled(house: House) -> tuple[Message, list[Actor]]:
    card = await opened(house)
    people = [house.server.add_user(name, house.guild) for name in ANSWERS]
    for member, text in zip(people, ANSWERS.values(), strict=True):
        await answers(member, card, text)
    return card, people


@pytest.mark.parametrize("phase", ["before", pytest.param("after", marks=pytest.mark.long)])
async def test_killed_in_the_middle_of_a_reveal(house: House, killer: Killer, phase: Literal["before", "after"]) -> None:
    card, _people = await filled(house)
    server, bot = house.server, house.bot
    killer.set(Point("request", phase, route="POST /channels/{channel_id}/messages", body="Answer 1 of"))
    await house.ann.click(card, "Reveal the answers", wait="no")
    await killer.died()
    await bot.start()
    shown = await house.ann.wait_for("Answer 1 of 3", at=house.general, timeout=20)
    await server.quiet()
    assert sum("Answer 1 of 3" in message.text for message in house.ann.visible(house.general)) == 1
    assert "Strong Hire" in shown.buttons
    assert "Answer in private" not in card.buttons


@pytest.mark.long
async def test_between_any_two_steps(house: House) -> None:
    """A room and a panel through three processes: forms and buttons of one are used in the next, and everything is counted once."""
    card, people = await filled(house)
    ann, general = house.ann, house.general
    late = (await people[0].click(card, "Answer in private")).modal
    panel, thread, first = await begun(house)
    answer = (await panel.click(first, "Answer")).modal
    await settled(house.bot)
    seen = await people[0].submit_modal(late, [ANSWERS["Ben"] + " Twice."])
    assert "Your answer is changed" in seen.text
    await ann.click(card, "Reveal the answers")
    shown = await ann.wait_for("Answer 1 of 3", at=general)
    vote = (await people[1].click(shown, "Hire")).modal
    seen = await panel.submit_modal(answer, [OPENING])
    assert "Your answer is with" in seen.text
    desk = await ann.click(first, "Interviewer's desk")
    score = (await ann.click(desk, "Hire")).modal
    await settled(house.bot)
    seen = await people[1].submit_modal(vote, {"reasons": ["commit"]})
    assert "Your vote on answer 1: **Hire**" in seen.text
    seen = await people[1].submit_modal(vote, {"reasons": ["commit"]}, forge=True)
    assert "is changed" in seen.text
    await ann.click(shown, "Show the judge's vote")
    judged = await ann.wait_for("Answer 1 of 3 · the judge's vote", at=general)
    assert "Commitment (1)" in judged.text
    seen = await ann.submit_modal(score, {"reasons": ["metric_delta"], "What was there": "Five to zero."})
    assert seen.ephemeral
    second = await panel.wait_for("Round 2 of 2", at=thread)
    assert "Five to zero." in second.text
    await settled(house.bot)
    await votes(people[2], judged, "No Hire", "no_metric")
    await ann.click(judged, "Next answer")
    await ann.wait_for("Answer 2 of 3", at=general)
    assert "After the discussion: Hire 1, No Hire 1" in judged.text
    seen = await ann.submit_modal(score, {"reasons": ["metric_delta"]}, forge=True)
    assert "moved on" in seen.text
    await house.server.quiet()
    assert sum("Scorecard · round 1" in message.text for message in panel.visible(thread)) == 1


async def test_a_deadline_that_passed_while_nobody_ran(house: House) -> None:
    await filled(house)
    bot = house.bot
    bot.kill()
    await bot.gone()
    file = bot.folder / "bot.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("UPDATE study_rooms SET ends_at = 1 WHERE status = 'open' AND channel_id = ?", (house.general.id,))
        database.execute("UPDATE due SET due_at = 1 WHERE kind = 'study room'")
    await bot.restart()
    await house.ann.wait_for("Answer 1 of 3", at=house.general, timeout=20)


async def test_an_invitation_that_was_posted_and_not_noted(house: House, killer: Killer) -> None:
    """Who posted it died before noting its message: once the panel has begun, it has no buttons left all the same."""
    ben = house.server.add_user("Ben", house.guild)
    killer.set(Point("request", "after", route="POST /channels/{channel_id}/messages", body="then the seats are swapped"))
    await house.ann.slash("study panel", at=house.general, options={"partner": ben, "principle": "ownership"}, wait="no")
    await killer.died()
    await house.bot.start()
    card = await ben.wait_for("then the seats are swapped", at=house.thread)
    await ben.click(card, "I am in")
    await ben.wait_for("Round 1 of 2", at=house.thread, timeout=20)
    await house.server.wait_until(lambda: not card.buttons, 10, "the invitation to lose its buttons")
    await house.server.quiet()
    assert sum("then the seats are swapped" in message.text for message in ben.visible(house.thread)) == 1
