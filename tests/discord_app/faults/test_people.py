"""People and the bot leave, and come back: nothing of theirs is lost, and nobody else is kept waiting by it."""

from __future__ import annotations

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.faults.conftest import stored
from tests.discord_app.story import OPENING, start, to_the_end

pytestmark = pytest.mark.asyncio(loop_scope="session")

_numbers = iter(range(1000))


def mine() -> str:
    return OPENING.replace("clinics", f"libraries of ward {next(_numbers)}")


async def test_a_member_who_left_goes_on_in_another_server(house: House) -> None:
    text = mine()
    elsewhere = house.server.add_guild("Evening class", channels=["general"])
    house.server.world.add_member(elsewhere, house.ann.user)
    question = await start(house.ann, house.general, mode="interview")
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [text])
    await house.ann.wait_for("Follow-up 1 of", at=house.thread)
    house.server.leave(house.ann, house.guild)
    await house.server.quiet()
    seen = await house.ann.slash("interview resume", at=elsewhere.channel("general"))
    assert "Your interview is ready" in seen.text
    assert house.thread.guild is elsewhere
    await to_the_end(house.server, house.ann, house.thread)
    assert stored(house.bot, text) == 1


async def test_a_member_in_time_out_finds_the_question_and_the_draft_again(house: House) -> None:
    text = mine()
    question = await start(house.ann, house.general)
    card = await house.ann.submit_modal((await house.ann.click(question, "Answer stage by stage")).modal, [text[:200]])
    assert "Situation" in card.text
    house.server.time_out(house.ann, house.guild, 600)
    await house.server.quiet()
    house.server.time_out(house.ann, house.guild, 0)
    form = (await house.ann.click(question, "Answer")).modal
    assert (form.fields[0].value or "").strip().startswith(text[:40])
    await house.ann.submit_modal(form, [text])
    await house.ann.wait_for("The vote on this answer", at=house.thread)


async def test_a_bot_that_was_removed_in_the_middle_and_invited_again(house: House) -> None:
    """Somebody in another server goes on meanwhile; the interview and the party's players find their way when it is back."""
    text = mine()
    question = await start(house.ann, house.general, mode="interview")
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [text])
    await house.ann.wait_for("Follow-up 1 of", at=house.thread)
    await house.ann.slash("quiz party", at=house.general, questions=5, window=10)
    house.server.remove_bot(house.guild)
    other = house.server.add_guild("Elsewhere", channels=["general"])
    ben = house.server.add_user("Ben", other)
    assert "Answer" in (await start(ben, other.channel("general"))).buttons
    house.server.invite_bot(house.guild)
    await house.server.quiet()
    seen = await house.ann.slash("interview resume", at=house.general)
    assert seen.error is None
    await house.server.quiet()
    await to_the_end(house.server, house.ann, house.thread)
    assert stored(house.bot, text) == 1
