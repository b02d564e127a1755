"""Study rooms on the real client: a whole room, and what others can and cannot see of it."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING, QUOTED
from tests.discord_server import Actor, Fault, Message, Permission, Seen

pytestmark = pytest.mark.asyncio(loop_scope="session")

ANSWERS = {
    "Ben": OPENING,
    "Cleo": "We had a problem with the export and the team decided to fix it. We were all happy with how it went in the end.",
    "Dev": "I once noticed that the backups of our wiki had failed for a month. I wrote a check that runs each night and found 12 more.",
}


async def opened(house: House, **options: str | int) -> Message:
    await house.ann.slash("study open", at=house.general, options={"principle": "ownership", **options})
    return await house.ann.wait_for(lambda message: "Answer in private" in message.buttons, at=house.general, timeout=15)


async def answers(member: Actor, card: Message, text: str) -> Seen:
    return await member.submit_modal((await member.click(card, "Answer in private")).modal, [text])


async def votes(member: Actor, message: Message, verdict: str, *reasons: str) -> Seen:
    form = (await member.click(message, verdict)).modal
    return await member.submit_modal(form, {"reasons": list(reasons)})


async def go_on(house: House, message: Message, label: str, words: str) -> Message:
    seen = await house.ann.click(message, label)
    assert seen.ephemeral
    if "Close it all the same" in seen.message.buttons:
        # Nobody has voted, in a test that is about something else.
        await house.ann.click(seen, "Close it all the same")
    return await house.ann.wait_for(lambda shown: words in shown.text and not shown.ephemeral, at=house.general, timeout=15)


async def test_a_whole_room(house: House) -> None:
    server, general = house.server, house.general
    people = {name: server.add_user(name, house.guild) for name in ANSWERS}
    card = await opened(house)
    for name, text in ANSWERS.items():
        seen = await answers(people[name], card, text)
        assert seen.ephemeral
        assert "Your answer is in" in seen.text
    for text in ANSWERS.values():
        assert text[:40] not in house.ann.sees(general)
    shown = await go_on(house, card, "Reveal the answers", "Answer 1 of 3")
    told = {}
    for number in (1, 2, 3):
        author = next(name for name, text in ANSWERS.items() if text[:40] in shown.text)
        told[author] = number
        for name, member in people.items():
            seen = await votes(member, shown, "Hire", "individual_action")
            assert seen.ephemeral
            assert f"Your vote on answer {number}: **Hire**, because of Individual action" in seen.text
            assert ("your own answer" in seen.text) == (name == author)
        judged = await go_on(house, shown, "Show the judge's vote", f"Answer {number} of 3 · the judge")
        assert re.search(r"(?m)^. Hire +3\b", judged.text), judged.text
        assert re.search(r"The judge: [^\n]*\n[| ]*- ", judged.text), "below the room's its reasons read as the room's"
        assert not re.search(r"Named most in the room[^\n]*\n[| ]*- ", judged.text), judged.text
        seen = await votes(people["Ben"], judged, "No Hire", "no_metric")
        assert "after the discussion" in seen.text
        if number < 3:
            shown = await go_on(house, judged, "Next answer", f"Answer {number + 1} of 3")
    tally = await go_on(house, judged, "The tally", "the tally")
    assert set(told) == set(ANSWERS)
    await people["Cleo"].wait_for("for you alone", at=people["Cleo"].dm)
    seen = await people["Ben"].click(tally, "My judgement")
    assert seen.ephemeral
    assert QUOTED in seen.text
    seen = await people["Cleo"].slash("study calibration", at=general)
    assert "2 votes of yours stand beside the judge's" in seen.text, seen.text


async def test_a_vote_that_nobody_has_cast_is_closed_only_when_the_host_says_so_twice(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    await house.ann.slash("interview start", at=house.general, options={"place": "room", "mode": "evaluate"})
    first = await house.ann.wait_for("Candidate A", at=house.general)
    seen = await house.ann.click(first, "Next candidate")
    assert seen.ephemeral
    assert "Nobody has voted yet" in seen.text
    assert "Candidate B" not in house.ann.sees(house.general)
    await house.ann.click(seen, "Close it all the same")
    second = await house.ann.wait_for("Candidate B", at=house.general)
    await votes(ben, second, "No Hire", "no_metric")
    assert "Nobody has voted" not in (await house.ann.click(second, "Show the rubric")).text


async def test_a_room_in_the_bar_raisers_chair(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    seen = await house.ann.slash("interview start", at=house.general, options={"place": "room", "mode": "practice"})
    assert "for the mode evaluate" in seen.text.replace("`", "")
    await house.ann.slash("interview start", at=house.general, options={"place": "room", "mode": "evaluate"})
    first = await house.ann.wait_for("Candidate A", at=house.general)
    await votes(ben, first, "Strong Hire", "metric_delta")
    second = await go_on(house, first, "Next candidate", "Candidate B")
    assert "The judge" not in ben.sees(house.general)
    await votes(ben, second, "No Hire", "no_metric", "collective_voice")
    judged = await go_on(house, second, "Show the rubric", "Candidate A · the judge")
    again = await go_on(house, judged, "Next candidate", "Candidate B · the judge")
    await go_on(house, again, "The tally", "The bar raiser's chair · the tally")
    seen = await ben.slash("study calibration", at=house.general)
    assert "2 votes of yours stand beside the judge's" in seen.text, seen.text


async def test_the_guard_warns_before_others_read_it(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    card = await opened(house)
    seen = await answers(ben, card, "At our customer Globex Inc I led Project Falcon, and I cut the errors from 9 to 0.")
    assert seen.ephemeral
    assert "Before others read this" in seen.text
    assert "“Falcon”" in seen.text.replace('"Falcon"', "“Falcon”")
    assert str((await ben.click(seen, "Change it")).modal.fields[-1].value).startswith("At our customer Globex Inc")
    seen = await ben.click(seen, "Send it without these words")
    assert "Your answer is in" in seen.text
    assert "[a codename]" in str((await ben.click(seen, "Change it")).modal.fields[-1].value)
    seen = await ben.click(seen, "Take it back")
    assert "taken back" in seen.text
    assert "[a codename]" in str((await ben.click(seen, "Answer in private")).modal.fields[-1].value)
    seen = await house.ann.click(card, "Reveal the answers")
    assert "no answer yet" in seen.text


async def test_an_answer_in_another_language_is_told_so_while_it_can_be_changed(house: House) -> None:
    cruz = house.server.add_user("Cruz", house.guild, locale="es-ES")
    card = await opened(house)
    form = (await cruz.click(card, "Answer in private")).modal
    assert "En inglés, porque así se juzga" in form.text
    spanish = (
        "En 2021 no estuve de acuerdo con mi jefe sobre la migración. Le mostré los datos: 40% de los errores venían del balanceador. "
        "Él aceptó, y bajamos los errores a 2%."
    )
    seen = await cruz.submit_modal(form, [spanish])
    assert "La mayor parte no está en inglés" in seen.text
    assert "Cambiarla" in seen.message.buttons
    seen = await cruz.submit_modal((await cruz.click(seen, "Cambiarla")).modal, [spanish + " Escríbeme a cruz@corp.example."])
    seen = await cruz.click(seen, "Enviarla tal como está")
    assert "La mayor parte no está en inglés" in seen.text
    seen = await cruz.submit_modal((await cruz.click(seen, "Cambiarla")).modal, [OPENING])
    assert "inglés" not in seen.text
    seen = await cruz.submit_modal((await cruz.click(seen, "Cambiarla")).modal, ["Nothing."])
    assert "ha cambiado: una palabra." in seen.text


async def test_an_answer_that_is_written_for_all_to_read_is_told_that_it_is_none(house: House) -> None:
    """In an interview a reply to the question is an answer: here it had no name to lose, and was passed over in silence."""
    ben = house.server.add_user("Ben", house.guild)
    card = await opened(house)
    await ben.say(house.general, "Nice question, thanks!", reply_to=card)
    await ben.say(house.general, OPENING)
    await house.server.quiet()
    assert "Nothing that is written here" not in ben.sees(house.general), "talk is no answer"
    await ben.say(house.general, OPENING, reply_to=card)
    told = await ben.wait_for("Nothing that is written here is taken as an answer", at=house.general)
    form = (await ben.click(told, "Answer in private")).modal
    assert form.fields[-1].value == OPENING, "nobody types it once more"
    assert not (await house.ann.click(told, "Answer in private")).modal.fields[-1].value
    assert "Your answer is in" in (await ben.submit_modal(form, {})).text
    await house.ann.click(await house.ann.click(card, "Close the room"), "Close it")
    await house.ann.wait_for("closed before its answers were shown", at=house.general)
    before = len(ben.visible(house.general))
    await ben.say(house.general, OPENING, reply_to=card)
    await house.server.quiet()
    assert len(ben.visible(house.general)) == before + 1


async def test_few_answers_are_shown_only_when_the_host_says_so_twice(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    card = await opened(house)
    form = (await ben.click(card, "Answer in private")).modal
    await answers(ben, card, OPENING)
    assert "Only the host" in (await ben.click(card, "Reveal the answers")).text
    seen = await house.ann.click(card, "Reveal the answers")
    assert "may guess whose it is" in seen.text
    assert "Answer 1 of" not in house.ann.sees(house.general)
    await house.ann.click(seen, "Show them")
    shown = await house.ann.wait_for("Answer 1 of 1", at=house.general)
    assert "fewer than three answers" in shown.text
    # The form was open all the while: what is in it comes back, whole, and nobody else sees it.
    seen = await ben.submit_modal(form, ["It was otherwise."])
    assert seen.ephemeral
    assert "nobody has seen it" in seen.text
    assert seen.message.attachments[0].text == "It was otherwise."
    form_of_vote = shown.snapshot()
    seen = await house.ann.click(shown, "Close the room")
    await house.ann.click(seen, "Close it")
    await house.ann.wait_for("closed before its end", at=house.general)
    seen = await house.ann.click(form_of_vote, "Hire")
    assert "moved on" in seen.text


async def test_fifty_at_once_and_not_a_word_of_whose_it_is(house: House) -> None:
    """All click within the same moment; then everything that reached the channel, and every log line, is searched for the authors."""
    server, general = house.server, house.general
    people = [server.add_user(f"Member{number}", house.guild) for number in range(50)]
    card = await opened(house)
    before = len(server.requests)
    # How soon everybody is answered depends on the machine; `benchmarks.latency` measures that.
    server.interacting.first_response_seconds = 60
    texts = [f"I noticed that queue {number} lost orders, and I cut the losses from 9 to 0 in a week." for number in range(50)]
    received = await asyncio.gather(*(answers(member, card, text) for member, text in zip(people, texts, strict=True)))
    assert all(seen.ephemeral and "Your answer is in" in seen.text and seen.error is None for seen in received)
    shown = await go_on(house, card, "Reveal the answers", "Answer 1 of 50")
    receipts = await asyncio.gather(*(votes(member, shown, "Hire", "metric_delta") for member in people))
    assert all("Your vote on answer 1" in seen.text and seen.error is None for seen in receipts)
    judged = await go_on(house, shown, "Show the judge's vote", "Answer 1 of 50 · the judge")
    assert re.search(r"(?m)^. Hire +50\b", judged.text), judged.text
    again = await asyncio.gather(*(votes(member, judged, "No Hire", "vague_outcome") for member in people))
    assert all("after the discussion" in seen.text for seen in again)
    second = await go_on(house, judged, "Next answer", "Answer 2 of 50")
    assert "After the discussion: No Hire 50" in judged.text
    order = [next(text for text in texts if text in message.text) for message in (shown, second)]
    public = [
        str(record.body) + str(record.query)
        for record in server.requests[before:]
        if record.method in ("POST", "PATCH") and record.path.startswith(f"/channels/{general.id}/messages")
    ]
    assert public
    assert any(order[0] in body for body in public)
    for member, text in zip(people, texts, strict=True):
        for body in public:
            assert str(member.user.id) not in body
            assert f'Member{people.index(member)}"' not in body
        assert text not in house.bot.logs
        assert str(member.user.id) not in house.bot.logs
    # Nobody sees an answer that has not had its turn, nor anybody else's receipt.
    watcher = server.add_user("Watcher", house.guild).sees(general)
    assert sum(text in watcher for text in texts) == 2
    assert "Your vote" not in watcher
    assert "Your answer is in" not in watcher
    seen = await house.ann.click(second, "Close the room")
    await house.ann.click(seen, "Close it")
    await house.ann.wait_for("the tally", at=general)


async def test_a_host_who_sleeps_is_told_that_the_room_waits(house: House) -> None:
    """With fewer than three answers the time reveals nothing, and the card, far above by then, was only edited."""
    ben = house.server.add_user("Ben", house.guild)
    card = await opened(house)
    await answers(ben, card, OPENING)
    with closing(sqlite3.connect(house.bot.folder / "bot.sqlite3", timeout=10)) as database, database:
        database.execute("UPDATE study_rooms SET ends_at = 1 WHERE channel_id = ?", (house.general.id,))
        database.execute(
            "UPDATE due SET due_at = 1 WHERE kind = 'study room' AND key = (SELECT id FROM study_rooms WHERE channel_id = ?)",
            (house.general.id,),
        )
    # Something new that is due makes the bot look for everything that is.
    await house.ann.slash("study open", at=house.server.add_channel(house.guild, "elsewhere"))
    told = await house.ann.wait_for("waits for you", at=house.ann.dm, timeout=15)
    assert f"<#{house.general.id}>" in told.content
    assert "Without a word from you it closes" in told.text
    await house.ann.click(await house.ann.click(card, "Reveal the answers"), "Show them")
    await house.ann.wait_for("Answer 1 of 1", at=house.general)
    assert "waits for you" not in ben.sees(ben.dm)


async def test_where_a_room_cannot_be(house: House) -> None:
    seen = await house.ann.slash("study open", at=house.ann.dm)
    assert "needs a server" in seen.text
    question = "What did you give up for somebody whom you had never met, and who told you?"
    seen = await house.ann.slash("study open", at=house.general, options={"question": question})
    assert "needs a principle" in seen.text
    assert seen.message.attachments[0].text == question
    short = "Tell me about a time you disagreed with your manager."
    seen = await house.ann.slash("study open", at=house.general, options={"question": short})
    assert seen.message.attachments[0].text == short
    house.server.permit(house.general, house.server.bot, deny=Permission.SEND_MESSAGES)
    seen = await house.ann.slash("study open", at=house.general)
    assert "A study room needs the bot to be able to write here. It lacks: Send Messages." in seen.text
    house.server.permit(house.general, house.server.bot)
    await opened(house, question="What did you give up, and for whom? *@everyone*")
    seen = await house.ann.slash("study open", at=house.general)
    assert "open in this channel already" in seen.text
    seen = await house.ann.click(await house.ann.click(seen, "Close the room"), "Close it")
    await house.ann.wait_for("closed before its answers were shown", at=house.general)


async def test_a_room_that_its_host_has_left_is_closed_by_a_moderator(house: House) -> None:
    await opened(house)
    house.server.leave(house.ann, house.guild)
    ben = house.server.add_user("Ben", house.guild)
    seen = await ben.slash("study open", at=house.general)
    assert "a moderator who may manage messages" in seen.text
    assert seen.message.buttons == [], "a button that would refuse"
    role = house.server.add_role(house.guild, "moderators", Permission.MANAGE_MESSAGES)
    mod = house.server.add_user("Mod", house.guild, roles=[role])
    seen = await mod.click(await mod.slash("study open", at=house.general), "Close the room")
    assert "The room is closed" in (await mod.click(seen, "Close it")).text


async def test_a_room_whose_channel_is_gone_ends(house: House) -> None:
    den = house.server.add_channel(house.guild, "den")
    await house.ann.slash("study open", at=den, options={"principle": "ownership"})
    card = await house.ann.wait_for(lambda message: "Answer in private" in message.buttons, at=den)
    for name, text in ANSWERS.items():
        await answers(house.server.add_user(name, house.guild), card, text)
    house.server.delete_channel(den)
    await house.ann.click(card, "Reveal the answers", forge=True)
    await house.bot.wait_for_log("its channel cannot be written to any more")


async def test_a_host_is_told_what_the_bot_lacks_before_the_room_is_over_for_it(house: House) -> None:
    """It was said that the answers are shown below, and the room was over without a word."""
    card = await opened(house)
    for name, text in ANSWERS.items():
        await answers(house.server.add_user(name, house.guild), card, text)
    house.server.permit(house.general, house.server.bot, deny=Permission.SEND_MESSAGES)
    seen = await house.ann.click(card, "Reveal the answers")
    assert "It lacks: Send Messages." in seen.text
    assert "Answer in private" in card.buttons
    house.server.permit(house.general, house.server.bot)
    shown = await go_on(house, card, "Reveal the answers", "Answer 1 of 3")
    # Between the look and the post.
    house.server.faults.add("POST /channels/{channel_id}/messages", Fault.status(403))
    await house.ann.click(await house.ann.click(shown, "Show the judge's vote"), "Close it all the same")
    await house.server.wait_until(lambda: "I may no longer write in this channel" in shown.text, 5, "it to be told")
    assert shown.buttons == ["My judgement"]


async def test_the_button_of_a_room_that_has_gone_on_speaks_of_nothing_that_was_typed(house: House) -> None:
    card = await opened(house)
    old = card.snapshot()
    for name, text in ANSWERS.items():
        await answers(house.server.add_user(name, house.guild), card, text)
    await go_on(house, card, "Reveal the answers", "Answer 1 of 3")
    seen = await house.server.add_user("Late", house.guild).click(old, "Answer in private", forge=True)
    assert "The room has moved on" in seen.text
    assert "typed" not in seen.text


async def test_answers_that_cannot_be_shown_are_not_said_to_follow(house: House) -> None:
    card = await opened(house)
    ben, *others = (house.server.add_user(name, house.guild) for name in ANSWERS)
    for member, text in zip((ben, *others), ANSWERS.values(), strict=True):
        await answers(member, card, text)
    house.server.faults.add("POST /channels/{channel_id}/messages", Fault.status(403))
    await house.ann.click(card, "Reveal the answers")
    await house.server.wait_until(lambda: "I may no longer write in this channel" in card.text, 5, "it to be told")
    assert "follow below" not in card.text
    assert QUOTED in (await ben.click(card, "My judgement")).text


async def test_a_room_goes_on_where_a_moderator_has_deleted_an_answer(house: House) -> None:
    """As one does with an answer that insults the others: the buttons went with it, and the channel was held for a day."""
    people = [house.server.add_user(name, house.guild) for name in ANSWERS]
    mod = house.server.add_user("Mod", house.guild)
    house.server.give_role(mod, house.server.add_role(house.guild, "Moderators", permissions=Permission.MANAGE_MESSAGES))
    card = await opened(house)
    for member, text in zip(people, ANSWERS.values(), strict=True):
        await answers(member, card, text)
    shown = await go_on(house, card, "Reveal the answers", "Answer 1 of 3")
    await mod.delete(shown)
    seen = await people[0].slash("study open", at=house.general, principle="ownership")
    assert seen.message.buttons == [], "only who leads the room is shown how"
    seen = await house.ann.slash("study open", at=house.general, principle="ownership")
    assert "in case somebody has deleted the message" in seen.text
    judged = await go_on(house, seen.message, "Show the judge's vote", "Answer 1 of 3 · the judge")
    second = await go_on(house, judged, "Next answer", "Answer 2 of 3")
    await mod.delete(second)
    seen = await house.ann.slash("study open", at=house.general, principle="ownership")
    await house.ann.click(await house.ann.click(seen, "Close the room"), "Close it")
    await house.ann.wait_for("the tally", at=house.general)
