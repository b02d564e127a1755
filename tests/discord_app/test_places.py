"""Where an interview is held when the wanted place is impossible, or becomes so."""

from __future__ import annotations

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING, REPLY, live, start
from tests.discord_server import ChannelKind
from tests.discord_server.permissions import Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("denied", "named"),
    [
        (Permission.CREATE_PRIVATE_THREADS, "Create Private Threads"),
        (Permission.SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
    ],
)
async def test_a_missing_permission_is_named_and_direct_messages_are_next(house: House, denied: Permission, named: str) -> None:
    house.server.permit(house.general, house.server.bot, deny=denied)
    seen = await house.ann.slash("interview start", at=house.general, principle="ownership")
    assert f"here the bot lacks {named}" in seen.text
    assert "direct messages" in seen.text
    assert "Answer" in live(house.ann, house.ann.dm).buttons
    assert house.ann.threads() == []


async def test_with_closed_direct_messages_as_well_it_is_held_here(house: House) -> None:
    house.server.permit(house.general, house.server.bot, deny=Permission.CREATE_PRIVATE_THREADS)
    house.ann.user.dm_open = False
    seen = await house.ann.slash("interview start", at=house.general, principle="ownership")
    assert "Create Private Threads" in seen.text
    assert "yours are closed to this bot" in seen.text
    page = next(message for message in seen.messages if "Answer" in message.buttons)
    assert page.ephemeral
    after = await house.ann.submit_modal((await house.ann.click(page, "Answer")).modal, [OPENING])
    assert "The vote on this answer" in after.text
    assert {refusal.code for refusal in house.server.refusals} >= {50007}


async def test_a_channel_for_announcements_has_no_private_threads(house: House) -> None:
    news = house.server.add_channel(house.guild, "news", kind=ChannelKind.ANNOUNCEMENT)
    seen = await house.ann.slash("interview start", at=news, principle="ownership")
    assert "only be opened from a text channel" in seen.text
    assert "Answer" in live(house.ann, house.ann.dm).buttons


async def test_what_a_channel_shares_is_held_in_posts_and_voice_chats_and_an_interview_in_direct_messages(house: House) -> None:
    house.server.add_channel(house.guild, "forum", kind=ChannelKind.FORUM)
    post = house.server.add_thread(house.guild.channel("forum"), "A post", house.ann)
    for place in (post, house.server.add_channel(house.guild, "voice", kind=ChannelKind.VOICE)):
        seen = await house.ann.slash("interview start", at=place, principle="ownership")
        assert "only be opened from a text channel" in seen.text
        await house.ann.slash("quiz party", at=place)
        await house.ann.click(await house.ann.wait_for("invites to", at=place), "Stop", wait="first")


async def test_a_voice_channel_that_the_bot_may_not_connect_to_is_said_to_be_closed_to_it(house: House) -> None:
    """Discord takes no message in its chat then, and nobody is told that a party stands below."""
    stage = house.server.add_channel(house.guild, "stage", kind=ChannelKind.STAGE)
    house.server.permit(stage, house.server.bot, deny=Permission.CONNECT)
    admin = house.server.add_user("Adam", house.guild, roles=[house.server.add_role(house.guild, "admin", Permission.MANAGE_GUILD)])
    for who, command, options in (
        (house.ann, "quiz party", {}),
        (house.ann, "study open", {}),
        (admin, "quiz daily", {"time": "9:00", "zone": "UTC"}),
    ):
        assert "Connect" in (await who.slash(command, at=stage, options=options)).text, command


async def test_started_in_direct_messages_it_is_held_there(house: House) -> None:
    seen = await house.ann.slash("interview start", at=house.ann.dm, principle="ownership")
    assert "begins below" in seen.text
    assert "thread" not in seen.text
    await house.ann.say(house.ann.dm, OPENING)
    await house.ann.wait_for("The vote on this answer", at=house.ann.dm)


async def test_a_full_server_has_no_room_for_a_thread(house: House) -> None:
    house.guild.max_active_threads = 0
    seen = await house.ann.slash("interview start", at=house.general, principle="ownership")
    assert "as many active threads as Discord allows" in seen.text
    assert "Answer" in live(house.ann, house.ann.dm).buttons


async def test_installed_to_a_person_only(house: House) -> None:
    elsewhere = house.server.add_guild("Elsewhere", bot=False)
    eve = house.server.add_user("Eve", elsewhere, installed=True)
    eve.user.dm_open = False
    seen = await eve.slash("interview start", at=elsewhere.channel("general"), principle="ownership")
    assert seen.ephemeral
    assert "not a member of this server" in seen.text
    page = next(message for message in seen.messages if "Answer" in message.buttons)
    for _step in range(12):
        if "Debrief ·" in page.text:
            break
        if "Go on" in page.buttons:
            await eve.click(page, "Go on")
        else:
            await eve.submit_modal((await eve.click(page, "Answer")).modal, [OPENING])
    assert "How the vote moved" in page.text
    assert all(interaction.followups_made <= 5 for interaction in house.server.world.interactions.values() if interaction.user is eve.user)


async def test_among_friends_only_the_person_sees_it(house: House) -> None:
    eve, fay = house.server.add_user("Eve", installed=True), house.server.add_user("Fay")
    group = house.server.group_dm(eve, fay)
    seen = await eve.slash("interview start", at=group, principle="ownership", place="here")
    assert seen.ephemeral
    assert "Question" in seen.text
    assert fay.visible(group) == []


@pytest.mark.parametrize("dm_open", [True, False])
async def test_permission_withdrawn_in_the_middle_moves_it(house: House, dm_open: bool) -> None:
    question = await start(house.ann, house.general)
    form = (await house.ann.click(question, "Answer")).modal
    house.server.permit(house.general, house.server.bot, deny=Permission.SEND_MESSAGES_IN_THREADS)
    house.ann.user.dm_open = dm_open
    await house.ann.submit_modal(form, [OPENING])
    await house.ann.wait_for("cannot be written to any more", at=house.thread)
    page = await house.ann.wait_for("The vote on this answer", at=house.ann.dm if dm_open else house.thread)
    await house.ann.click(page, "Go on")
    await house.ann.wait_for("Follow-up 1 of", at=house.ann.dm if dm_open else house.thread)


async def test_a_thread_deleted_under_a_reply_moves_it_to_direct_messages(house: House) -> None:
    question = await start(house.ann, house.general)
    house.server.permit(house.general, house.server.bot, deny=Permission.SEND_MESSAGES_IN_THREADS)
    await house.ann.say(house.thread, OPENING, reply_to=question)
    await house.ann.wait_for("The vote on this answer", at=house.ann.dm)
    assert "Nothing is lost" in house.ann.sees(house.ann.dm)


@pytest.mark.parametrize("lost", ["deleted", "locked"])
async def test_a_thread_that_is_gone_is_replaced_by_a_new_one(house: House, lost: str) -> None:
    question = await start(house.ann, house.general)
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [OPENING])
    old = house.thread
    await house.ann.wait_for("The vote on this answer", at=old)
    if lost == "deleted":
        house.server.delete_channel(old)
    else:
        house.server.archive(old, locked=True)
    seen = await house.ann.slash("interview resume", at=house.general)
    assert house.thread is not old, seen.text
    assert "The vote on this answer" in house.ann.visible(house.thread)[-1].text
    await house.ann.click(live(house.ann, house.thread), "Go on")
    await house.ann.wait_for("Follow-up 1 of", at=house.thread)


async def test_an_archived_thread_is_brought_back(house: House) -> None:
    await start(house.ann, house.general)
    thread = house.thread
    house.server.archive(thread)
    seen = await house.ann.slash("interview resume", at=house.general)
    assert "goes on in" in seen.text
    assert not thread.thread.archived  # type: ignore[union-attr]
    assert "Answer" in live(house.ann, thread).buttons


async def test_a_direct_message_for_an_interview_held_elsewhere_is_kept_as_its_draft(house: House) -> None:
    question = await start(house.ann, house.general)
    await house.ann.say(house.ann.dm, OPENING)
    await house.ann.wait_for("kept as a draft", at=house.ann.dm)
    await house.ann.say(house.ann.dm, REPLY)
    await house.server.wait_until(lambda: house.ann.sees(house.ann.dm).count("kept as a draft") == 2, 5, "the second to be kept")
    form = (await house.ann.click(question, "Answer")).modal
    assert form.field("Your answer").value == f"{OPENING}\n{REPLY}"
    await house.ann.submit_modal(form, [OPENING])
    await house.ann.wait_for("The vote on this answer", at=house.thread)
    await house.ann.say(house.ann.dm, REPLY)
    await house.ann.wait_for("no answer is asked for just now", at=house.ann.dm)


async def test_a_member_in_time_out_or_a_bot_that_was_removed_break_nothing(house: House) -> None:
    await start(house.ann, house.general)
    house.server.time_out(house.ann, house.guild, 600)
    await house.server.quiet()
    house.server.remove_bot(house.guild)
    await house.server.quiet()
    seen = await house.ann.slash("interview resume", at=house.ann.dm) if house.server.world.shares_a_guild(house.ann.user) else None
    assert seen is None or seen.error is None
    house.server.invite_bot(house.guild)
    await house.server.quiet()
    house.server.time_out(house.ann, house.guild, 0)
    seen = await house.ann.slash("interview status", at=house.general)
    assert "Standing open" in seen.text
