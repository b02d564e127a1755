"""Making and changing messages of the bot, whichever route they come by."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from .. import components as tree
from ..components import Kind
from ..errors import unknown_channel
from ..interaction import Interaction
from ..jsontypes import Json
from ..model import Channel, Message, MessageFlag, MessageKind
from ..rules.mentions import find_mentions
from ..rules.message import check_message, unseen_files
from . import attachments
from .calls import Call, Upload

SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
SETTABLE_IN_EDIT = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2


@dataclass
class Place:
    """Where a new message goes, and as what."""

    channel: Channel
    reply_to: Message | None = None
    interaction: Interaction | None = None
    ephemeral_to: int | None = None
    kind: MessageKind = MessageKind.DEFAULT


def create(call: Call, body: Json, place: Place) -> Message:
    """Check, make, put in the channel, tell the gateway."""
    if place.channel.deleted:
        raise unknown_channel()
    staying, coming = attachments.planned(body, call.uploads, None)
    check_message(body, attachments.names(staying, coming), [len(upload.data) for upload, _ in coming])
    world = call.world
    message = Message(world.ids.next(), place.channel, world.bot, world.now(), kind=place.kind, reply_to=place.reply_to)
    message.ephemeral_to = place.ephemeral_to
    message.flags = MessageFlag(body.get("flags") or 0) & SETTABLE
    if place.ephemeral_to is not None:
        message.flags |= MessageFlag.EPHEMERAL
    if place.interaction is not None:
        message.interaction = place.interaction.metadata
        message.command = place.interaction.command if place.kind in (MessageKind.SLASH_COMMAND, MessageKind.CONTEXT_MENU_COMMAND) else None
    message.nonce = body.get("nonce")
    message.enforced_nonce = bool(body.get("enforce_nonce"))
    message.tts = bool(body.get("tts"))
    _fill(call, message, body, coming)
    world.add_message(message)
    call.events.message_created(message)
    return message


def edit(call: Call, message: Message, body: Json) -> Message:
    staying, coming = attachments.planned(body, call.uploads, message)
    check_message(body, attachments.names(staying, coming), [len(upload.data) for upload, _ in coming], edits=message)
    previous = message.snapshot()
    message.attachments = staying
    if body.get("flags") is not None:
        message.flags = (message.flags & ~SETTABLE_IN_EDIT) | (MessageFlag(body["flags"]) & SETTABLE_IN_EDIT)
    if message.loading:
        message.flags &= ~MessageFlag.LOADING
    else:
        message.edited_at = call.world.now()
        message.versions.append(previous)
    _fill(call, message, body, coming)
    call.world.note_pings(message, previous.pings)
    call.world.pulse.beat()
    call.events.message_updated(message)
    return message


def delete(call: Call, message: Message) -> None:
    message.deleted = True
    message.channel.messages.pop(message.id, None)
    call.events.message_deleted(message)
    call.world.pulse.beat()


def loading(call: Call, place: Place) -> Message:
    """The placeholder of a deferred reply: "... is thinking"."""
    if place.channel.deleted:
        raise unknown_channel()
    world = call.world
    message = Message(world.ids.next(), place.channel, world.bot, world.now(), kind=place.kind, reply_to=place.reply_to)
    message.ephemeral_to = place.ephemeral_to
    assert place.interaction is not None
    message.interaction = place.interaction.metadata
    message.command = place.interaction.command
    message.flags = MessageFlag.LOADING | (MessageFlag.EPHEMERAL if place.ephemeral_to is not None else MessageFlag(0))
    world.add_message(message)
    call.events.message_created(message)
    return message


def _fill(call: Call, message: Message, body: Json, coming: list[tuple[Upload, Json]]) -> None:
    """Take over what the body says; what it does not name stays."""
    for upload, said in coming:
        stored = attachments.store(call, message.channel.id, upload, said, ephemeral=message.ephemeral)
        message.attachments.append(stored)
    if "content" in body:
        message.content = (body["content"] or "").strip()
    if "embeds" in body:
        message.embeds = [{"type": "rich", **embed} for embed in copy.deepcopy(body["embeds"] or [])]
    if "components" in body:
        message.components = _stored(body["components"] or [])
    attachments.resolve(call, message.components, message.embeds, message.attachments)
    if message.uses_components_v2:
        for name in unseen_files(message.components, [each.filename for each in message.attachments]):
            call.world.log.violation("shown", call.where, f"{name} is attached, but no component shows it: nobody sees it")
    mentioned = find_mentions(
        message.content,
        message.components,
        message.channel,
        message.author,
        body.get("allowed_mentions"),
        is_interaction=message.interaction is not None,
        reply_to=None if message.interaction is not None else message.reply_to,
    )
    message.mentions, message.mention_roles = mentioned.users, mentioned.roles
    message.mention_everyone = mentioned.everyone
    message.pings = [] if message.ephemeral else mentioned.pings
    if not message.ephemeral:
        _invite_mentioned(call, message)


def _invite_mentioned(call: Call, message: Message) -> None:
    """In a thread, a mention brings the person in."""
    thread = message.channel.thread
    if thread is None:
        return
    added = [user_id for user_id in message.mentions if user_id not in thread.members]
    for user_id in added:
        thread.members[user_id] = call.world.now()
    call.events.thread_members(message.channel, added=added)


def _stored(components: list[Json]) -> list[Json]:
    """As Discord keeps and returns them: numbered, defaults filled in, nulls left out."""
    stored = copy.deepcopy(components)
    tree.number(stored)
    for part in tree.walk(stored):
        for key in [key for key, value in part.items() if value is None]:
            del part[key]
        if part["type"] == Kind.CONTAINER:
            part.setdefault("accent_color", None)
            part.setdefault("spoiler", False)
        elif part["type"] == Kind.SEPARATOR:
            part.setdefault("divider", True)
            part.setdefault("spacing", 1)
        elif part["type"] == Kind.THUMBNAIL:
            part.setdefault("description", None)
            part.setdefault("spoiler", False)
        elif part["type"] == Kind.GALLERY:
            for item in part["items"]:
                item.setdefault("description", None)
                item.setdefault("spoiler", False)
        elif part["type"] in tree.SELECTS:
            part.setdefault("min_values", 1)
            part.setdefault("max_values", 1)
            part.setdefault("disabled", False)
        if part["type"] == Kind.TEXT:
            part["content"] = part["content"].strip()
    return stored
