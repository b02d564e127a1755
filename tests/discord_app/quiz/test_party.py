"""Parties on Discord: fair, private until the answer is shown, apart from each other, and led by their host."""

from __future__ import annotations

import asyncio
import re

import aiosqlite
import pytest

from tests.discord_app.conftest import House
from tests.discord_app.eventually import eventually
from tests.discord_app.faults.asked import CALLBACK
from tests.discord_app.quiz.playing import (
    answer_all,
    crowd,
    first_question,
    item_in,
    lead,
    next_question,
    open_party,
    revealed,
    right_letter,
    settled,
    time_is_up,
    wrong_letter,
)
from tests.discord_server.faults import Fault
from tests.discord_server.permissions import Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_from_the_lobby_to_the_scores(house: House) -> None:
    ben, eve = (house.server.add_user(name, house.guild) for name in ("Ben", "Eve"))
    lobby = await open_party(house)
    assert "@Ann invites to 5 questions" in lobby.text
    assert "One player is in." in lobby.text
    seen = await ben.click(lobby, "I am in")
    assert "2 players are in." in lobby.text
    assert "You are in." in (await seen.followup()).text
    assert "in already" in (await ben.click(lobby, "I am in")).text
    question = await first_question(house, lobby)
    assert "The party has begun with 2 players" in lobby.text
    assert re.search(r"<t:\d{10}:R>", question.text), "the window is told with Discord's own timestamp"
    for number in range(1, 6):
        if number > 1:
            question = await next_question(house, number)
        await house.ann.click(question, right_letter(question))
        await ben.click(question, right_letter(question) if number < 3 else wrong_letter(question))
        await eve.click(question, wrong_letter(question))
        await lead(house.ann, question, "Everybody has answered")
        await revealed(house, question)
        assert question.buttons == []
        for option in item_in(question).options:
            assert option.why.split(".")[0] in question.text, "every option says why"
        counts = sorted(re.findall(r"(Nobody|One|\d+) chose it", question.text))
        assert counts == (["2", "Nobody", "Nobody", "One"] if number < 3 else sorted(["One", "2", "Nobody", "Nobody"]))
    board = await house.ann.wait_for("The scores", at=house.general)
    places = [line for line in board.text.splitlines() if "@" in line]
    assert ["@Ann · 5 points" in places[0], "@Ben · 2 points" in places[1], len(places)] == [True, True, 2]
    assert "@Eve" not in board.text, "who has no point is not named"
    own = await eve.click(board, "My result")
    assert own.ephemeral
    assert "Place 3 of 3, with 0 points." in own.text
    assert own.text.count("was right.") == 5


async def test_who_comes_in_as_it_starts_brings_no_lobby_back(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    lobby = await open_party(house)
    # Discord is slow with what Ben's click changes on the message.
    house.server.faults.add(CALLBACK, Fault.delay(0.6))
    coming = asyncio.create_task(ben.click(lobby, "I am in"))
    while house.server.faults.pending:
        await asyncio.sleep(0.01)
    await lead(house.ann, lobby, "Start")
    story = await house.ann.wait_for("Next: question 1 of", at=house.general)
    assert "You are in." in (await (await coming).followup()).text
    assert "The party has begun with 2 players" in lobby.text
    assert lobby.buttons == []
    await lead(house.ann, story, "Stop")


async def test_fifty_within_the_same_moment_are_each_counted_once(house: House) -> None:
    people = crowd(house, 50)
    question = await first_question(house, await open_party(house, window=20))
    before = house.server.reaction_seconds
    house.server.reaction_seconds = 0
    groups = {letter: people[number::4] for number, letter in enumerate("ABCD")}
    receipts = await asyncio.gather(*(answer_all(question, group, letter) for letter, group in groups.items()))
    # The gateway delivers a click twice; a hand presses twice.
    await asyncio.gather(*(person.click(question, "A") for person in groups["A"]))
    house.server.reaction_seconds = before
    for letter, seen in zip(groups, receipts, strict=True):
        assert all(each.ephemeral and f"Your answer is in: **{letter}.**" in each.text for each in seen)
    await house.ann.click(question, right_letter(question))
    await lead(house.ann, question, "Everybody has answered")
    await revealed(house, question)
    assert "51 answers." in question.text
    counts = [int(count) for count in re.findall(r"(\d+) chose it", question.text)]
    assert sorted(counts) in ([12, 12, 13, 14], [12, 13, 13, 13])
    await lead(house.ann, await house.ann.wait_for("Next: question 2", at=house.general), "Stop")
    await house.ann.wait_for("The scores", at=house.general)


async def test_nothing_gives_an_answer_away_before_its_time(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    eve = house.server.add_user("Eve", house.guild)
    question = await first_question(house, await open_party(house))
    item = item_in(question)
    before = question.snapshot()
    await ben.click(question, right_letter(question))
    await house.server.quiet()
    everything = "\n".join(message.text for message in eve.visible(house.general))
    assert "Your answer" not in everything
    assert "chose" not in everything.replace("what you choose", "")
    assert all(option.why.split(".")[0] not in everything for option in item.options)
    assert question.text == before.text, "an answer changes nothing that others can see"
    letters = [id for id in question.custom_ids if ":quizgive:" in id]
    assert [id.rsplit(":", 1)[1] for id in letters] == ["a", "b", "c", "d"]
    assert len({id.rsplit(":", 1)[0] for id in letters}) == 1, "an id tells one option from the next by its letter alone"
    assert str(ben.id) not in str([message.components for message in eve.visible(house.general)])
    await lead(house.ann, question, "Stop")
    await house.ann.wait_for("The scores", at=house.general)


async def test_one_change_is_allowed_and_a_late_joiner_plays(house: House) -> None:
    late = house.server.add_user("Late", house.guild)
    question = await first_question(house, await open_party(house))
    assert "Your answer is in: **A.**" in (await house.ann.click(question, "A")).text
    assert "This is your answer already" in (await house.ann.click(question, "A")).text
    assert "Your answer is changed: **B.**" in (await house.ann.click(question, "B")).text
    assert "B stands" in (await house.ann.click(question, "C")).text
    await late.click(question, "B")
    await lead(house.ann, question, "Everybody has answered")
    await revealed(house, question)
    assert "2 answers." in question.text
    old = question.versions[-1] if question.versions else question
    assert "time for that was over" in (await late.click(old, "A", forge=True)).text
    await lead(house.ann, await house.ann.wait_for("Next: question 2", at=house.general), "Stop")


async def test_the_window_ends_for_each_when_it_ends_for_all_and_what_is_under_way_then_counts(house: House) -> None:
    question = await first_question(house, await open_party(house))
    await house.server.quiet()
    (closes,) = re.findall(r"<t:(\d{10}):R>", question.text)
    seen = await house.ann.click(question, right_letter(question))
    assert re.findall(r"<t:(\d{10}):R>", seen.text) == [closes]
    async with aiosqlite.connect(house.bot.folder / "bot.sqlite3", timeout=10) as connection:
        await settled(connection)
        mine = "SELECT id FROM quiz_parties WHERE channel_id = ? AND status = 'open'"
        async with connection.execute(f"SELECT due_at FROM due WHERE key = ({mine})", (house.general.id,)) as cursor:
            assert await cursor.fetchone() == (int(closes) + 1,)
    await lead(house.ann, question, "Stop")
    await house.ann.wait_for("The scores", at=house.general)


async def test_the_window_closes_by_itself(house: House) -> None:
    question = await first_question(house, await open_party(house, window=10))
    assert "Not yet: one player has not answered" in (await lead(house.ann, question, "Everybody has answered")).text
    await time_is_up(house)
    await revealed(house, question)
    assert "0 answers." in question.text
    await lead(house.ann, await house.ann.wait_for("Next: question 2", at=house.general), "Stop")


async def test_two_silent_questions_end_it(house: House) -> None:
    question = await first_question(house, await open_party(house))
    for number in (1, 2):
        await time_is_up(house)
        await revealed(house, question)
        if number == 1:
            question = await next_question(house, 2)
    board = await house.ann.wait_for("The scores", at=house.general)
    assert "Two questions in a row had no answer" in board.text
    assert "Nobody has a point this time." in board.text


async def test_only_the_host_and_moderators_lead(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    role = house.server.add_role(house.guild, "moderators", Permission.MANAGE_MESSAGES)
    mod = house.server.add_user("Mod", house.guild, roles=[role])
    lobby = await open_party(house)
    assert "The host starts this party, or a moderator" in (await lead(ben, lobby, "Start")).text
    assert "Only the host, or a moderator" in (await lead(ben, lobby, "Stop")).text
    await lead(mod, lobby, "Stop")
    await house.server.wait_until(lambda: "called off" in lobby.text, 5, "the lobby to close")
    assert lobby.buttons == []


async def test_a_lobby_whose_host_has_left_the_server_is_those_who_are_in_s(house: House) -> None:
    ben, cat, dan = (house.server.add_user(name, house.guild) for name in ("Ben", "Cat", "Dan"))
    lobby = await open_party(house)
    await ben.click(lobby, "I am in")
    house.server.leave(house.ann, house.guild)
    for label in ("Start", "Stop"):
        assert "has left the server. Anybody who is in can" in (await lead(dan, lobby, label)).text
    seen = await dan.slash("quiz party", at=house.general)
    assert "has left the server" in seen.text
    assert seen.message.buttons == [], "who has not joined leads nobody's party"
    assert (await ben.slash("quiz party", at=house.general)).message.buttons == ["Start", "Stop"]
    waiting = lobby.snapshot()
    await lead(ben, lobby, "Start")
    story = await ben.wait_for("Next: question 1", at=house.general)
    assert "The party has begun with 2 players" in lobby.text
    assert "begun already" in (await lead(dan, waiting, "Start", forge=True)).text
    assert "Only the host" in (await lead(cat, story, "Go on")).text
    await lead(ben, story, "Go on")
    question = await ben.wait_for(lambda message: "Question 1 of" in message.text and "A" in message.buttons, at=house.general)
    await lead(ben, question, "Stop")
    await ben.wait_for("The scores", at=house.general)
    await cat.slash("quiz party", at=house.general)
    lobby = await cat.wait_for(lambda message: "I am in" in message.buttons, at=house.general)
    await dan.click(lobby, "I am in")
    house.server.leave(cat, house.guild)
    await lead(dan, lobby, "Stop")
    await house.server.wait_until(lambda: "called off" in lobby.text, 5, "the lobby to close")


async def test_a_crowd_that_presses_start_does_not_use_up_what_discord_takes_in_a_minute(house: House) -> None:
    """Whether the host is still there is asked over the gateway, which closes after 120 packets a minute."""
    ben = house.server.add_user("Ben", house.guild)
    lobby = await open_party(house)
    await ben.click(lobby, "I am in")
    for seen in await asyncio.gather(*(lead(ben, lobby, "Start") for _press in range(130))):
        assert seen.error is None
    assert "I am in" in lobby.buttons
    await lead(house.ann, lobby, "Stop")
    await house.server.wait_until(lambda: "called off" in lobby.text, 5, "the lobby to close")


async def test_a_host_who_does_not_start_keeps_nobody_waiting_who_is_in(house: House) -> None:
    ben, cat = (house.server.add_user(name, house.guild) for name in ("Ben", "Cat"))
    lobby = await open_party(house)
    assert "After 5 minutes anybody who is in can start it too, and then leads it." in lobby.text
    await ben.click(lobby, "I am in")
    assert "5 minutes after it was opened" in (await lead(ben, lobby, "Start")).text
    assert (await ben.slash("quiz party", at=house.general)).message.buttons == []
    async with aiosqlite.connect(house.bot.folder / "bot.sqlite3", timeout=10) as connection:
        await connection.execute("UPDATE quiz_parties SET created_at = created_at - 300 WHERE channel_id = ?", (house.general.id,))
        await connection.commit()
    assert "press I am in first" in (await lead(cat, lobby, "Start")).text.replace("*", "")
    assert "Only the host" in (await lead(ben, lobby, "Stop")).text, "an end takes the party from everybody"
    await lead(ben, lobby, "Start")
    story = await ben.wait_for("Next: question 1", at=house.general)
    await lead(ben, story, "Stop")
    await ben.wait_for("The scores", at=house.general)


async def test_one_a_channel_and_two_channels_do_not_touch(house: House) -> None:
    other = house.server.add_channel(house.guild, "other")
    lobby = await open_party(house)
    seen = await house.ann.slash("quiz party", at=house.general)
    assert "waits for its start in this channel already" in seen.text
    assert seen.message.buttons == ["Start", "Stop"]
    other_member = await house.server.add_user("Ben", house.guild).slash("quiz party", at=house.general)
    assert "*I am in*, below its message, joins it" in other_member.message.content.replace("**", "*")
    assert other_member.message.buttons == [], "a button that would refuse"
    second = await open_party(house, other)
    first_q = await first_question(house, lobby)
    second_q = await first_question(house, second)
    await house.ann.click(second_q, right_letter(second_q))
    await lead(house.ann, seen, "Stop")
    await house.server.wait_until(lambda: "not counted" in first_q.text, 5, "the first party to stop")
    assert "Question 1 of 5 ·" in second_q.text
    await lead(house.ann, second_q, "Everybody has answered")
    await revealed(house, second_q)
    assert "One answer." in second_q.text
    await lead(house.ann, await house.ann.wait_for("Next: question 2", at=other), "Stop")
    await house.ann.wait_for("The scores", at=other)


async def test_a_missing_permission_is_named(house: House) -> None:
    house.server.permit(house.general, house.server.bot, deny=Permission.SEND_MESSAGES)
    seen = await house.ann.slash("quiz party", at=house.general)
    assert "It lacks: Send Messages." in seen.text


async def test_a_channel_that_closes_in_the_middle_ends_it_quietly(house: House) -> None:
    other = house.server.add_channel(house.guild, "other")
    question = await first_question(house, await open_party(house, other))
    await house.ann.click(question, "A")
    words = "its channel cannot be written to any more"
    before = house.bot.logs.count(words)
    house.server.permit(other, house.server.bot, deny=Permission.SEND_MESSAGES | Permission.VIEW_CHANNEL)
    await lead(house.ann, question, "Everybody has answered")
    # Other tests' channels close as well, and the log is one.
    await eventually(lambda: house.bot.logs.count(words) > before)
    house.server.permit(other, house.server.bot)
    lobby = await open_party(house, other)
    await lead(house.ann, lobby, "Stop")


async def test_a_tie_is_explained_to_all_and_to_each_with_their_own_time(house: House) -> None:
    ben, cat = (house.server.add_user(name, house.guild) for name in ("Ben", "Cat"))
    lobby = await open_party(house)
    assert "How fast it came, or its change if you make one, counts only between equals." in lobby.text
    question = await first_question(house, lobby)
    await house.ann.click(question, right_letter(question))
    await ben.click(question, right_letter(question))
    await cat.click(question, wrong_letter(question))
    await lead(house.ann, question, "Everybody has answered")
    await revealed(house, question)
    await lead(house.ann, await house.ann.wait_for("Next: question 2", at=house.general), "Stop")
    board = await house.ann.wait_for("The scores", at=house.general)
    assert "Between equal points, the time that the right answers took decides." in board.text
    assert re.search(r"Somebody else has as many points: .* yours took \d+\.\d{3} s", (await ben.click(board, "My result")).text)
    assert "as many points" not in (await cat.click(board, "My result")).text


async def test_who_was_banned_in_the_middle_is_not_named_by_the_scoreboard(house: House) -> None:
    ben, cat = (house.server.add_user(name, house.guild) for name in ("Ben", "Cat"))
    question = await first_question(house, await open_party(house))
    for player in (house.ann, ben):
        await player.click(question, right_letter(question))
    await cat.click(question, wrong_letter(question))
    await lead(house.ann, question, "Everybody has answered")
    await revealed(house, question)
    house.server.leave(ben, house.guild)
    await lead(house.ann, await house.ann.wait_for("Next: question 2", at=house.general), "Stop")
    board = await house.ann.wait_for("The scores", at=house.general)
    assert str(ben.id) not in str(board.components)
    assert re.search(r"somebody who has left the server · one point in \d", board.text.replace("*", "")), "the places stay explainable"
    assert "3 players and one question." in board.text
    assert "Place 3 of 3" in (await cat.click(board, "My result")).text


async def test_a_channel_that_is_locked_in_the_middle_says_that_the_party_ends(house: House) -> None:
    other = house.server.add_channel(house.guild, "other")
    question = await first_question(house, await open_party(house, other))
    await house.ann.click(question, right_letter(question))
    house.server.permit(other, house.server.bot, deny=Permission.SEND_MESSAGES)
    await lead(house.ann, question, "Everybody has answered")
    await house.server.wait_until(
        lambda: "The party ends here: I may no longer write in this channel." in question.text, 5, "it to be told"
    )
    assert "Question 1 of 5 · the answer" in question.text
    assert "Place 1 of 1, with one point." in (await house.ann.click(question, "My result")).text
    house.server.permit(other, house.server.bot)
    lobby = await open_party(house, other)
    house.server.permit(other, house.server.bot, deny=Permission.SEND_MESSAGES)
    await lead(house.ann, lobby, "Start")
    await house.server.wait_until(lambda: "may no longer write in this channel" in lobby.text, 5, "it to be told")
    assert lobby.buttons == []
    assert "has begun" not in lobby.text


async def test_a_story_that_a_moderator_deleted_gets_its_question_all_the_same(house: House) -> None:
    await lead(house.ann, await open_party(house), "Start")
    story = await house.ann.wait_for("Next: question 1", at=house.general)
    role = house.server.add_role(house.guild, "moderators", Permission.MANAGE_MESSAGES)
    mod = house.server.add_user("Mod", house.guild, roles=[role])
    old = story.snapshot()
    await mod.delete(story)
    await lead(house.ann, old, "Go on", forge=True)
    question = await house.ann.wait_for("Question 1 of", at=house.general)
    assert "A" in question.buttons
    await lead(house.ann, question, "Stop")
    await house.ann.wait_for("The scores", at=house.general)


async def test_in_a_thread(house: House) -> None:
    thread = house.server.add_thread(house.general, "practice", house.ann, private=False)
    question = await first_question(house, await open_party(house, thread))
    await house.ann.click(question, "A")
    await lead(house.ann, question, "Stop")
    await house.ann.wait_for("The scores", at=thread)
    house.server.permit(house.general, house.server.bot, deny=Permission.SEND_MESSAGES_IN_THREADS)
    assert "It lacks: Send Messages in Threads." in (await house.ann.slash("quiz party", at=thread)).text
