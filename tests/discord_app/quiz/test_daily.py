"""The daily question on Discord: set by admins, posted once a day, its answer shown with the next one, off when its channel is gone."""

from __future__ import annotations

import re
import time

import aiosqlite
import pytest

from tests.discord_app.conftest import House
from tests.discord_app.quiz.playing import item_in, looks_again, right_letter, settled, wrong_letter
from tests.discord_server import Actor, Fault, Message
from tests.discord_server.permissions import Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")

ALWAYS = {"time": "0:00", "zone": "UTC", "weekdays": "every day"}


def admin_of(house: House) -> Actor:
    role = house.server.add_role(house.guild, "admins", Permission.MANAGE_GUILD)
    return house.server.add_user("Ada", house.guild, roles=[role])


async def comes_due(house: House, *, next_day: bool = False) -> None:
    """The daily time comes. `next_day` lets a day pass first: what was today's question is yesterday's."""
    async with aiosqlite.connect(house.bot.folder / "bot.sqlite3", timeout=10) as connection:
        if house.bot.running:
            await settled(connection)
        if next_day:
            yesterday = time.strftime("%Y%m%d", time.gmtime(time.time() - 86_400))
            place = "UPDATE quiz_asked SET place = ? WHERE kind = 'daily' AND server_id = ? AND closed_at IS NULL"
            await connection.execute(place, (int(yesterday), house.guild.id))
        await connection.execute("UPDATE due SET due_at = ? WHERE kind = 'quiz daily'", (int(time.time()),))
        await connection.commit()
    await looks_again(house)


async def posted(house: House) -> Message:
    await comes_due(house)
    return await house.ann.wait_for("The question of the day", at=house.general)


async def test_it_is_posted_answered_and_told_with_the_next_one(house: House) -> None:
    ada = admin_of(house)
    seen = await ada.slash("quiz daily", at=house.general, options=ALWAYS)
    assert "On: in #general, every day at 0:00 (UTC)." in seen.text
    first = await posted(house)
    assert first.buttons == ["A", "B", "C", "D"]
    receipt = await house.ann.click(first, right_letter(first))
    assert receipt.ephemeral
    assert "your streak is one daily question" in receipt.text
    await ada.click(first, wrong_letter(first))
    assert "Right" not in first.text
    await comes_due(house, next_day=True)
    second = await house.ann.wait_for(lambda message: "of the day ·" in message.text and "A" in message.buttons and message.id > first.id)
    await house.server.wait_until(lambda: "· the answer" in first.text, 5, "the first answer to be told")
    assert sorted(re.findall(r"(Nobody|One|\d+) chose it", first.text)) == ["Nobody", "Nobody", "One", "One"]
    assert all(option.why.split(".")[0] in first.text for option in item_in(first).options)
    assert "answered 2 daily questions in a row" in (await house.ann.click(second, "A")).text
    assert item_in(second).key != item_in(first).key
    board = await house.ann.slash("leaderboard", at=house.general)
    assert "You: one point." in board.text


async def test_each_sees_what_they_answered_below_the_answer_and_nobody_else_does(house: House) -> None:
    ada, ben = admin_of(house), house.server.add_user("Ben", house.guild)
    await ada.slash("quiz daily", at=house.general, options=ALWAYS)
    first = await posted(house)
    right, wrong = right_letter(first), wrong_letter(first)
    await house.ann.click(first, right)
    await ben.click(first, wrong)
    await ada.slash("quiz daily", at=house.general, off=True)
    await house.server.wait_until(lambda: "· the answer" in first.text, 5, "the answer to be told")
    seen = await ben.click(first, "My answer")
    assert seen.ephemeral
    assert f"You chose {wrong}; {right} was right." in seen.text.replace("*", "")
    assert "comes back in `/review`" in seen.text
    assert f"{right}, right." in (await house.ann.click(first, "My answer")).text.replace("*", "")
    assert "No answer" in (await ada.click(first, "My answer")).text


async def test_what_is_right_is_told_to_no_forged_click_before_its_time(house: House) -> None:
    await admin_of(house).slash("quiz daily", at=house.general, options=ALWAYS)
    first = await posted(house)
    forged = next(id for id in first.custom_ids if "quizgive" in id).replace("quizgive", "quizmine")
    seen = await house.ann.click(first, forged, forge=True)
    assert "not there any more" in seen.text
    assert "was right" not in seen.text


async def test_a_day_has_one_however_often_its_time_comes(house: House) -> None:
    await admin_of(house).slash("quiz daily", at=house.general, options=ALWAYS)
    await posted(house)
    for _time in range(3):
        await comes_due(house)
        await house.server.quiet()
    assert sum("The question of the day" in message.text for message in house.ann.visible(house.general)) == 1


async def test_a_role_is_told_and_nobody_else(house: House) -> None:
    learners = house.server.add_role(house.guild, "learners", mentionable=True)
    secret = house.server.add_role(house.guild, "secret")
    house.server.add_user("Lea", house.guild, roles=[learners])
    ada = admin_of(house)
    refused = await ada.slash("quiz daily", at=house.general, options={**ALWAYS, "role": secret})
    assert "I may not mention" in refused.text
    seen = await ada.slash("quiz daily", at=house.general, options={**ALWAYS, "role": learners})
    assert "@learners is told of each." in seen.text
    message = await posted(house)
    assert [ping.who for ping in house.server.pings if ping.message_id == message.id] == ["role learners"]
    house.server.pings.clear()


async def test_a_channel_that_is_gone_turns_it_off_and_whoever_set_it_is_told(house: House) -> None:
    ada = admin_of(house)
    other = house.server.add_channel(house.guild, "other")
    await ada.slash("quiz daily", at=house.general, options={**ALWAYS, "channel": other})
    house.server.delete_channel(other)
    await comes_due(house)
    letter = await ada.wait_for("The daily question of", at=ada.dm)
    assert "**Study hall**" in letter.text or "Study hall" in letter.text
    assert "its channel can no longer be written to" in (await ada.slash("quiz daily", at=house.general)).text
    await comes_due(house)
    await house.server.quiet()
    assert sum("is off" in message.text for message in ada.visible(ada.dm)) == 1
    seen = await ada.slash("quiz daily", at=house.general, channel=house.general)
    assert "On: in #general" in seen.text


async def newer_than(house: House, message: Message) -> Message:
    return await house.ann.wait_for(
        lambda each: "of the day ·" in each.text and "A" in each.buttons and each.id > message.id, at=house.general
    )


async def test_a_question_that_was_taken_away_early_breaks_no_streak(house: House) -> None:
    """Whoever had not answered it yet had a day to do so, and then no longer."""
    ada, ben = admin_of(house), house.server.add_user("Ben", house.guild)
    await ada.slash("quiz daily", at=house.general, options=ALWAYS)
    first = await posted(house)
    for player in (house.ann, ben):
        await player.click(first, "A")
    await comes_due(house, next_day=True)
    second = await newer_than(house, first)
    assert "2 daily questions in a row" in (await ben.click(second, "A")).text
    await ada.slash("quiz daily", at=house.general, off=True)
    await house.server.wait_until(lambda: "· the answer" in second.text, 5, "the answer to be told")
    await ada.slash("quiz daily", at=house.general, options=ALWAYS)
    async with aiosqlite.connect(house.bot.folder / "bot.sqlite3", timeout=10) as connection:
        await settled(connection)
        await connection.execute("UPDATE quiz_asked SET place = place - 2 WHERE kind = 'daily' AND server_id = ?", (house.guild.id,))
        await connection.commit()
    await comes_due(house)
    third = await newer_than(house, second)
    assert "answered 2 daily questions in a row" in (await house.ann.click(third, "A")).text
    assert "answered 3 daily questions in a row" in (await ben.click(third, "A")).text


async def test_turned_off_the_open_question_is_told(house: House) -> None:
    ada = admin_of(house)
    assert "It is off." in (await ada.slash("quiz daily", at=house.general)).text
    assert "was not on" in (await ada.slash("quiz daily", at=house.general, off=True)).text
    await ada.slash("quiz daily", at=house.general, options=ALWAYS)
    first = await posted(house)
    seen = await ada.slash("quiz daily", at=house.general, off=True)
    assert seen.text == "The daily question is off."
    await house.server.wait_until(lambda: "· the answer" in first.text, 5, "the answer to be told")
    assert first.buttons == ["My answer"]


async def test_discord_in_trouble_delays_it_and_posts_no_second(house: House) -> None:
    ada = admin_of(house)
    await ada.slash("quiz daily", at=house.general, options=ALWAYS)
    house.server.faults.add(
        "POST /channels/{channel_id}/messages", Fault.lost_response(), only_if=lambda record: str(house.general.id) in record.path
    )
    await posted(house)
    await house.server.quiet()
    assert sum("The question of the day" in message.text for message in house.ann.visible(house.general)) == 1


async def test_only_admins_set_it_and_everybody_may_look(house: House) -> None:
    for options in ({"off": True}, ALWAYS, {"weekdays": "mon"}):
        assert "Only members who may manage the server" in (await house.ann.slash("quiz daily", at=house.general, options=options)).text
    await admin_of(house).slash("quiz daily", at=house.general, options={**ALWAYS, "weekdays": "mon, wed-thu"})
    assert "Monday, Wednesday and Thursday at 0:00" in (await house.ann.slash("quiz daily", at=house.general)).text


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"time": "9:00"}, "give a channel, a time and a time zone together"),
        ({"time": "25:00", "zone": "UTC"}, "25:00 is no time"),
        ({"time": "9:00", "zone": "Mars/Olympus"}, "Mars/Olympus is no time zone"),
        ({"time": "9:00", "zone": "UTC", "weekdays": "someday"}, "someday is no choice of days"),
    ],
)
async def test_what_cannot_be_set_is_said(house: House, options: dict[str, str], told: str) -> None:
    ada = admin_of(house)
    assert told in (await ada.slash("quiz daily", at=house.general, options=options)).text
    assert "It is off." in (await ada.slash("quiz daily", at=house.general)).text


@pytest.mark.parametrize(("typed", "zone"), [("Berlin", "Europe/Berlin"), ("new york", "America/New_York"), ("UTC", "UTC")])
async def test_a_city_that_was_typed_and_not_chosen_is_its_zone(house: House, typed: str, zone: str) -> None:
    seen = await admin_of(house).slash("quiz daily", at=house.general, options={"time": "9:00", "zone": typed})
    assert f"Monday to Friday at 9:00 ({zone})" in seen.text.replace("\\", "")


async def test_a_missing_permission_is_named(house: House) -> None:
    other = house.server.add_channel(house.guild, "other")
    house.server.permit(other, house.server.bot, deny=Permission.SEND_MESSAGES)
    await house.server.quiet()
    seen = await admin_of(house).slash("quiz daily", at=house.general, options={**ALWAYS, "channel": other})
    assert "In #other I lack: Send Messages." in seen.text


async def test_zones_are_found_by_what_is_typed(house: House) -> None:
    async def offered(typed: str) -> list[str]:
        return [str(choice.value) for choice in await house.ann.autocomplete("quiz daily", "zone", typed, at=house.general)]

    assert (await offered("new y"))[0] == "America/New_York"
    assert (await offered("berl"))[0] == "Europe/Berlin"
    assert "UTC" in await offered("")
    assert await offered("Bogotá") == ["America/Bogota"]
    assert await offered("olympus") == []
    assert await offered("gmt+2") == [], "tz means by Etc/GMT+2 what everybody calls UTC-2"
