"""What admins decide, and that it holds at once."""

from __future__ import annotations

import pytest
import pytest_asyncio

from tests.discord_app.conftest import House
from tests.discord_app.eventually import eventually
from tests.discord_server import Actor, Seen, permissions
from tests.discord_server.options import CannotDo
from tests.discord_server.permissions import Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def admin(house: House) -> Actor:
    """A member who may manage the server."""
    actor = house.server.add_user("Mia", house.guild)
    role = house.server.add_role(house.guild, "Hosts", permissions=Permission.MANAGE_GUILD)
    house.server.give_role(actor, role)
    return actor


def told(seen: Seen) -> str:
    """What is read, without the stars that make words strong."""
    return seen.text.replace("*", "")


async def test_only_admins_see_it(house: House, admin: Actor) -> None:
    with pytest.raises(CannotDo):
        await house.ann.slash("settings", at=house.general)
    seen = await admin.slash("settings", at=house.general)
    assert seen.ephemeral
    for words in (
        "Channels: every channel",
        "Level: SDE 2",
        "Follow-up questions: 3",
        "Leaderboard: on",
        "365 days",
        "Daily question: off",
    ):
        assert words in told(seen)


async def test_level_and_probes_hold_for_the_next_interview(house: House, admin: Actor) -> None:
    seen = await admin.slash("settings", at=house.general)
    seen = await admin.select(seen, "Level", "Senior SDE")
    assert "Level: changed" in told(seen)
    seen = await admin.select(seen, "Follow-up questions", "5")
    assert "Follow-up questions: 5" in told(seen)
    await house.ann.slash("interview start", at=house.general, principle="ownership")
    assert "Ownership · Senior SDE" in house.ann.sees(house.thread)
    assert "5 follow-ups come after" in house.ann.sees(house.thread)
    seen = await admin.select(seen, "Level", "unset")
    assert "Level: SDE 2" in told(seen)


async def test_a_shorter_time_to_keep_things_says_that_they_are_deleted_soon(house: House, admin: Actor) -> None:
    """A slip in a menu takes a year of the members' interviews."""
    seen = await admin.select(await admin.slash("settings", at=house.general), "How long things are kept", "30 days")
    assert "older than 30 days is deleted for good within 6 hours, members' interviews as well" in told(seen)
    seen = await admin.select(seen, "How long things are kept", "until they are deleted by hand")
    assert "deleted for good" not in told(seen)
    await admin.select(seen, "How long things are kept", "unset")


async def test_commands_are_taken_in_the_channels_that_were_chosen(house: House, admin: Actor) -> None:
    lobby = house.server.add_channel(house.guild, "lobby")
    seen = await admin.slash("settings", at=house.general)
    seen = await admin.select(seen, "every channel", house.general)
    assert "Channels: #general" in told(seen)
    refused = await house.ann.slash("interview start", at=lobby, principle="ownership")
    assert refused.ephemeral
    assert "I am used in #general" in refused.text
    assert "ask an admin" in refused.text
    assert "/settings" not in refused.text, "she is not shown that command"
    assert "/settings" in (await admin.slash("quiz solo", at=lobby)).text
    assert house.ann.threads() == []
    assert "Nothing is stored of you" in (await house.ann.slash("privacy export", at=lobby)).text
    await house.ann.slash("interview start", at=house.general, principle="ownership")
    assert "where your interview stands" in (await house.ann.slash("interview resume", at=house.thread)).text
    seen = await admin.slash("settings", at=lobby)
    await admin.select(seen, next(id for id in seen.message.custom_ids if id.endswith(":channels")))
    assert "ready" in (await house.ann.slash("interview start", at=lobby, principle="ownership")).text


async def test_threads_can_be_public(house: House, admin: Actor) -> None:
    await admin.select(await admin.slash("settings", at=house.general), "Interview threads", "public")
    seen = await house.ann.slash("interview start", at=house.general, principle="ownership")
    assert "Everyone who sees the channel can read along" in told(seen)
    ben = house.server.add_user("Ben", house.guild)
    assert "Ownership" in ben.sees(house.thread)
    assert "everyone who sees the channel can read" in (await house.ann.slash("help", at=house.general)).text
    await ben.say(house.thread, "I was there.")
    house.server.set_role_permissions(house.server.bot_role(house.guild), permissions.BOT | Permission.MANAGE_THREADS)
    await house.ann.click(await house.ann.slash("privacy forget", at=house.general), "Forget it for good")
    await eventually(lambda: "Ownership" not in "".join(message.text for message in ben.visible(house.thread)))
    assert "I was there." in ben.sees(house.thread), "the thread is not the bot's to delete: others wrote in it"
    house.server.permit(house.general, house.server.bot, deny=Permission.CREATE_PUBLIC_THREADS)
    assert "lacks Create Public Threads" in (await house.ann.slash("interview start", at=house.general, principle="ownership")).text


async def test_the_leaderboard_can_be_turned_off(house: House, admin: Actor) -> None:
    await admin.select(await admin.slash("settings", at=house.general), "Leaderboard", "off")
    assert "turned the leaderboard off" in (await house.ann.slash("leaderboard", at=house.general)).text


async def test_what_is_missing_is_named_channel_by_channel(house: House, admin: Actor) -> None:
    seen = await admin.slash("settings", at=house.general)
    fine = await admin.click(seen, "Check my permissions")
    assert "gives me everything I need" in fine.text
    house.server.permit(house.general, house.server.bot, deny=Permission.EMBED_LINKS)
    assert "gives me everything I need" in (await admin.click(seen, "Check my permissions")).text, "no message of ours has an embed"
    house.server.permit(house.general, house.server.bot, deny=Permission.ATTACH_FILES | Permission.CREATE_PRIVATE_THREADS)
    attic = house.server.add_channel(house.guild, "attic")
    house.server.permit(attic, house.server.bot, deny=Permission.VIEW_CHANNEL)
    hall = house.server.add_channel(house.guild, "hall")
    house.server.permit(hall, house.guild, deny=Permission.SEND_MESSAGES)
    found = await admin.click(seen, "Check my permissions")
    assert "#general: Create Private Threads and Attach Files" in told(found)
    assert "#attic: View Channel" in told(found)
    assert "#hall: Send Messages" in told(found)
    assert "debriefs as files" in told(found)
    link = found.message.button("Invite with the least that is needed")["url"]
    assert f"client_id={house.server.application_id}" in link
    granted = int(link.split("permissions=")[1].split("&")[0])
    assert not granted & (
        Permission.ADMINISTRATOR
        | Permission.EMBED_LINKS
        | Permission.MANAGE_MESSAGES
        | Permission.MANAGE_THREADS
        | Permission.MENTION_EVERYONE
    )


async def test_a_page_that_was_left_open_is_no_way_in(house: House, admin: Actor) -> None:
    seen = await admin.slash("settings", at=house.general)
    id = next(id for id in seen.message.custom_ids if id.endswith(":probes"))
    stolen = await house.ann.select(seen, id, "5", forge=True)
    assert "Only members who may manage the server" in stolen.text
    assert "Follow-up questions: 3" in told(await admin.slash("settings", at=house.general))


async def daily_page(house: House, admin: Actor) -> Seen:
    return await admin.click(await admin.slash("settings", at=house.general), "Daily question")


async def test_the_daily_question_is_turned_on_changed_and_turned_off_here(house: House, admin: Actor) -> None:
    lobby = house.server.add_channel(house.guild, "lobby")
    seen = await daily_page(house, admin)
    assert "Daily question: off" in told(seen)
    theirs = (await house.ann.slash("quiz daily", at=house.general)).text
    assert "ask one of them" in theirs
    assert "/settings" not in theirs, "she is not shown that command"
    assert "Turn the daily question off" not in seen.message.buttons
    seen = await admin.select(seen, "Where it is posted", house.general)
    assert "Daily question: on, in #general, Monday to Friday at 9:00 (UTC)." in told(seen)
    assert "The next one comes" in told(seen)
    seen = await admin.select(seen, "When", "At 17:00")
    seen = await admin.select(seen, "Time zone", "Europe/Madrid")
    seen = await admin.select(seen, "Days", "Saturday", "Sunday")
    seen = await admin.select(seen, "Where it is posted", lobby)
    assert "Daily question: changed. It holds from now on." in told(seen)
    how = "in #lobby, Saturday and Sunday at 17:00 (Europe/Madrid)."
    assert f"Daily question: on, {how}" in told(seen)
    assert f"On: {how}" in (await admin.slash("quiz daily", at=house.general)).text
    assert f"Daily question: on, {how}" in told(await admin.click(seen, "Back to the settings"))

    seen = await admin.click(await daily_page(house, admin), "Turn the daily question off")
    assert "Daily question: off" in told(seen)
    assert "It is off" in (await admin.slash("quiz daily", at=house.general)).text
    seen = await admin.select(seen, "Where it is posted", house.general)
    assert "on, in #general, Saturday and Sunday at 17:00 (Europe/Madrid)." in told(seen), "it comes back as it was set last"


async def test_a_time_that_the_command_set_and_a_role_stand_in_the_menus_too(house: House, admin: Actor) -> None:
    await admin.slash("quiz daily", at=house.general, channel=house.general, time="9:25", zone="Europe/Vienna")
    seen = await daily_page(house, admin)
    assert "At 9:25" in seen.text
    learners = house.server.add_role(house.guild, "learners", mentionable=True)
    secret = house.server.add_role(house.guild, "secret")
    menu = "A role that is told of each: nobody"
    assert "I may not mention" in (await admin.select(seen, menu, secret)).text
    await admin.select(seen, menu, learners)
    assert "is told of each" in (await admin.slash("quiz daily", at=house.general)).text
    await admin.select(seen, menu)
    again = (await admin.slash("quiz daily", at=house.general)).text
    assert "is told of each" not in again
    assert "9:25 (Europe/Vienna)" in again


async def test_a_channel_where_nothing_can_be_posted_is_refused_with_the_reason(house: House, admin: Actor) -> None:
    attic = house.server.add_channel(house.guild, "attic")
    house.server.permit(attic, house.server.bot, deny=Permission.SEND_MESSAGES)
    seen = await admin.select(await daily_page(house, admin), "Where it is posted", attic)
    assert "I lack: Send Messages" in told(seen)
    assert "Daily question: off" in told(seen)


async def test_the_daily_page_is_no_way_in_for_others(house: House, admin: Actor) -> None:
    seen = await daily_page(house, admin)
    id = next(id for id in seen.message.custom_ids if id.endswith(":channel"))
    stolen = await house.ann.select(seen, id, house.general, forge=True)
    assert "Only members who may manage the server" in stolen.text
    assert "It is off" in (await admin.slash("quiz daily", at=house.general)).text
