"""Messages in channels."""

from __future__ import annotations

from urllib.parse import unquote

from .. import errors
from ..jsontypes import Json
from ..model import POSTS, VOCAL, Channel, ChannelKind, Message, MessageKind
from ..permissions import Permission
from . import writing
from .calls import Call, Reply, Routes
from .threads import wake

MOST_PINS = 250
MOST_REACTIONS = 20


def create(call: Call) -> Reply:
    channel, body = call.channel(), call.json()
    may_send(call, channel, body)
    repeated = _same_nonce(call, channel, body)
    if repeated is not None:
        return Reply(200, call.events.message_payload(repeated))
    reply_to = _answered(call, channel, body)
    wake(call, channel)
    kind = MessageKind.REPLY if reply_to else MessageKind.DEFAULT
    message = writing.create(call, body, writing.Place(channel, reply_to=reply_to, kind=kind))
    return Reply(200, call.events.message_payload(message))


def may_send(call: Call, channel: Channel, body: Json) -> None:
    """Everything that Discord may have against a message of the bot in this place."""
    world = call.world
    if channel.guild is None:
        person = next((each for each in channel.recipients.values() if each is not world.bot), None)
        if person is None or person.bot:
            raise errors.DiscordError(403, 50007, "Cannot send messages to this user")
        if not world.shares_a_guild(person) and not person.installed:
            raise errors.DiscordError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")
        if not person.dm_open:
            raise errors.DiscordError(403, 50007, "Cannot send messages to this user")
        return
    if channel.kind == ChannelKind.CATEGORY or channel.kind in POSTS:
        raise errors.DiscordError(400, 50008, "Cannot send messages in a non-text channel")
    _may_enter(call, channel)
    needed = Permission.SEND_MESSAGES_IN_THREADS if channel.thread else Permission.SEND_MESSAGES
    call.need(channel, needed)
    if call.uploads:
        call.need(channel, Permission.ATTACH_FILES)
    if body.get("embeds"):
        call.need(channel, Permission.EMBED_LINKS)
    if body.get("message_reference") and not call.granted(channel) & Permission.READ_MESSAGE_HISTORY:
        raise errors.DiscordError(400, 160002, "Cannot reply without permission to read message history")
    if channel.thread and channel.thread.locked and not call.granted(channel) & Permission.MANAGE_THREADS:
        raise errors.archived() if channel.thread.archived else errors.missing_permissions()


def _may_enter(call: Call, channel: Channel) -> None:
    """The chat of a voice channel is for those who may connect to it (discord-api-docs #5111)."""
    if channel.kind in VOCAL and not call.granted(channel) & Permission.CONNECT:
        raise errors.missing_access()


def _same_nonce(call: Call, channel: Channel, body: Json) -> Message | None:
    """With `enforce_nonce`, the second message with one nonce within a few minutes is the first one."""
    if not body.get("enforce_nonce") or body.get("nonce") is None:
        return None
    recent = (each for each in channel.messages.values() if (call.world.now() - each.created_at).total_seconds() < 300)
    return next((each for each in recent if each.author is call.world.bot and each.nonce == body["nonce"]), None)


def _answered(call: Call, channel: Channel, body: Json) -> Message | None:
    reference = body.get("message_reference")
    if not reference:
        return None
    message = channel.messages.get(int(reference["message_id"]))
    if message is not None and not message.ephemeral:
        return message
    if reference.get("fail_if_not_exists", True):
        problem = errors.Problem(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        refused = errors.InvalidForm([problem])
        refused.violation = None  # the message may have been deleted a moment ago: a good bot meets this
        raise refused
    return None


def get(call: Call) -> Reply:
    channel = call.channel()
    call.need(channel, Permission.READ_MESSAGE_HISTORY)
    return Reply(200, call.events.message_payload(call.message(channel)))


def history(call: Call) -> Reply:
    channel = call.channel()
    _may_enter(call, channel)
    if channel.guild is not None and not call.granted(channel) & Permission.READ_MESSAGE_HISTORY:
        return Reply(200, [])
    messages = sorted((each for each in channel.messages.values() if not each.ephemeral), key=lambda each: each.id)
    limit = int(call.query.get("limit", 50))
    if "after" in call.query:
        messages = [each for each in messages if each.id > int(call.query["after"])][:limit]
    elif "around" in call.query:
        middle = int(call.query["around"])
        messages = sorted(messages, key=lambda each: abs(each.id - middle))[:limit]
        messages.sort(key=lambda each: each.id)
    else:
        if "before" in call.query:
            messages = [each for each in messages if each.id < int(call.query["before"])]
        messages = messages[-limit:]
    return Reply(200, [call.events.message_payload(each) for each in reversed(messages)])


def edit(call: Call) -> Reply:
    channel, body = call.channel(), call.json()
    message = call.message(channel)
    if message.author is not call.world.bot:
        only_flags = set(body) <= {"flags", "allowed_mentions"}
        if not only_flags or not call.granted(channel) & Permission.MANAGE_MESSAGES:
            raise errors.DiscordError(403, 50005, "Cannot edit a message authored by another user")
    _not_archived(channel)
    return Reply(200, call.events.message_payload(writing.edit(call, message, body)))


def _not_archived(channel: Channel) -> None:
    if channel.thread is not None and channel.thread.archived:
        raise errors.archived()


def delete(call: Call) -> Reply:
    channel = call.channel()
    message = call.message(channel)
    _not_archived(channel)
    if message.author is not call.world.bot:
        if channel.guild is None:
            raise errors.DiscordError(403, 50003, "Cannot execute action on a DM channel")
        call.need(channel, Permission.MANAGE_MESSAGES)
    writing.delete(call, message)
    return Reply(204)


def react(call: Call) -> Reply:
    channel = call.channel()
    message = call.message(channel)
    call.need(channel, Permission.READ_MESSAGE_HISTORY)
    _not_archived(channel)
    emoji = unquote(call.params["emoji_name"])
    if emoji not in message.reactions:
        call.need(channel, Permission.ADD_REACTIONS)
        if len(message.reactions) >= MOST_REACTIONS:
            raise errors.DiscordError(400, 30010, "Maximum number of reactions reached (20)", violation="limit")
    who = message.reactions.setdefault(emoji, [])
    if call.world.bot.id not in who:
        who.append(call.world.bot.id)
        call.events.reaction(message, call.world.bot, emoji, added=True)
        call.world.pulse.beat()
    return Reply(204)


def unreact(call: Call) -> Reply:
    channel = call.channel()
    message = call.message(channel)
    emoji = unquote(call.params["emoji_name"])
    who = call.world.bot if "user_id" not in call.params else call.world.users.get(call.id("user_id"))
    if who is None or who.id not in message.reactions.get(emoji, []):
        raise errors.unknown(10014, "Emoji")
    if who is not call.world.bot:
        call.need(channel, Permission.MANAGE_MESSAGES)
    message.reactions[emoji].remove(who.id)
    if not message.reactions[emoji]:
        del message.reactions[emoji]
    call.events.reaction(message, who, emoji, added=False)
    call.world.pulse.beat()
    return Reply(204)


def pin(call: Call) -> Reply:
    channel = call.channel()
    message = call.message(channel)
    call.need(channel, Permission.PIN_MESSAGES)
    _not_archived(channel)
    if sum(each.pinned for each in channel.messages.values()) >= MOST_PINS:
        raise errors.DiscordError(400, 30003, "Maximum number of pins reached (250)")
    if not message.pinned:
        message.pinned = True
        world = call.world
        note = Message(world.ids.next(), channel, world.bot, world.now(), kind=MessageKind.PINNED, reply_to=message)
        world.add_message(note)
        call.events.message_updated(message)
        call.events.message_created(note)
    return Reply(204)


def unpin(call: Call) -> Reply:
    channel = call.channel()
    message = call.message(channel)
    call.need(channel, Permission.PIN_MESSAGES)
    message.pinned = False
    call.events.message_updated(message)
    call.world.pulse.beat()
    return Reply(204)


def pins(call: Call) -> Reply:
    channel = call.channel()
    pinned = [each for each in channel.messages.values() if each.pinned]
    items = [{"pinned_at": call.world.clock.iso(), "message": call.events.message_payload(each)} for each in reversed(pinned)]
    return Reply(200, {"items": items, "has_more": False})


def typing(call: Call) -> Reply:
    channel = call.channel()
    if channel.guild is not None:
        call.need(channel, Permission.SEND_MESSAGES_IN_THREADS if channel.thread else Permission.SEND_MESSAGES)
    return Reply(204)


_ONE = "/channels/{channel_id}/messages/{message_id}"
ROUTES: Routes = {
    ("POST", "/channels/{channel_id}/messages"): create,
    ("GET", "/channels/{channel_id}/messages"): history,
    ("GET", _ONE): get,
    ("PATCH", _ONE): edit,
    ("DELETE", _ONE): delete,
    ("PUT", _ONE + "/reactions/{emoji_name}/@me"): react,
    ("DELETE", _ONE + "/reactions/{emoji_name}/@me"): unreact,
    ("DELETE", _ONE + "/reactions/{emoji_name}/{user_id}"): unreact,
    ("PUT", "/channels/{channel_id}/messages/pins/{message_id}"): pin,
    ("DELETE", "/channels/{channel_id}/messages/pins/{message_id}"): unpin,
    ("GET", "/channels/{channel_id}/messages/pins"): pins,
    ("PUT", "/channels/{channel_id}/pins/{message_id}"): pin,
    ("DELETE", "/channels/{channel_id}/pins/{message_id}"): unpin,
    ("POST", "/channels/{channel_id}/typing"): typing,
}
