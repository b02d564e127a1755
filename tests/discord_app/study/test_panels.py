"""Peer panels on the real client: two rounds, two seats, and a desk that only its owner sees."""

from __future__ import annotations

import asyncio
import io
import re
import time
import zipfile
from contextlib import suppress

import aiosqlite
import pytest

from bot.core.peer import STALE_SECONDS
from tests.discord_app.conftest import House
from tests.discord_app.quiz.playing import looks_again
from tests.discord_app.story import OPENING, REPLY
from tests.discord_server import Actor, Channel, Message, Permission, Seen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def begun(house: House) -> tuple[Actor, Channel, Message]:
    """Ann interviews Ben: he, the thread, the message of the first round."""
    ben = house.server.add_user("Ben", house.guild)
    seen = await house.ann.slash("study panel", at=house.general, options={"partner": ben, "principle": "ownership"})
    assert seen.ephemeral
    assert "It starts when @Ben accepts." in seen.text
    thread = house.thread
    card = await ben.wait_for("then the seats are swapped", at=thread)
    assert "Only @Ben can accept." in (await house.ann.click(card, "I am in")).text
    await ben.click(card, "I am in")
    return ben, thread, await house.ann.wait_for("Round 1 of 2", at=thread)


async def score(member: Actor, desk: Seen, verdict: str, reason: str) -> Seen:
    form = (await member.click(desk, verdict)).modal
    return await member.submit_modal(form, {"reasons": [reason], "What was missing": "The number behind *twelve hours*, @everyone."})


async def test_a_whole_panel(house: House) -> None:
    ben, thread, first = await begun(house)
    ann = house.ann
    assert "Only @Ann can open the desk." in (await ben.click(first, "Interviewer's desk")).text
    desk = await ann.click(first, "Interviewer's desk")
    assert desk.ephemeral
    assert "Ask this" in desk.text
    await ann.click(desk, "Ask it in the thread")
    await ben.wait_for("asks:", at=thread)
    seen = await ben.submit_modal((await ben.click(first, "Answer")).modal, [OPENING])
    assert "Your answer is with" in seen.text
    news = await ann.wait_for("has answered", at=thread)
    desk = await ann.click(news, "Interviewer's desk")
    assert "The next best follow-up" in desk.text
    assert "three months of logs" in desk.text
    question = desk.text.split("The next best follow-up")[1].splitlines()[1]
    desk = await ann.click(desk, "Another question")
    assert desk.text.split("The next best follow-up")[1].splitlines()[1] != question
    desk = await ann.submit_modal((await ann.click(desk, "Summarise the answer")).modal, [REPLY])
    assert "I counted it from the logs myself" in desk.text
    assert "No answer is on your desk" not in (await ann.click(desk, "Hire")).modal.text
    seen = await score(ann, desk, "Hire", "metric_delta")
    assert seen.ephemeral
    second = await ben.wait_for("Round 2 of 2", at=thread)
    assert "Scorecard · round 1" in second.text
    assert "The number behind" in second.text
    seen = await ben.click(second, "The judge's vote on round 1")
    assert seen.ephemeral
    file = (await seen.followup()).attachments[0].text
    assert "three months" in file
    assert "You ended before" not in seen.text + file, "it was the interviewer who ended the round"
    seen = await ann.click(second, "The judge's vote on round 1")
    assert seen.ephemeral
    assert "Your scorecard beside the judge's vote" in seen.text
    assert "Debrief" not in seen.text
    assert "Only @Ben can open the desk." in (await ann.click(second, "Interviewer's desk")).text
    late = await ann.click(desk, "Summarise the answer")
    assert "moved on" in late.text, "in the other seat it opened the box for her own answer"
    desk = await ben.click(second, "Interviewer's desk")
    assert "No answer is on your desk yet." in (await ben.click(desk, "No Hire")).modal.text
    await score(ben, desk, "No Hire", "no_story")
    end = await ann.wait_for("Both rounds are done", at=thread)
    assert "the judge has no vote on it" in end.text
    assert "behind the button" not in end.text
    assert end.buttons == ["As a file"]
    assert OPENING[:40] not in "".join(message.text for message in ben.visible(thread) if not message.ephemeral)
    seen = await ann.slash("study calibration", at=house.general)
    assert "One vote of yours" in seen.text
    seen = await ben.slash("privacy export", at=house.general)
    assert "Your peer panels are in `reports/` too, each from your side of it." in seen.text
    with zipfile.ZipFile(io.BytesIO(seen.message.attachments[0].data)) as archive:
        assert "three months of logs" in archive.read("data/peer_rounds.json").decode()
        (page,) = [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(r"reports/[0-9-]{10}-panel-.*\.html", name)]
        assert "you answered · Ownership" in page
        assert str(ann.id) not in page
    question = (await ben.slash("privacy forget", at=house.general)).text
    assert "Others lose it too: of your peer panels your partners' rounds as well" in question
    assert "an answer was typed or summarised" in (await ben.slash("study calibration", at=house.general)).text


async def test_names_are_held_back_and_late_answers_come_back(house: House) -> None:
    ben, thread, first = await begun(house)
    late = (await ben.click(first, "Answer")).modal
    form = (await ben.click(first, "Answer")).modal
    seen = await ben.submit_modal(form, ["At our customer Globex Inc I led Project Falcon, from 9 errors to 0."])
    assert seen.ephemeral
    assert "not sent yet" in seen.text
    assert "has answered" not in house.ann.sees(thread)
    await ben.click(seen, "Send it as it is")
    await house.ann.wait_for("has answered", at=thread)
    seen = await ben.submit_modal(late, ["Once more."])
    assert seen.message.attachments[0].text == "Once more."
    assert "moved on" in seen.text


async def test_an_answer_to_a_question_that_was_passed_over_is_heard_as_no_other_ones(house: House) -> None:
    """It was scored as a weak reply to a follow-up that nobody had asked."""
    ben, thread, first = await begun(house)
    desk = await house.ann.click(first, "Interviewer's desk")
    await house.ann.click(desk, "Ask it in the thread")
    asked = await ben.wait_for("asks:", at=thread)
    question = desk.text.split("Ask this")[1].splitlines()[1].removeprefix("| > ")
    form = (await ben.click(asked, "Answer")).modal
    assert question in form.text, "on a phone the box hides the thread"
    desk = await house.ann.click(desk, "Another question")
    seen = await ben.click(asked, "Answer")
    assert "not open any more" in seen.text
    assert f"<@{house.ann.id}> has passed it over" in seen.message.content
    seen = await ben.submit_modal(form, [OPENING])
    assert seen.message.attachments[0].text == OPENING
    assert "has answered" not in house.ann.sees(thread)
    await house.ann.click(desk, "Ask it in the thread")
    again = await ben.wait_for(lambda message: "asks:" in message.text and message.id > asked.id, at=thread)
    await ben.submit_modal((await ben.click(again, "Answer")).modal, [OPENING])
    await house.ann.wait_for("has answered", at=thread)


async def test_an_answer_that_the_candidate_writes_in_the_thread_is_told_that_the_desk_has_it_not(house: House) -> None:
    ben, thread, first = await begun(house)
    desk = await house.ann.click(first, "Interviewer's desk")
    await house.ann.click(desk, "Ask it in the thread")
    asked = await ben.wait_for("asks:", at=thread)
    await house.ann.say(thread, OPENING, reply_to=asked)
    await house.server.quiet()
    assert "the desk does not have it" not in ben.sees(thread)
    await ben.say(thread, OPENING, reply_to=asked)
    told = await ben.wait_for("the desk does not have it", at=thread)
    assert "The box opens with that text in it." in told.text
    mended = OPENING.replace("three months", "four months")
    await ben.say(thread, mended, reply_to=asked)
    again = await ben.wait_for(lambda message: "the desk does not have it" in message.text and message.id > told.id, at=thread)
    assert "not with this text" in again.text, "whoever mends a word would send the old text without a look"
    form = (await ben.click(told, "Answer")).modal
    assert form.fields[-1].value == OPENING, "nobody types it once more"
    await ben.submit_modal(form, {})
    await house.ann.wait_for("has answered", at=thread)


async def test_others_and_bots_have_no_seat(house: House) -> None:
    ben, thread, first = await begun(house)
    seen = await house.ann.slash("study panel", at=house.general, options={"partner": house.ann})
    assert "another person" in seen.text
    cleo = house.server.add_user("Cleo", house.guild)
    assert first not in cleo.visible(thread)
    seen = await cleo.click(first, "Answer", forge=True)
    assert "between two other members" in seen.text
    seen = await ben.click(first, "End the panel")
    await ben.click(seen, "End it")
    await house.ann.wait_for("The panel was ended", at=thread)


async def test_a_scorecard_for_a_panel_that_was_ended_meanwhile_comes_back(house: House) -> None:
    ben, thread, first = await begun(house)
    desk = await house.ann.click(first, "Interviewer's desk")
    form = (await house.ann.click(desk, "Hire")).modal
    await ben.click(await ben.click(first, "End the panel"), "End it")
    await house.ann.wait_for("The panel was ended", at=thread)
    notes = {"What was there": "Zero failures since.", "What was missing": "What the importer cost them."}
    seen = await house.ann.submit_modal(form, {"reasons": ["metric_delta"], **notes})
    assert "This panel is over" in seen.text
    assert seen.message.attachments[0].text == "\n\n".join(notes.values())


async def test_a_long_answer_is_whole_on_the_desk(house: House) -> None:
    ben, _thread, first = await begun(house)
    text = ("I measured *everything* twice_ and noticed what nobody had asked me to look at. " * 50)[:4_000]
    await ben.submit_modal((await ben.click(first, "Answer")).modal, [text])
    desk = await house.ann.click(first, "Interviewer's desk")
    assert "The next best follow-up" in desk.text
    assert desk.message.attachments[0].text.count("I measured") >= text.count("I measured")


async def test_no_round_begins_with_a_host_who_has_left_the_server(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    await house.ann.slash("study panel", at=house.general, options={"partner": ben, "principle": "ownership"})
    thread = house.thread
    card = await ben.wait_for("then the seats are swapped", at=thread)
    house.server.leave(house.ann, house.guild)
    await ben.click(card, "I am in")
    end = await ben.wait_for("no longer in this server", at=thread)
    assert end.buttons == []
    assert card.buttons == []
    assert "Round 1" not in ben.sees(thread)


async def test_a_candidate_who_has_left_the_server_is_asked_nothing(house: House) -> None:
    ben, thread, first = await begun(house)
    house.server.leave(ben, house.guild)
    desk = await house.ann.click(first, "Interviewer's desk")
    seen = await house.ann.click(desk, "Ask it in the thread")
    assert "no longer in this server" in seen.text
    await house.ann.wait_for(lambda message: "What was scored stays" in message.text and not message.ephemeral, at=thread)
    assert "asks:" not in house.ann.sees(thread)
    assert first.buttons == []


async def test_an_interviewer_who_has_left_the_server_is_sent_no_answer(house: House) -> None:
    ben, thread, first = await begun(house)
    form = (await ben.click(first, "Answer")).modal
    house.server.leave(house.ann, house.guild)
    seen = await ben.submit_modal(form, [OPENING])
    assert "no longer in this server" in seen.text
    assert seen.message.attachments[0].text == OPENING, "nobody reads it there any more, and nobody will score it"
    await ben.wait_for(lambda message: "What was scored stays" in message.text and not message.ephemeral, at=thread)


async def test_an_answer_that_was_held_back_comes_back_where_the_interviewer_has_left_meanwhile(house: House) -> None:
    ben, _thread, first = await begun(house)
    text = "At our customer Globex Inc I led Project Falcon, from 9 errors to 0."
    seen = await ben.submit_modal((await ben.click(first, "Answer")).modal, [text])
    house.server.leave(house.ann, house.guild)
    seen = await ben.click(seen, "Send it as it is")
    assert "no longer in this server" in seen.text
    assert seen.message.attachments[0].text == text


@pytest.mark.parametrize("how", ["locked", "forbidden"])
async def test_a_thread_that_a_moderator_shuts_in_the_middle_takes_nothing_and_the_panel_waits(house: House, how: str) -> None:
    """The answer ended in an error, and the scorecard was said to be in the thread, where nobody ever saw it."""
    ben, thread, first = await begun(house)
    desk = await house.ann.click(first, "Interviewer's desk")
    form, card = (await ben.click(first, "Answer")).modal, (await house.ann.click(desk, "Hire")).modal
    shut(house, thread, how)
    notes = {"reasons": ["metric_delta"], "What was missing": "The number behind it."}
    for seen, text in (
        (await ben.submit_modal(form, [OPENING], forge=True), OPENING),
        (await house.ann.submit_modal(card, notes, forge=True), "The number behind it."),
    ):
        assert "may not write in this thread now" in seen.text
        assert seen.message.attachments[0].text == text
    assert "may not write in this thread now" in (await house.ann.click(desk, "Ask it in the thread", forge=True)).text
    shut(house, thread, "")
    await ben.submit_modal(form, [OPENING])
    await house.ann.wait_for("has answered", at=thread)
    await house.ann.submit_modal(card, notes)
    await ben.wait_for("Scorecard · round 1", at=thread)


def shut(house: House, thread: Channel, how: str) -> None:
    denied = Permission.SEND_MESSAGES_IN_THREADS if how == "forbidden" else Permission(0)
    house.server.permit(house.general, house.server.bot, deny=denied)
    if how == "locked":
        house.server.archive(thread, locked=True)
    elif thread.thread is not None:
        thread.thread.locked = thread.thread.archived = False
        house.server.events.thread("THREAD_UPDATE", thread)


async def test_a_partner_who_does_not_see_the_channel_is_called_into_no_thread(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    house.server.permit(house.general, ben, deny=Permission.VIEW_CHANNEL)
    seen = await house.ann.slash("study panel", at=house.general, options={"partner": ben})
    assert f"<@{ben.user.id}> does not see this channel" in seen.message.content
    assert house.ann.threads() == []
    assert all(thread.thread is not None and thread.thread.archived for thread in house.guild.threads)


async def test_the_judge_s_vote_on_a_scorecard_is_told_by_all_that_was_answered(house: House) -> None:
    """An opening that was no story, mended by what followed: the vote was a hire, and the interviewer was told to have missed "No story"."""
    ben, thread, first = await begun(house)
    for text in ("I am somebody who always takes ownership of whatever goes wrong around me.", OPENING):
        await ben.submit_modal((await ben.click(first, "Answer")).modal, [text])
    await score(house.ann, await house.ann.click(first, "Interviewer's desk"), "Hire", "root_cause")
    second = await house.ann.wait_for("Round 2 of 2", at=thread)
    told = (await house.ann.click(second, "The judge's vote on round 1")).text
    assert "the judge **Hire**" in told
    missed = next(line for line in told.splitlines() if "you did not name" in line)
    assert "No story" not in missed
    assert "Individual action" in missed
    assert "the judge did not find" not in told, "the second answer tells the cause"
    why = told.split("Why the judge voted so")[1]
    assert "The outcome is told as a change in numbers." in why or "The cause was found, not only the symptom." in why


async def waits(connection: aiosqlite.Connection) -> None:
    """Until the panel has been shown and waits for its partners: what shows it sets its time anew."""
    later = int(time.time()) + STALE_SECONDS // 2
    for _look in range(500):
        async with connection.execute("SELECT 1 FROM due WHERE kind = 'peer panel' AND due_at > ?", (later,)) as cursor:
            if await cursor.fetchone() is not None:
                return
        await asyncio.sleep(0.02)
    raise TimeoutError("the panel waits for nobody")


async def test_a_panel_that_nobody_went_on_with_says_so_and_accuses_neither(house: House) -> None:
    _ben, thread, first = await begun(house)
    over = "The panel stood here for a week, so it is over"
    for _look in range(10):
        with suppress(TimeoutError):  # what shows the round sets its time anew, and may still be at it
            async with aiosqlite.connect(house.bot.folder / "bot.sqlite3", timeout=10) as connection:
                await waits(connection)
                await connection.execute("UPDATE peer_panels SET updated_at = ? WHERE status = 'open'", (int(time.time()) - STALE_SECONDS,))
                await connection.execute("UPDATE due SET due_at = ? WHERE kind = 'peer panel'", (int(time.time()),))
                await connection.commit()
            await looks_again(house)
            await house.ann.wait_for(over, at=thread, timeout=2.0)
            break
    assert over in house.ann.sees(thread)
    assert "was ended" not in house.ann.sees(thread)
    assert first.buttons == []
