"""Threads: made, joined, archived."""

from __future__ import annotations

from .. import errors, payloads
from ..errors import InvalidForm, Problem
from ..model import Channel, ChannelKind, Message, MessageFlag, MessageKind, ThreadState
from ..permissions import Permission, may_see
from .calls import Call, Reply, Routes

ARCHIVE_MINUTES = (60, 1440, 4320, 10080)
MOST_MEMBERS = 1000
PARENTS = (ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT)


def wake(call: Call, channel: Channel) -> None:
    """Whoever may post in an archived thread unarchives it by posting."""
    if channel.thread is not None and channel.thread.archived:
        channel.thread.archived = False
        channel.thread.archive_at = call.world.now()
        call.events.thread("THREAD_UPDATE", channel)


def create(call: Call) -> Reply:
    """Without a message: private unless the body says otherwise."""
    parent, body = call.channel(), call.json()
    kind = ChannelKind(body.get("type") or ChannelKind.PRIVATE_THREAD)
    if parent.kind not in PARENTS or (kind == ChannelKind.ANNOUNCEMENT_THREAD) != (parent.kind == ChannelKind.ANNOUNCEMENT):
        raise errors.DiscordError(400, 50024, "Cannot execute action on this channel type")
    private = kind == ChannelKind.PRIVATE_THREAD
    call.need(parent, Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS)
    thread = _open(call, parent, call.world.ids.next(), kind)
    return Reply(201, payloads.channel(thread, viewer=call.world.bot.id))


def create_from_message(call: Call) -> Reply:
    parent = call.channel()
    message = call.message(parent)
    if parent.kind not in PARENTS:
        raise errors.DiscordError(400, 50024, "Cannot execute action on this channel type")
    if message.flags & MessageFlag.HAS_THREAD:
        raise errors.DiscordError(400, 160004, "A thread has already been created for this message")
    call.need(parent, Permission.CREATE_PUBLIC_THREADS)
    thread = _open(
        call, parent, message.id, ChannelKind.ANNOUNCEMENT_THREAD if parent.kind == ChannelKind.ANNOUNCEMENT else ChannelKind.PUBLIC_THREAD
    )
    message.flags |= MessageFlag.HAS_THREAD
    world = call.world
    world.add_message(Message(world.ids.next(), thread, message.author, world.now(), kind=MessageKind.THREAD_STARTER, reply_to=message))
    call.events.message_updated(message)
    return Reply(201, payloads.channel(thread, viewer=call.world.bot.id))


def _open(call: Call, parent: Channel, thread_id: int, kind: ChannelKind) -> Channel:
    body, world, guild = call.json(), call.world, parent.guild
    assert guild is not None
    name = str(body.get("name") or "").strip()
    minutes = body.get("auto_archive_duration") or 1440
    problems = []
    if not 1 <= len(name) <= 100:
        problems.append(Problem(("name",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."))
    if minutes not in ARCHIVE_MINUTES:
        problems.append(Problem(("auto_archive_duration",), "BASE_TYPE_CHOICES", f"Value must be one of {ARCHIVE_MINUTES}."))
    if problems:
        raise InvalidForm(problems)
    if sum(not each.thread.archived for each in guild.threads if each.thread) >= guild.max_active_threads:
        raise errors.DiscordError(400, 160006, "Maximum number of active threads reached")
    state = ThreadState(world.bot.id, world.now(), auto_archive_minutes=minutes)
    state.invitable = body.get("invitable") is not False
    state.members[world.bot.id] = world.now()
    thread = Channel(thread_id, kind, name, guild, parent, thread=state, slow_mode=body.get("rate_limit_per_user") or 0)
    world.add_channel(thread)
    call.events.thread("THREAD_CREATE", thread, newly_created=True)
    world.pulse.beat()
    return thread


def _thread(call: Call) -> tuple[Channel, ThreadState]:
    channel = call.channel()
    if channel.thread is None:
        raise errors.DiscordError(400, 50024, "Cannot execute action on this channel type")
    return channel, channel.thread


def join(call: Call) -> Reply:
    channel, state = _thread(call)
    if state.archived:
        raise errors.archived()
    state.members.setdefault(call.world.bot.id, call.world.now())
    call.events.thread_members(channel, added=[call.world.bot.id])
    return Reply(204)


def leave(call: Call) -> Reply:
    channel, state = _thread(call)
    if state.archived:
        raise errors.archived()
    state.members.pop(call.world.bot.id, None)
    call.events.thread_members(channel, removed=[call.world.bot.id])
    return Reply(204)


def add_member(call: Call) -> Reply:
    channel, state = _thread(call)
    user_id = call.id("user_id")
    if state.archived:
        raise errors.archived()
    call.need(channel, Permission.SEND_MESSAGES_IN_THREADS)
    if channel.is_private_thread and not state.invitable and state.owner_id != call.world.bot.id:
        call.need(channel, Permission.MANAGE_THREADS)
    assert channel.guild is not None
    assert channel.parent is not None
    if user_id not in channel.guild.members:
        raise errors.unknown(10007, "Member")
    if not may_see(channel.parent, user_id):
        raise errors.missing_access()
    if len(state.members) >= MOST_MEMBERS:
        raise errors.DiscordError(400, 30033, "Maximum number of thread participants has been reached (1000)")
    if user_id not in state.members:
        state.members[user_id] = call.world.now()
        world = call.world
        note = Message(world.ids.next(), channel, world.bot, world.now(), kind=MessageKind.RECIPIENT_ADD, mentions=[user_id])
        world.add_message(note)
        call.events.thread_members(channel, added=[user_id])
        call.events.message_created(note)
    return Reply(204)


def remove_member(call: Call) -> Reply:
    channel, state = _thread(call)
    user_id = call.id("user_id")
    if state.archived:
        raise errors.archived()
    if state.owner_id != call.world.bot.id or not channel.is_private_thread:
        call.need(channel, Permission.MANAGE_THREADS)
    state.members.pop(user_id, None)
    call.events.thread_members(channel, removed=[user_id])
    call.world.pulse.beat()
    return Reply(204)


def member(call: Call) -> Reply:
    channel, state = _thread(call)
    user_id = call.world.bot.id if call.params.get("user_id") == "@me" else call.id("user_id")
    if user_id not in state.members:
        raise errors.unknown(10007, "Member")
    return Reply(200, payloads.thread_member(channel, user_id))


def members(call: Call) -> Reply:
    """The list of everybody needs the members intent; without it Discord says 50001."""
    channel, state = _thread(call)
    if not call.gateway.privileged:
        raise errors.missing_access()
    return Reply(200, [payloads.thread_member(channel, user_id) for user_id in state.members])


def patch(call: Call, channel: Channel) -> Reply:
    """PATCH of a thread; `channels.py` sends it here."""
    assert channel.thread is not None
    state, body, world = channel.thread, call.json(), call.world
    granted = call.granted(channel)
    manages, owns = bool(granted & Permission.MANAGE_THREADS), state.owner_id == world.bot.id
    only_wakes = set(body) <= {"archived"} and body.get("archived") is False
    if only_wakes:
        allowed = world.bot.id in state.members and (not state.locked or owns or manages)
        if not allowed and not manages:
            raise errors.missing_permissions()
    elif not manages:
        if not owns or {"locked", "rate_limit_per_user"} & set(body):
            raise errors.missing_permissions()
        if state.locked:
            raise errors.missing_permissions()
    if state.archived and body.get("archived") is not False:
        raise errors.archived()
    if body.get("auto_archive_duration") not in (None, *ARCHIVE_MINUTES):
        raise InvalidForm([Problem(("auto_archive_duration",), "BASE_TYPE_CHOICES", f"Value must be one of {ARCHIVE_MINUTES}.")])
    _apply(call, channel, state)
    call.events.thread("THREAD_UPDATE", channel)
    world.pulse.beat()
    return Reply(200, payloads.channel(channel, viewer=world.bot.id))


def _apply(call: Call, channel: Channel, state: ThreadState) -> None:
    body = call.json()
    if body.get("name") and body["name"] != channel.name:
        channel.name = body["name"]
        world = call.world
        note = Message(world.ids.next(), channel, world.bot, world.now(), kind=MessageKind.CHANNEL_NAME_CHANGE, content=channel.name)
        world.add_message(note)
        call.events.message_created(note)
    if body.get("archived") is not None and body["archived"] != state.archived:
        state.archived = body["archived"]
        state.archive_at = call.world.now()
    if body.get("locked") is not None:
        state.locked = body["locked"]
    if body.get("invitable") is not None:
        state.invitable = body["invitable"]
    if body.get("auto_archive_duration"):
        state.auto_archive_minutes = body["auto_archive_duration"]
    if body.get("rate_limit_per_user") is not None:
        channel.slow_mode = body["rate_limit_per_user"]


def active(call: Call) -> Reply:
    guild, bot = call.guild(), call.world.bot.id
    threads = [each for each in guild.threads if each.thread and not each.thread.archived and may_see(each, bot)]
    joined = [payloads.thread_member(each, bot) for each in threads if each.thread and bot in each.thread.members]
    return Reply(200, {"threads": [payloads.channel(each, viewer=bot) for each in threads], "members": joined, "has_more": False})


def archived(call: Call) -> Reply:
    """The three lists of archived threads of one channel."""
    parent, bot = call.channel(), call.world.bot.id
    assert parent.guild is not None
    private = call.where.endswith("private")
    call.need(parent, Permission.READ_MESSAGE_HISTORY)
    if private and "@me" not in call.where:
        call.need(parent, Permission.MANAGE_THREADS)
    threads = [each for each in parent.guild.threads if each.parent is parent and each.thread and each.thread.archived]
    found = [each for each in threads if each.is_private_thread == private and may_see(each, bot)]
    joined = [payloads.thread_member(each, bot) for each in found if each.thread and bot in each.thread.members]
    return Reply(200, {"threads": [payloads.channel(each, viewer=bot) for each in found], "members": joined, "has_more": False})


_MEMBERS = "/channels/{channel_id}/thread-members"
ROUTES: Routes = {
    ("POST", "/channels/{channel_id}/threads"): create,
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads"): create_from_message,
    ("PUT", _MEMBERS + "/@me"): join,
    ("DELETE", _MEMBERS + "/@me"): leave,
    ("PUT", _MEMBERS + "/{user_id}"): add_member,
    ("DELETE", _MEMBERS + "/{user_id}"): remove_member,
    ("GET", _MEMBERS + "/{user_id}"): member,
    ("GET", _MEMBERS): members,
    ("GET", "/guilds/{guild_id}/threads/active"): active,
    ("GET", "/channels/{channel_id}/threads/archived/public"): archived,
    ("GET", "/channels/{channel_id}/threads/archived/private"): archived,
    ("GET", "/channels/{channel_id}/users/@me/threads/archived/private"): archived,
}
