"""What the bot may do where, and how it is refused."""

from __future__ import annotations

import pytest

from ..actor import Actor
from ..jsontypes import Json
from ..model import Channel, Guild
from ..options import CannotDo
from ..permissions import BOT, EVERYONE, Permission
from ..server import DiscordServer
from ..testing import RawClient

P = Permission
PRIVATE: Json = {"name": "Interview", "type": 12, "invitable": False}


async def test_no_access_and_no_permission(server: DiscordServer, raw: RawClient, guild: Guild, general: Channel) -> None:
    messages = f"/channels/{general.id}/messages"
    server.permit(general, server.bot, deny=P.SEND_MESSAGES)
    assert await raw.code("POST", messages, {"content": "a"}) == 50013
    server.permit(general, server.bot, deny=P.VIEW_CHANNEL)
    assert await raw.code("POST", messages, {"content": "a"}) == 50001
    server.permit(general, server.bot)
    assert await raw.code("POST", messages, {"content": "a"}) == 0
    server.permit(general, guild, deny=P.ATTACH_FILES)
    server.set_role_permissions(server.bot_role(guild), BOT & ~P.ATTACH_FILES)
    assert await raw.code("POST", messages, {"content": "a"}, files={"a.md": b"x"}) == 50013
    assert await raw.code("POST", "/channels/123456789012345678/messages", {"content": "a"}) == 10003
    assert [each.code for each in server.refusals] == [50013, 50001, 50013, 10003]
    server.assert_clean()


async def test_private_threads_need_their_permissions(server: DiscordServer, raw: RawClient, guild: Guild, general: Channel) -> None:
    threads = f"/channels/{general.id}/threads"
    everyone, own = server.everyone(guild), server.bot_role(guild)
    server.set_role_permissions(everyone, EVERYONE & ~P.CREATE_PRIVATE_THREADS & ~P.SEND_MESSAGES_IN_THREADS)
    server.set_role_permissions(own, P.VIEW_CHANNEL | P.SEND_MESSAGES)
    assert await raw.code("POST", threads, PRIVATE) == 50013
    server.set_role_permissions(own, P.VIEW_CHANNEL | P.SEND_MESSAGES | P.CREATE_PRIVATE_THREADS)
    status, thread = await raw("POST", threads, PRIVATE)
    assert status == 201
    # SEND_MESSAGES has no effect in threads.
    assert await raw.code("POST", f"/channels/{thread['id']}/messages", {"content": "a"}) == 50013
    server.set_role_permissions(own, P.VIEW_CHANNEL | P.SEND_MESSAGES_IN_THREADS)
    assert await raw.code("POST", f"/channels/{thread['id']}/messages", {"content": "a"}) == 0


async def test_a_private_thread_is_private(server: DiscordServer, raw: RawClient, guild: Guild, general: Channel, ann: Actor) -> None:
    _, made = await raw("POST", f"/channels/{general.id}/threads", PRIVATE)
    thread = guild.channel("Interview")
    moderator = server.add_user("Mo", guild, roles=[server.add_role(guild, "mod", P.MANAGE_THREADS)])
    ben = server.add_user("Ben", guild)
    assert await raw.code("PUT", f"/channels/{made['id']}/thread-members/{ann.id}") == 0
    await raw("POST", f"/channels/{made['id']}/messages", {"content": "a question"})
    assert "a question" in ann.sees(thread)
    assert "a question" in moderator.sees(thread)
    assert "a question" not in ben.sees(thread)
    with pytest.raises(CannotDo):
        await ben.say(thread, "hello")
    assert await raw.code("PUT", f"/channels/{made['id']}/thread-members/123456789012345678") == 10007
    server.permit(general, ben, deny=P.VIEW_CHANNEL)
    assert await raw.code("PUT", f"/channels/{made['id']}/thread-members/{ben.id}") == 50001


async def test_threads_only_in_text_channels(server: DiscordServer, raw: RawClient, guild: Guild, general: Channel, ann: Actor) -> None:
    await raw("POST", f"/channels/{general.id}/threads", PRIVATE)
    thread = guild.channel("Interview")
    assert await raw.code("POST", f"/channels/{thread.id}/threads", PRIVATE) == 50024
    assert await raw.code("POST", f"/channels/{ann.dm.id}/threads", PRIVATE) == 50024
    guild.max_active_threads = 1
    assert await raw.code("POST", f"/channels/{general.id}/threads", PRIVATE) == 160006


async def test_archived_threads(server: DiscordServer, raw: RawClient, guild: Guild, general: Channel, ann: Actor) -> None:
    _, made = await raw("POST", f"/channels/{general.id}/threads", PRIVATE)
    thread, path = guild.channel("Interview"), f"/channels/{made['id']}"
    _, message = await raw("POST", f"{path}/messages", {"content": "a"})
    server.archive(thread)
    assert await raw.code("PATCH", f"{path}/messages/{message['id']}", {"content": "b"}) == 50083
    assert await raw.code("PUT", f"{path}/thread-members/{ann.id}") == 50083
    assert await raw.code("POST", f"{path}/messages", {"content": "wakes it"}) == 0
    assert thread.thread is not None
    assert not thread.thread.archived
    server.archive(thread, locked=True)
    assert await raw.code("POST", f"{path}/messages", {"content": "no"}) == 50083
    assert thread.thread.archived
    assert await raw.code("PATCH", path, {"locked": False}) == 50013


async def test_archiving_ones_own_thread(raw: RawClient, guild: Guild, general: Channel) -> None:
    _, made = await raw("POST", f"/channels/{general.id}/threads", PRIVATE)
    assert await raw.code("PATCH", f"/channels/{made['id']}", {"archived": True}) == 0
    state = guild.channel("Interview").thread
    assert state is not None
    assert state.archived
    assert await raw.code("PATCH", f"/channels/{made['id']}", {"name": "other"}) == 50083
    assert await raw.code("PATCH", f"/channels/{made['id']}", {"archived": False}) == 0
    assert await raw.code("PATCH", f"/channels/{made['id']}", {"locked": True}) == 50013


async def test_closed_dms_refuse_the_message_not_the_channel(server: DiscordServer, raw: RawClient, guild: Guild) -> None:
    closed = server.add_user("Closed", guild, dm_open=False)
    stranger = server.add_user("Stranger")
    for person, code in ((closed, 50007), (stranger, 50278)):
        status, dm = await raw("POST", "/users/@me/channels", {"recipient_id": str(person.id)})
        assert status == 200
        assert await raw.code("POST", f"/channels/{dm['id']}/messages", {"content": "a"}) == code
    server.assert_clean()


async def test_others_messages(server: DiscordServer, raw: RawClient, general: Channel, ann: Actor) -> None:
    message = await ann.say(general, "mine")
    path = f"/channels/{general.id}/messages/{message.id}"
    assert await raw.code("PATCH", path, {"content": "yours"}) == 50005
    assert await raw.code("DELETE", path) == 50013
    assert await raw.code("PUT", f"{path}/reactions/%F0%9F%91%8D/@me") == 0
    assert message.reactions == {"\N{THUMBS UP SIGN}": [server.bot.id]}
    assert await raw.code("PUT", f"/channels/{general.id}/messages/pins/{message.id}") == 50013
    await ann.delete(message)
    assert (
        await raw.code("POST", f"/channels/{general.id}/messages", {"content": "a", "message_reference": {"message_id": str(message.id)}})
        == 50035
    )
    assert [each.code for each in server.refusals][-1] == 50035
    server.assert_clean()


async def test_content_is_withheld_over_rest_too(server: DiscordServer, raw: RawClient, general: Channel, ann: Actor) -> None:
    plain = await ann.say(general, "secret")
    told = await ann.say(general, f"{server.bot.mention} open")
    for message, content in ((plain, ""), (told, told.content)):
        _, answer = await raw("GET", f"/channels/{general.id}/messages/{message.id}")
        assert answer["content"] == content


async def test_the_rest_of_the_routes(server: DiscordServer, raw: RawClient, guild: Guild, general: Channel, ann: Actor) -> None:
    """Each answers as Discord's description says (the fixture checks that)."""
    message = await ann.say(general, "hello")
    server.add_thread(general, "old", ann, private=False)
    _, made = await raw("POST", f"/channels/{general.id}/messages/{message.id}/threads", {"name": "From a message"})
    assert made["id"] == str(message.id)
    server.set_role_permissions(server.bot_role(guild), Permission.ADMINISTRATOR)
    for path in (
        "/gateway",
        "/gateway/bot",
        "/users/@me",
        "/oauth2/applications/@me",
        f"/users/{ann.id}",
        f"/guilds/{guild.id}",
        f"/guilds/{guild.id}/channels",
        f"/guilds/{guild.id}/roles",
        f"/guilds/{guild.id}/roles/{guild.id}",
        f"/guilds/{guild.id}/members/{ann.id}",
        f"/guilds/{guild.id}/members/search?query=an",
        f"/guilds/{guild.id}/threads/active",
        f"/channels/{general.id}",
        f"/channels/{ann.dm.id}",
        f"/channels/{made['id']}",
        f"/channels/{made['id']}/thread-members/@me",
        f"/channels/{general.id}/messages?limit=5",
        f"/channels/{general.id}/messages/pins",
        f"/channels/{general.id}/threads/archived/public",
        f"/channels/{general.id}/threads/archived/private",
    ):
        status, _ = await raw("GET", path)
        assert status == 200, path
    for method, path in (
        ("PUT", f"/channels/{general.id}/messages/pins/{message.id}"),
        ("DELETE", f"/channels/{general.id}/messages/pins/{message.id}"),
        ("POST", f"/channels/{general.id}/typing"),
        ("DELETE", f"/channels/{made['id']}"),
        ("DELETE", f"/channels/{general.id}/messages/{message.id}"),
    ):
        status, _ = await raw(method, path)
        assert status in (200, 204), path
    server.assert_clean()


async def test_unknown_route_and_wrong_token(server: DiscordServer, raw: RawClient) -> None:
    assert (await raw("GET", "/nowhere"))[0] == 404
    assert server.violations.forgive("route")
    server.world.token = "another"
    assert (await raw("GET", "/users/@me"))[0] == 401
    assert server.violations.forgive("auth")


async def test_rate_limits_when_enforced(server: DiscordServer, raw: RawClient, general: Channel) -> None:
    server.api.limits.enforce = True
    statuses = [(await raw("POST", f"/channels/{general.id}/messages", {"content": str(n)}))[0] for n in range(6)]
    assert statuses == [200] * 5 + [429]
    assert (server.api.limits.hits, server.api.limits.invalid) == (1, 1)
