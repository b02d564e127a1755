"""What a person sees, as JSON that draws: for `benchmarks/pictures`. Everything a picture needs is in it, files included."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .jsontypes import Json
from .model import Attachment, Channel, Message, MessageKind, User
from .transcript import system_text

if TYPE_CHECKING:
    from .modal import Modal
    from .world import World

FORMAT = "loopback-discord/1"


def dump_channel(world: World, channel: Channel, messages: Iterable[Message], viewer: User) -> Json:
    kind = "dm" if channel.guild is None else "thread" if channel.thread else "channel"
    shown = [_message(message, viewer) for message in messages]
    return {
        "format": FORMAT,
        "kind": kind,
        "channel": channel.name or world.bot.name,
        "private": channel.is_private_thread,
        "guild": channel.guild.name if channel.guild else None,
        "viewer": _person(viewer),
        "messages": shown,
        "names": _names(world, channel),
    }


def dump_modal(world: World, modal: Modal, viewer: User) -> Json:
    return {
        "format": FORMAT,
        "kind": "modal",
        "app": _person(world.bot),
        "viewer": _person(viewer),
        "title": modal.title,
        "components": modal.data["components"],
        "names": {},
    }


def _message(message: Message, viewer: User) -> Json:
    drawn: Json = {
        "id": str(message.id),
        "author": _person(message.author),
        "time": message.created_at.isoformat(),
        "edited": message.edited,
        "content": message.content,
        "embeds": message.embeds,
        "components": message.components,
        "attachments": [_attachment(each) for each in message.attachments],
        "v2": message.uses_components_v2,
        "ephemeral": message.ephemeral,
        "loading": message.loading,
        "mentions_viewer": viewer.id in message.mentions or message.mention_everyone,
        "reactions": [{"emoji": emoji, "count": len(who), "me": viewer.id in who} for emoji, who in message.reactions.items() if who],
        "system": system_text(message),
        "command": None,
        "reply": None,
    }
    if message.command and message.interaction:
        drawn["command"] = {"user": message.interaction["user"]["username"], "name": message.command}
    elif message.kind == MessageKind.REPLY and message.reply_to is not None:
        answered = message.reply_to
        drawn["reply"] = {"author": _person(answered.author), "text": answered.content, "deleted": answered.deleted}
    return drawn


def _attachment(attachment: Attachment) -> Json:
    return {
        "filename": attachment.filename,
        "size": len(attachment.data),
        "content_type": attachment.content_type,
        "description": attachment.description,
        "url": attachment.url,
        "data": base64.b64encode(attachment.data).decode(),
    }


def _person(user: User) -> Json:
    return {"id": str(user.id), "name": user.display_name, "bot": user.bot}


def _names(world: World, channel: Channel) -> Json:
    """What `<@1>`, `<@&1>`, `<#1>` and `</command:1>` stand for."""
    roles = {f"@&{role.id}": role.name for role in (channel.guild.roles.values() if channel.guild else [])}
    people = {f"@{user.id}": user.display_name for user in world.users.values()}
    places = {f"#{each.id}": each.name for each in world.channels.values() if each.name}
    return {**people, **roles, **places}
