"""Channels, DMs, servers, members, roles, users."""

from __future__ import annotations

from .. import errors, payloads
from ..errors import InvalidForm, Problem
from ..model import Channel
from ..permissions import Permission, in_guild
from . import threads
from .calls import Call, Reply, Routes


def channel(call: Call) -> Reply:
    return Reply(200, payloads.channel(call.channel(), viewer=call.world.bot.id))


def edit_channel(call: Call) -> Reply:
    found = call.channel()
    if found.thread is not None:
        return threads.patch(call, found)
    if found.guild is None:
        raise errors.DiscordError(403, 50003, "Cannot execute action on a DM channel")
    call.need(found, Permission.MANAGE_CHANNELS)
    body = call.json()
    if "name" in body:
        found.name = body["name"]
    if "topic" in body:
        found.topic = body["topic"]
    call.events.channel("CHANNEL_UPDATE", found)
    call.world.pulse.beat()
    return Reply(200, payloads.channel(found, viewer=call.world.bot.id))


def delete_channel(call: Call) -> Reply:
    found = call.channel()
    if found.guild is None:
        return Reply(200, payloads.channel(found, viewer=call.world.bot.id))  # "closes" the DM: it stays
    call.need(found, Permission.MANAGE_THREADS if found.thread is not None else Permission.MANAGE_CHANNELS)
    gone(call, found)
    return Reply(200, payloads.channel(found, viewer=call.world.bot.id))


def gone(call: Call, found: Channel) -> None:
    if found.thread is not None:
        call.events.thread_deleted(found)
    else:
        call.events.channel("CHANNEL_DELETE", found)
    call.world.drop_channel(found)
    call.world.pulse.beat()


def open_dm(call: Call) -> Reply:
    """Always works for an existing person, whether their DMs are open or not: the refusal comes when something is sent."""
    recipient = call.world.users.get(int(call.json().get("recipient_id") or 0))
    if recipient is None:
        raise InvalidForm([Problem(("recipient_id",), "USER_UNKNOWN", "Unknown user")])
    if recipient.bot:
        raise errors.DiscordError(400, 50007, "Cannot send messages to this user")
    return Reply(200, payloads.channel(call.world.open_dm(call.world.bot, recipient), viewer=call.world.bot.id))


def guild(call: Call) -> Reply:
    found = call.guild()
    counts = {"approximate_member_count": len(found.members), "approximate_presence_count": len(found.members)}
    return Reply(200, payloads.guild(found) | (counts if call.query.get("with_counts") in ("1", "true", "True") else {}))


def guild_channels(call: Call) -> Reply:
    found = [each for each in call.guild().channels.values() if each.thread is None]
    return Reply(200, [payloads.channel(each) for each in found])


def roles(call: Call) -> Reply:
    return Reply(200, [payloads.role(each) for each in call.guild().roles.values()])


def role(call: Call) -> Reply:
    found = call.guild().roles.get(call.id("role_id"))
    if found is None:
        raise errors.unknown(10011, "Role")
    return Reply(200, payloads.role(found))


def member(call: Call) -> Reply:
    found = call.guild().members.get(call.id("user_id"))
    if found is None:
        raise errors.unknown(10007, "Member")
    return Reply(200, payloads.member(found))


def members(call: Call) -> Reply:
    """Needs the members intent in the developer portal, over REST too."""
    if not call.gateway.privileged:
        raise errors.missing_access()
    return Reply(200, [payloads.member(each) for each in call.guild().members.values()][: int(call.query.get("limit", 1))])


def search_members(call: Call) -> Reply:
    query = call.query.get("query", "").lower()
    found = [each for each in call.guild().members.values() if each.user.name.lower().startswith(query)]
    return Reply(200, [payloads.member(each) for each in found][: int(call.query.get("limit", 1))])


def give_role(call: Call) -> Reply:
    return _change_role(call, give=True)


def take_role(call: Call) -> Reply:
    return _change_role(call, give=False)


def _change_role(call: Call, *, give: bool) -> Reply:
    found, role_id = call.guild(), call.id("role_id")
    who = found.members.get(call.id("user_id"))
    if who is None:
        raise errors.unknown(10007, "Member")
    if role_id not in found.roles:
        raise errors.unknown(10011, "Role")
    if not in_guild(found, call.world.bot.id) & Permission.MANAGE_ROLES:
        raise errors.missing_permissions()
    if give and role_id not in who.roles:
        who.roles.append(role_id)
    elif not give and role_id in who.roles:
        who.roles.remove(role_id)
    call.world.pulse.beat()
    return Reply(204)


def user(call: Call) -> Reply:
    found = call.world.users.get(call.id("user_id"))
    if found is None:
        raise errors.unknown(10013, "User")
    return Reply(200, payloads.user(found))


def own_guilds(call: Call) -> Reply:
    """Partial guilds, with the permissions that the bot's roles add up to."""
    after, bot = int(call.query.get("after", 0)), call.world.bot.id
    found = sorted((each for each in call.world.bot_guilds() if each.id > after), key=lambda each: each.id)
    return Reply(
        200,
        [
            {
                "id": str(each.id),
                "name": each.name,
                "icon": None,
                "banner": None,
                "owner": each.owner_id == bot,
                "permissions": str(int(in_guild(each, bot))),
                "features": [],
            }
            for each in found[: int(call.query.get("limit", 200))]
        ],
    )


def leave_guild(call: Call) -> Reply:
    found = call.guild()
    call.events.guild_left(found)
    del found.members[call.world.bot.id]
    call.world.pulse.beat()
    return Reply(204)


ROUTES: Routes = {
    ("GET", "/channels/{channel_id}"): channel,
    ("PATCH", "/channels/{channel_id}"): edit_channel,
    ("DELETE", "/channels/{channel_id}"): delete_channel,
    ("POST", "/users/@me/channels"): open_dm,
    ("GET", "/users/@me/guilds"): own_guilds,
    ("GET", "/guilds/{guild_id}"): guild,
    ("GET", "/guilds/{guild_id}/channels"): guild_channels,
    ("GET", "/guilds/{guild_id}/roles"): roles,
    ("GET", "/guilds/{guild_id}/roles/{role_id}"): role,
    ("GET", "/guilds/{guild_id}/members"): members,
    ("GET", "/guilds/{guild_id}/members/search"): search_members,
    ("GET", "/guilds/{guild_id}/members/{user_id}"): member,
    ("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"): give_role,
    ("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"): take_role,
    ("GET", "/users/{user_id}"): user,
    ("DELETE", "/users/@me/guilds/{guild_id}"): leave_guild,
}
