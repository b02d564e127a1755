"""Whole interviews, in every place and by every way to answer."""

from __future__ import annotations

import re

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING, QUOTED, REPLY, STAGES, answered, live, start, to_the_end

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_by_form_in_a_thread(house: House) -> None:
    seen = await house.ann.slash("interview start", at=house.general, principle="ownership")
    assert seen.ephemeral
    assert "Moderators who manage threads can read private threads" in seen.text
    thread = house.thread
    assert thread.is_private_thread
    assert not thread.thread.invitable  # type: ignore[union-attr]
    question = live(house.ann, thread)
    while not answered(question.text):
        await house.ann.click(question, "Another question")
        await house.server.quiet()
        question = live(house.ann, thread)

    form = (await house.ann.click(question, "Answer")).modal
    assert question.text.splitlines()[1] in form.text
    assert "Closing this window may lose" in form.text
    await house.ann.submit_modal(form, [OPENING])

    feedback = await house.ann.wait_for("The vote on this answer", at=thread)
    assert QUOTED in feedback.text
    assert question.buttons == []
    assert "Your answer" in question.text
    end = await to_the_end(house.server, house.ann, thread)
    assert "How the vote moved" in end.text
    assert re.search(r"Do (?:this|these \d+ things) first", end.text)
    assert {"The same question again", "Another one"} <= set(end.buttons)
    file = next(attachment for message in house.ann.visible(thread) for attachment in message.attachments)
    assert file.filename == "debrief-ownership-sde2.md"
    assert "## Stage by stage" in file.text
    assert f"**Your words**\n\n> {OPENING}" in file.text, "the file stands alone: the answer is in it as well as the replies"
    assert f"> {question.text.splitlines()[1]}" in file.text
    assert REPLY in file.text
    await house.ann.click(end, next(label for label in end.buttons if label.startswith("Read on")))
    assert "Part 2 of" in end.text


async def test_by_messages_in_direct_messages(house: House) -> None:
    await start(house.ann, house.general, mode="interview", place="dm")
    await house.ann.say(house.ann.dm, OPENING)
    end = await to_the_end(house.server, house.ann, house.ann.dm, by="message")
    told = house.ann.sees(house.ann.dm)
    assert "The vote on this answer" not in told
    assert told.count("Noted:") >= 4
    assert "How the vote moved" in end.text
    assert house.ann.visible(house.general) == [house.ann.visible(house.general)[0]]


async def test_by_replies_in_a_thread(house: House) -> None:
    question = await start(house.ann, house.general)
    await house.ann.say(house.thread, OPENING, reply_to=question)
    await house.ann.wait_for("The vote on this answer", at=house.thread)
    await house.server.wait_until(lambda: not question.buttons, 5, "the buttons of the question to go, as they do after a form")
    assert question.text
    end = await to_the_end(house.server, house.ann, house.thread, by="reply")
    assert "How the vote moved" in end.text


@pytest.mark.parametrize("asked", ["What does that mean?", "Why do you ask that?", "help"])
async def test_a_question_about_the_question_is_answered_and_scores_nothing(house: House, asked: str) -> None:
    question = await start(house.ann, house.general)
    stands = question.text.splitlines()[1]
    told = await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [asked])
    assert stands in told.text
    assert "One real event is meant" in told.text
    await house.ann.say(house.thread, asked, reply_to=question)
    again = await house.ann.wait_for("The question once more", at=house.thread)
    assert stands in again.text
    assert "The vote on this answer" not in house.ann.sees(house.thread)
    assert "Answer" in question.buttons


async def test_here_where_only_the_person_sees_it(house: House) -> None:
    seen = await house.ann.slash("interview start", at=house.general, principle="ownership", place="here")
    while not answered(seen.text):
        seen = await house.ann.click(seen, "Another question")
    for _step in range(20):
        if "Debrief ·" in seen.text:
            break
        assert seen.ephemeral
        if "Go on" in seen.message.buttons:
            seen = await house.ann.click(seen, "Go on")
        else:
            form = (await house.ann.click(seen, "Answer")).modal
            seen = await house.ann.submit_modal(form, [OPENING if "Follow-up 1 of" not in seen.text else REPLY])
    assert "### Do this first\n| 1. Say who used it afterwards or did the same, or what it became." in seen.text
    assert (await seen.followup()).attachments[0].filename.endswith(".md")
    assert house.ann.threads() == []


async def test_in_five_boxes(house: House) -> None:
    question = await start(house.ann, house.general)
    form = (await house.ann.click(question, "Answer in five boxes")).modal
    assert [field.label for field in form.fields] == list(STAGES)
    asked = question.text.splitlines()[1]
    assert (form.fields[0].description or "").removesuffix("…").strip() in asked
    assert len(form.fields[0].description or "") >= min(len(asked), 90)
    await house.ann.submit_modal(form, STAGES)
    feedback = await house.ann.wait_for("The vote on this answer", at=house.thread)
    assert "Reflection" in feedback.text
    again = await house.ann.click(feedback, "Try again")
    assert again.error is None
    question = await house.ann.wait_for("Attempt 2", at=house.thread)
    form = (await house.ann.click(live(house.ann, house.thread), "Answer in five boxes")).modal
    assert form.field("Result").value == STAGES["Result"]
    await house.ann.submit_modal(form, {"Result": "It went well and everybody was happy."})
    assert "Against your last attempt" in (await house.ann.wait_for("Against your last attempt", at=house.thread)).text


async def test_what_was_too_little_for_a_vote_has_no_score_to_move_from(house: House) -> None:
    question = await start(house.ann, house.general)
    texts = []
    for attempt, answer in enumerate(("Nothing.", "Nothing at all.", " ".join(STAGES.values())), 2):
        await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [answer])
        feedback = await house.ann.wait_for(lambda message: "Try again" in message.buttons, at=house.thread)
        texts.append(feedback.text)
        await house.ann.click(feedback, "Try again")
        question = await house.ann.wait_for(f"Attempt {attempt}", at=house.thread)
    assert "Not Enough Evidence" in texts[1]
    assert "Against your last attempt" in texts[1]
    assert "before, " not in texts[1], "no score is no 7"
    assert "No score before, " in texts[2]


async def test_whoever_has_no_story_goes_on_to_another_question_after_the_vote_too(house: House) -> None:
    question = await start(house.ann, house.general)
    first = question.text.splitlines()[1]
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, ["Nothing like that has happened to me so far."])
    feedback = await house.ann.wait_for("Not Enough Evidence", at=house.thread)
    assert (await house.ann.click(feedback, "Another question")).error is None
    question = await house.ann.wait_for("no vote on it counts", at=house.thread)
    assert first not in question.text
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [OPENING])
    feedback = await house.ann.wait_for(lambda message: "Try again" in message.buttons and message.id != feedback.id, at=house.thread)
    assert "Another question" not in feedback.buttons
    assert "Against your last attempt" not in feedback.text


async def test_stage_by_stage(house: House) -> None:
    question = await start(house.ann, house.general)
    card = await house.ann.submit_modal((await house.ann.click(question, "Answer stage by stage")).modal, [STAGES["Situation"]])
    assert card.ephemeral
    assert "Next: Task" in card.text
    for stage in list(STAGES)[1:]:
        form = (await house.ann.click(card, stage)).modal
        card = await house.ann.submit_modal(form, [STAGES[stage]])
    form = (await house.ann.click(card, "Action")).modal
    assert form.fields[0].value == STAGES["Action"]
    assert "All five parts are there" in card.text
    older = card.message.versions[0]
    await house.ann.click(card, "Send the answer")
    await house.ann.wait_for("The vote on this answer", at=house.thread)
    again = await house.ann.click(older, "Send what there is", forge=True)
    assert "That step is over" in again.text
    assert "no text" not in again.text


async def test_evaluate_from_the_bar_raisers_chair(house: House) -> None:
    opened = await house.ann.slash("interview start", at=house.general, mode="evaluate")
    assert "Two candidates wait for your vote in" in opened.text
    page = await house.ann.wait_for("Candidate A", at=house.thread)
    form = (await house.ann.click(page, "Hire")).modal
    await house.ann.submit_modal(form, {"What do you base it on?": ["individual_action"]})
    page = await house.ann.wait_for("Candidate B", at=house.thread)
    assert "The judge votes" not in house.ann.sees(house.thread)
    await house.ann.submit_modal((await house.ann.click(page, "No Hire")).modal, {})
    end = await house.ann.wait_for("your vote beside the judge's", at=house.thread)
    assert "You voted **Hire**" in end.text
    await house.ann.click(end, "Answer it myself")
    asked = await house.ann.wait_for(lambda message: "Answer" in message.buttons, at=house.thread)
    assert "practice" in house.ann.sees(house.thread)
    assert "Question" in asked.text


async def test_learn_turns_its_pages_on_one_message(house: House) -> None:
    opened = await house.ann.slash("learn", at=house.general)
    assert "Your walk-through is in" in opened.text
    assert "interview is ready" not in opened.text
    page = await house.ann.wait_for("Page 1 of", at=house.thread)
    before = len(house.ann.visible(house.thread))
    while "Next page" in page.buttons:
        await house.ann.click(page, "Next page")
    assert len(house.ann.visible(house.thread)) == before
    texts = [version.text for version in page.versions]
    for shown in ("What an interviewer underlines", "A weak reply", "What sinks it", "Emphasise", "What each level is measured by"):
        assert any(shown in text for text in texts), shown
