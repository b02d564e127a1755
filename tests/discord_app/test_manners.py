"""What happens between people: strangers, double clicks, old buttons, forged ids, hostile words, messages in several parts."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord_app.interviews.parts import decoded
from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING, QUOTED, REPLY, end, live, start
from tests.discord_server import Fault

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOSTILE = (
    "@everyone <@{id}> <@&{id}> I ||hid|| the **bug** and `rebuilt` it.\n```\ncode\n```\n> quote\n# heading\n[link](https://example.com) "
    "\u202eright to left\u202c z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358algo, and I measured it: from 9 days to 2. I fixed it."
)


async def test_a_strangers_click_is_answered_and_changes_nothing(house: House) -> None:
    question = await start(house.ann, house.general)
    ben = house.server.add_user("Ben", house.guild)
    await house.ann.say(house.thread, f"{ben.mention} look")
    for label in ("Answer", "Hint", "End", "Another question", "Answer stage by stage"):
        seen = await ben.click(question, label)
        assert seen.ephemeral
        assert "Start your own" in seen.text, label
    form = (await house.ann.click(question, "Answer")).modal
    seen = await ben.submit_modal(form, [OPENING], forge=True)
    assert "Start your own" in seen.text
    assert seen.message.attachments[0].text == OPENING
    assert "The vote" not in house.ann.sees(house.thread)


async def test_a_double_click_is_taken_once(house: House) -> None:
    question = await start(house.ann, house.general)
    form = (await house.ann.click(question, "Answer")).modal
    seen = await asyncio.gather(*(house.ann.submit_modal(form, [OPENING]) for _ in range(4)))
    assert all(each.error is None for each in seen)
    await house.server.quiet()
    told = house.ann.sees(house.thread)
    shared = [message for message in house.ann.visible(house.thread) if "The vote on this answer" in message.text and not message.ephemeral]
    assert len(shared) == 1, told
    seen_later = await house.ann.submit_modal(form, [OPENING])
    assert seen_later.ephemeral
    assert "taken already" in seen_later.text
    assert "The vote on this answer" not in seen_later.text
    feedback = live(house.ann, house.thread).snapshot()
    await asyncio.gather(*(house.ann.click(feedback, "Go on") for _ in range(3)))
    await house.server.quiet()
    assert "Follow-up 1 of" not in (await house.ann.click(feedback, "Go on", forge=True)).text
    assert sum("Follow-up 1 of" in message.text and not message.ephemeral for message in house.ann.visible(house.thread)) == 1


async def test_a_second_text_for_the_same_step_is_kept_and_said_so(house: House) -> None:
    question = await start(house.ann, house.general)
    form = (await house.ann.click(question, "Answer")).modal
    await house.ann.submit_modal(form, [OPENING])
    seen = await house.ann.submit_modal(form, ["Another text altogether."])
    assert "is kept" in seen.text
    assert seen.message.attachments[0].text == "Another text altogether."
    assert "Go on" in seen.message.buttons


async def test_an_old_button_leads_back(house: House) -> None:
    question = (await start(house.ann, house.general)).snapshot()
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [OPENING])
    seen = await house.ann.click(question, "Hint", forge=True)
    assert seen.ephemeral
    assert "/interview resume" in seen.text
    before = len(house.ann.visible(house.thread))
    await house.ann.click(seen, "Go on")
    await house.server.quiet()
    assert len([message for message in house.ann.visible(house.thread) if not message.ephemeral]) >= before
    assert "The vote on this answer" in house.ann.visible(house.thread)[-1].text or "stands" in house.ann.visible(house.thread)[-1].text


@pytest.mark.parametrize(
    "custom_id",
    [
        "br1:answer:zzzzzzzzzzzz:0:one",
        "br1:turn:zzzzzzzzzzzz:0:9",
        "br1:vote:-:0:hire",
        "br1:nobody:abc:0",
        "br0:answer:abc:0",
        "anything",
        "x" * 100,
    ],
)
async def test_a_forged_id_is_answered_politely(house: House, custom_id: str) -> None:
    question = await start(house.ann, house.general)
    seen = await house.ann.click(question, custom_id, forge=True)
    assert seen.error is None
    assert seen.ephemeral
    assert "interview" in seen.text


async def test_hostile_words_ping_nobody_and_format_nothing(house: House) -> None:
    text = HOSTILE.format(id=house.ann.id)
    question = await start(house.ann, house.general)
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [text])
    await house.ann.wait_for("The vote on this answer", at=house.thread)
    await house.server.quiet()
    assert f"<@{house.ann.id}>" not in house.ann.sees(house.thread)
    assert "\u202e" not in house.ann.sees(house.thread)
    assert "\n    ```\n    code" not in house.ann.sees(house.thread)
    await end(house.ann, house.thread)
    await house.server.quiet()
    assert house.server.pings == []


async def test_four_thousand_emoji_fit_everywhere(house: House) -> None:
    question = await start(house.ann, house.general)
    form = (await house.ann.click(question, "Answer")).modal
    await house.ann.submit_modal(form, ["👩‍👩‍👧‍👦" * 570])
    await house.ann.wait_for("The vote on this answer", at=house.thread)
    await end(house.ann, house.thread)
    await house.ann.wait_for("Debrief ·", at=house.thread)


async def test_a_draft_is_in_the_box_again(house: House) -> None:
    question = await start(house.ann, house.general)
    form = (await house.ann.click(question, "Answer stage by stage")).modal
    await house.ann.submit_modal(form, ["We had an export."])
    assert (await house.ann.click(question, "Answer")).modal.field("Your answer").value == "We had an export."
    assert (await house.ann.click(question, "Answer in five boxes")).modal.field("Situation").value == "We had an export."
    assert "A draft is kept" in (await house.ann.slash("interview status", at=house.general)).text


async def test_words_do_what_buttons_do(house: House) -> None:
    await start(house.ann, house.general, place="dm")
    question = live(house.ann, house.ann.dm)
    for words, answer in (
        ("could you repeat the question?", "The question once more"),
        ("give me a minute", "Take your time"),
        ("hint please", "One real event is meant"),
        ("another question", "**Question**"),
        ("end the interview", "End the interview here?"),
    ):
        await house.ann.say(house.ann.dm, words)
        await house.server.quiet()
        assert answer in house.ann.visible(house.ann.dm)[-1].text, words
    assert question.text.splitlines()[1] != live(house.ann, house.ann.dm).text.splitlines()[1]


async def test_a_word_in_the_box_ends_an_interview_no_sooner_than_a_word_in_a_message(house: House) -> None:
    question = await start(house.ann, house.general)
    form = (await house.ann.click(question, "Answer")).modal
    asked = await house.ann.submit_modal(form, ["I'm done."])
    assert asked.ephemeral
    assert "End the interview here?" in asked.text
    await house.ann.submit_modal(form, [OPENING])
    feedback = await house.ann.wait_for("The vote on this answer", at=house.thread)
    assert "moved on" in (await house.ann.click(asked, "End it")).text
    await house.ann.click(feedback, "Go on")
    question = await house.ann.wait_for("Follow-up 1 of", at=house.thread)
    asked = await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, ["I'm done."])
    await house.ann.click(asked, "End it")
    await house.ann.wait_for("Debrief ·", at=house.thread)


async def test_a_message_without_its_text_is_explained_at_length_once_and_never_passed_over(house: House) -> None:
    question = await start(house.ann, house.general)
    assert "reply to the question with the ping on" in house.ann.sees(house.thread), "a thread begins with how to answer in it"
    await house.ann.say(house.thread, OPENING)
    await house.ann.wait_for("Please send it again", at=house.thread)
    await house.ann.say(house.thread, OPENING, reply_to=question, ping=False)
    await house.ann.wait_for("could not read that one either", at=house.thread)
    assert house.ann.sees(house.thread).count("Please send it again") == 1
    await house.ann.say(house.thread, f"{house.server.bot.mention} {OPENING}")
    assert house.server.bot.mention not in (await house.ann.wait_for("The vote on this answer", at=house.thread)).text


async def test_whoever_mentions_the_bots_role_is_told_that_it_is_not_the_bot(house: House) -> None:
    await start(house.ann, house.general)
    await house.ann.say(house.thread, f"{house.server.bot_role(house.guild).mention} {OPENING}")
    await house.ann.wait_for("You mentioned the bot's role", at=house.thread)


async def test_a_recording_is_said_to_hold_no_text_and_not_to_be_withheld(house: House) -> None:
    question = await start(house.ann, house.general, place="dm")
    await house.ann.say(house.ann.dm, files=[("voice-message.ogg", b"OggS")])
    await house.ann.wait_for("There is no text in that", at=house.ann.dm)
    await house.ann.click(question, "End")
    question = await start(house.ann, house.general)
    await house.ann.say(house.thread, files=[("answer.docx", b"PK")], reply_to=question)
    await house.ann.wait_for("There is no text in that", at=house.thread)
    assert "Discord does not show the bot what is written here" not in house.ann.sees(house.ann.dm) + house.ann.sees(house.thread)


async def test_a_message_that_is_forwarded_is_an_answer_and_can_be_judged(house: House) -> None:
    old = await house.ann.say(house.general, OPENING)
    await start(house.ann, house.general, place="dm")
    forwarded = await house.ann.forward(old, house.ann.dm)
    assert QUOTED in (await house.ann.wait_for("The vote on this answer", at=house.ann.dm)).text
    assert QUOTED in (await house.ann.message_command("Judge this answer", forwarded)).text


async def test_an_answer_in_several_messages(house: House) -> None:
    await start(house.ann, house.general, place="dm")
    first = f"{OPENING} " * 3 + "And so it went on, week after week, until"
    await house.ann.say(house.ann.dm, first)
    part = await house.ann.wait_for(f"Kept: {len(first)} characters", at=house.ann.dm)
    old = part.snapshot()
    assert (await house.ann.click(live(house.ann, house.ann.dm), "Answer")).modal.fields[0].value == first
    await house.ann.say(house.ann.dm, "And that was the last of it: zero failures since.")
    await house.ann.wait_for("The vote on this answer", at=house.ann.dm)
    await house.server.wait_until(lambda: not part.buttons, 5, "its button to go")
    seen = await house.ann.click(old, "That was all", forge=True)
    assert "moved on" in seen.text


async def test_a_mention_that_is_put_in_afterwards_makes_a_message_an_answer(house: House) -> None:
    await start(house.ann, house.general)
    said = await house.ann.say(house.thread, OPENING)
    await house.ann.wait_for("Please send it again", at=house.thread)
    await house.ann.edit(said, f"{house.server.bot_role(house.guild).mention} {OPENING}")
    await house.ann.wait_for("You mentioned the bot's role", at=house.thread)
    await house.ann.edit(said, f"{house.server.bot.mention} {OPENING}")
    await house.ann.wait_for("The vote on this answer", at=house.thread)


async def test_an_answer_that_is_edited_is_told_that_it_counts_as_it_was_sent(house: House) -> None:
    await start(house.ann, house.general, mode="interview", place="dm")
    said = await house.ann.say(house.ann.dm, OPENING)
    await house.ann.wait_for("Follow-up 1 of", at=house.ann.dm)
    house.server.gateway.duplicate_next(1)
    await house.ann.edit(said, f"{OPENING} It was in March.")
    await house.ann.wait_for("counts as it was sent", at=house.ann.dm)
    await house.server.quiet()
    assert house.ann.sees(house.ann.dm).count("counts as it was sent") == 1
    assert "Follow-up 2 of" not in house.ann.sees(house.ann.dm)


async def test_a_part_asks_no_more_whether_it_was_all_once_a_form_has_answered(house: House) -> None:
    question = await start(house.ann, house.general, place="dm")
    await house.ann.say(house.ann.dm, f"{OPENING} " * 3 + "And so it went on, week after week, until")
    part = await house.ann.wait_for("That was all", at=house.ann.dm)
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [OPENING])
    await house.ann.wait_for("The vote on this answer", at=house.ann.dm)
    await house.server.wait_until(lambda: not part.buttons, 5, "its button to go")


async def test_a_part_that_is_edited_is_the_part_that_counts(house: House) -> None:
    await start(house.ann, house.general, place="dm")
    part = await house.ann.say(house.ann.dm, f"{OPENING} " * 3 + "And so it went on, week after week, until")
    await house.ann.wait_for("That was all", at=house.ann.dm)
    changed = part.content.replace("three months of logs", "five months of logs")
    await house.ann.edit(part, changed)
    await house.server.quiet()
    assert (await house.ann.click(live(house.ann, house.ann.dm), "Answer")).modal.fields[0].value == changed


async def test_a_text_file_is_an_answer(house: House) -> None:
    await start(house.ann, house.general, place="dm")
    await house.ann.say(house.ann.dm, files=[("message.txt", OPENING.encode())])
    assert QUOTED in (await house.ann.wait_for("The vote on this answer", at=house.ann.dm)).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
async def test_a_text_file_is_read_as_any_editor_writes_it(encoding: str) -> None:
    """A pure look: of UTF-16 every letter was followed by a mark that stands for none, and the answer was in no language."""
    assert decoded("I said “no”, and José agreed.".encode(encoding)) == "I said “no”, and José agreed."


async def test_what_came_in_no_words_is_told_so_and_half_an_answer_is_not_taken(house: House) -> None:
    """It was told to reply with the ping on, in direct messages as well, and of a document the words beside it were the answer."""
    await start(house.ann, house.general, mode="interview", place="dm")
    await house.ann.say(house.ann.dm, files=[("voice-message.ogg", b"OggS")])
    told = await house.ann.wait_for("There is no text in that", at=house.ann.dm)
    assert "ping" not in told.text
    half = await house.ann.say(house.general, "My answer is in the document.", files=[("answer.docx", b"PK")])
    await house.ann.forward(half, house.ann.dm)
    await house.ann.say(house.ann.dm, half.content, files=[("answer.docx", b"PK")])
    await house.server.quiet()
    assert house.ann.sees(house.ann.dm).count("Not all of that is text, so nothing of it is taken. The bot reads messages") == 2
    assert "Follow-up 1 of" not in house.ann.sees(house.ann.dm)
    await house.ann.say(house.ann.dm, OPENING, files=[("chart.png", b"PNG")])
    await house.ann.wait_for("Follow-up 1 of", at=house.ann.dm)


async def test_a_mention_that_says_nothing_and_a_recording_are_not_told_to_mention(house: House) -> None:
    await start(house.ann, house.general)
    await house.ann.say(house.thread, house.server.bot.mention)
    await house.ann.wait_for("There is no text in that", at=house.thread)
    await house.ann.say(house.thread, files=[("voice-message.ogg", b"OggS")])
    await house.server.quiet()
    assert house.ann.sees(house.thread).count("There is no text in that") == 2
    assert "Please send it again" not in house.ann.sees(house.thread)


async def test_a_file_that_discord_does_not_give_is_told(house: House) -> None:
    await start(house.ann, house.general, place="dm")
    house.server.faults.add("GET /cdn", Fault.status(404))
    said = await house.ann.say(house.ann.dm, files=[("message.txt", OPENING.encode())])
    assert "send it once more" in (await house.ann.wait_for("Discord did not give the bot the file", at=house.ann.dm)).text
    await house.ann.forward(said, house.ann.dm)
    assert QUOTED in (await house.ann.wait_for("The vote on this answer", at=house.ann.dm)).text


async def test_a_message_delivered_twice_is_taken_once(house: House) -> None:
    await start(house.ann, house.general, mode="interview", place="dm")
    house.server.gateway.duplicate_next(1)
    await house.ann.say(house.ann.dm, OPENING)
    await house.ann.wait_for("Follow-up 1 of", at=house.ann.dm)
    await house.server.quiet()
    assert "Follow-up 2 of" not in house.ann.sees(house.ann.dm)
    assert house.ann.sees(house.ann.dm).count("Noted") == 1


async def test_two_messages_at_once_are_not_two_answers(house: House) -> None:
    """The second was typed before the next question was there: it is kept, and answers nothing."""
    await start(house.ann, house.general, mode="interview", place="dm")
    await asyncio.gather(house.ann.say(house.ann.dm, OPENING), house.ann.say(house.ann.dm, REPLY))
    await house.ann.wait_for("written before the question", at=house.ann.dm)
    await house.server.quiet()
    assert "Follow-up 2 of" not in house.ann.sees(house.ann.dm)


async def test_a_reply_to_an_old_question_is_no_answer(house: House) -> None:
    old = await start(house.ann, house.general, mode="interview")
    await house.ann.say(house.thread, OPENING, reply_to=old)
    await house.ann.wait_for("Follow-up 1 of", at=house.thread)
    await house.ann.say(house.thread, REPLY, reply_to=old)
    await house.ann.wait_for("It is kept", at=house.thread)
    assert "Follow-up 2 of" not in house.ann.sees(house.thread)


async def test_a_reply_to_the_question_of_one_of_two_interviews_answers_that_one(house: House) -> None:
    """It was said to stand under an earlier question, and kept where no box ever shows it."""
    question = await start(house.ann, house.general, mode="interview", place="dm")
    await house.ann.slash("interview start", at=house.general, principle="dive_deep", mode="interview", place="dm")
    await house.ann.wait_for("Dive Deep", at=house.ann.dm)
    await house.server.quiet()
    await house.ann.say(house.ann.dm, OPENING, reply_to=question)
    await house.ann.wait_for("Follow-up 1 of", at=house.ann.dm)
    await house.server.wait_until(lambda: not question.buttons, 5, "the buttons of the question that was answered to go")


async def test_a_lost_answer_of_discords_posts_nothing_twice(house: House) -> None:
    question = await start(house.ann, house.general)
    house.server.faults.add("POST /channels/{channel_id}/messages", Fault.lost_response())
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [OPENING])
    await house.server.quiet()
    assert sum("The vote on this answer" in message.text for message in house.ann.visible(house.thread)) == 1


async def test_an_empty_thread_word_of_others_is_left_alone(house: House) -> None:
    await start(house.ann, house.general)
    ben = house.server.add_user("Ben", house.guild)
    await house.ann.say(house.thread, f"{ben.mention} come and see")
    await house.server.quiet()
    before = len(house.ann.visible(house.thread))
    await ben.say(house.thread, f"{house.server.bot.mention} {OPENING}")
    await house.server.quiet()
    assert len(house.ann.visible(house.thread)) == before + 1
