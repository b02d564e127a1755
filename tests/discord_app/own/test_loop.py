"""/interview loop: a whole day, nothing given away before its end, and through a restart between two rounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.discord_app.conftest import House, bot_on
from tests.discord_app.own.past import past_of, who
from tests.discord_app.story import OPENING, REPLY
from tests.discord_server import Actor, Channel, DiscordServer, Message
from tests.usecases.histories import EXPORT_WEAKLY, PRINTERS, WEAK_REPLY

pytestmark = pytest.mark.asyncio(loop_scope="session")
GIVES_AWAY = ("Strong Hire", "Leaning", "No Hire", "of 100", "The vote", "Why this one")


async def held(server: DiscordServer, ann: Actor, place: Channel) -> Message:
    """Answers until the round is over; the page that leads on from it."""
    await ann.wait_for(lambda message: "Answer" in message.buttons, at=place)
    for step in range(12):
        await server.quiet()
        over = next((message for message in ann.visible(place) if "On with the day" in message.buttons), None)
        if over is not None:
            return over
        asked = next(message for message in reversed(ann.visible(place)) if "Answer" in message.buttons)
        await ann.submit_modal((await ann.click(asked, "Answer")).modal, [REPLY if step else OPENING])
    raise AssertionError(ann.sees(place))


async def test_a_day_from_its_first_round_to_the_panel(house: House) -> None:
    ann, server = house.ann, house.server
    seen = await ann.slash("interview loop", at=house.general)
    assert seen.ephemeral
    assert "An interview day at SDE 2" in seen.text
    for number in range(1, 5):
        assert f"[Begin round {number}]" in seen.text
        await ann.click(seen, f"Begin round {number}")
        over = await held(server, ann, house.thread)
        shown = ann.sees(house.thread)
        assert not [words for words in GIVES_AWAY if words in shown]
        begun, seen = seen, await ann.click(over, "On with the day")
        assert f"Round {number}: **" in seen.text
        stale = await ann.click(begun, f"Begin round {number}", forge=True)
        assert len(ann.threads()) == number, "a button that says one round begins no other"
        assert f"Begin round {number + 1}" in stale.text or "Read the debrief of the day" in stale.text
        for command in ("interview status", "interview resume"):
            assert "An interview day at SDE 2" in (await ann.slash(command, at=house.general)).text
    history = (await ann.slash("history", at=house.general)).text
    assert history.count("vote after the day") == 4
    assert "no vote" not in history, "it is there, and told with the day's"
    progress = (await ann.slash("progress", at=house.general)).text
    assert "`/interview loop` goes on with it" in progress
    assert "no finished interview yet" not in progress
    read = await ann.click(seen, "Read the debrief of the day")
    assert "The bar raiser's decision:" in read.text
    assert "told what sounds like one story" in read.text
    assert read.text.count("Round ") >= 4
    for thread in ann.threads():
        assert "this round's debrief is here now" in (await ann.wait_for("Debrief ·", at=thread)).text
    assert "Debrief ·" in (await ann.click(read, "Debrief of round 3")).text
    progress = (await ann.slash("progress", at=house.general)).text
    assert "4 interviews" in progress
    assert "goes on with it" not in progress
    again = await ann.click(over, "On with the day", forge=True)
    assert "The bar raiser's decision:" in again.text
    ben = house.server.add_user("Ben", house.guild)
    assert "no interview day to go on with" in (await ben.click(over, "On with the day", forge=True)).text


async def test_a_day_is_ended_early_only_when_asked_twice(house: House) -> None:
    ann = house.ann
    seen = await ann.slash("interview loop", at=house.general, level="senior")
    assert "Round 5" in seen.text
    sure = await ann.click(seen, "End the day")
    assert "End the day here?" in sure.text
    over = await ann.click(sure, "End it")
    assert "before a round was held" in over.text
    assert "An interview day at SDE 2" in (await ann.slash("interview loop", at=house.general)).text


async def test_a_round_held_where_only_its_member_sees_it(house: House) -> None:
    ann = house.ann
    seen = await ann.slash("interview loop", at=house.general, place="here")
    begun = await ann.click(seen, "Begin round 1")
    assert begun.ephemeral
    message = next(message for message in begun.messages if "Answer" in message.buttons)
    for text in (OPENING, REPLY, REPLY, REPLY, REPLY, REPLY, REPLY):
        if "Answer" not in message.buttons:
            break
        message = (await ann.submit_modal((await ann.click(message, "Answer")).modal, [text])).message
    assert "On with the day" in message.buttons
    assert "Round 2" in (await ann.click(message, "On with the day")).text


@pytest.mark.long
async def test_a_killed_bot_goes_on_with_the_day_and_with_an_open_drill(tmp_path: Path) -> None:
    # A server of its own: everybody's bot would answer as well.
    async with DiscordServer() as server:
        await _killed_between_two_rounds(server, tmp_path)
        server.assert_clean()


async def _killed_between_two_rounds(server: DiscordServer, tmp_path: Path) -> None:
    guild = server.add_guild("Night school", channels=["general"])
    ann = server.add_user("Ann", guild)
    async with bot_on(server, tmp_path) as bot:
        await bot.synced()
        async with past_of(bot) as past:
            await past.told(who(ann), EXPORT_WEAKLY, WEAK_REPLY)
            await past.told(who(ann), PRINTERS, WEAK_REPLY, principle="dive_deep")
        general = guild.channel("general")
        day = await ann.slash("interview loop", at=general)
        await ann.click(day, "Begin round 1")
        thread = ann.threads()[-1]
        over = await held(server, ann, thread)
        drill = await ann.click(await ann.slash("review", at=general), "Begin")
        while "Write it" not in drill.message.buttons:
            drill = await ann.click(drill, drill.message.buttons[0])
        form = (await ann.click(drill, "Write it")).modal
        bot.kill()
        await bot.gone()
        await bot.restart()
        graded = await ann.submit_modal(form, ["I rebuilt the importer in two weeks and wrote a check for the missing column."])
        assert "comes back on" in graded.text
        seen = await ann.click(over, "On with the day")
        assert "[Begin round 2]" in seen.text
        first = await ann.click(seen, "Begin round 2")
        assert "interview is ready" in first.text
        again = await ann.click(seen, "Begin round 2", forge=True)
        assert len(ann.threads()) == 2, "a second click finds the round that is open"
        assert "goes on" in again.text or "stands" in again.text
