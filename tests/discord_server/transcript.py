"""Messages and forms as plain text, for people who read a test's output and for assertions on what was said.

Buttons stand in square brackets, `[x ...]` when they cannot be pressed; selects in angle brackets; a container has a bar at its
left, as in Discord.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .components import SELECTS, Kind, button_name, children
from .jsontypes import Json
from .model import Attachment, Channel, Message, MessageKind, Role

if TYPE_CHECKING:
    from .modal import Modal


MENTION = re.compile(r"<(@!?|@&|#)(\d{15,20})>|<(/[^:>]+):\d+>")


def readable(text: str, channel: Channel) -> str:
    """With names for mentions of people, roles, channels and commands, as the client shows them."""

    def name(match: re.Match[str]) -> str:
        if match[3]:
            return str(match[3])
        wanted, guild = int(match[2]), channel.guild
        if match[1].startswith("@") and match[1] != "@&":
            member = guild.members.get(wanted) if guild else None
            person = member.user if member else channel.recipients.get(wanted)
            return f"@{person.display_name}" if person else match[0]
        if guild is None:
            return match[0]
        found: Role | Channel | None = guild.roles.get(wanted) if match[1] == "@&" else guild.channels.get(wanted)
        return f"{match[1][0]}{found.name}" if found else match[0]

    return MENTION.sub(name, text)


def message_text(message: Message) -> str:
    if message.loading:
        return f"{message.author.display_name} is thinking..."
    lines: list[str] = []
    if message.content:
        lines.append(message.content)
    for embed in message.embeds:
        lines += embed_lines(embed)
    lines += component_lines(message.components)
    if message.forwards is not None:
        lines += ["forwarded:", *message_text(message.forwards).splitlines()]
    lines += [attachment_line(each) for each in message.attachments if not _is_shown(each, message.components)]
    return readable("\n".join(lines), message.channel)


def embed_lines(embed: Json) -> list[str]:
    lines: list[str] = []
    if author := (embed.get("author") or {}).get("name"):
        lines.append(author)
    lines += [str(embed[key]) for key in ("title", "description") if embed.get(key)]
    for field in embed.get("fields") or []:
        lines += [str(field["name"]), str(field["value"])]
    for key in ("thumbnail", "image"):
        if embed.get(key):
            lines.append(f"({key}: {embed[key]['url'].rsplit('/', 1)[-1]})")
    if footer := (embed.get("footer") or {}).get("text"):
        lines.append(footer)
    return _bar(lines)


def component_lines(components: Iterable[Json]) -> list[str]:
    lines: list[str] = []
    for part in components:
        lines += _lines_of(part)
    return lines


def _lines_of(part: Json) -> list[str]:
    kind = part["type"]
    if kind == Kind.TEXT:
        return str(part["content"]).splitlines()
    if kind == Kind.ROW:
        return ["  ".join(line for child in children(part) for line in _lines_of(child))]
    if kind == Kind.BUTTON:
        return [f"[{'x ' if part.get('disabled') else ''}{button_name(part)}]"]
    if kind in SELECTS:
        options = " | ".join(f"{'*' if o.get('default') else ''}{o['label']}" for o in part.get("options") or [])
        return [f"<{part.get('placeholder') or 'select'}: {options}>"]
    if kind == Kind.CONTAINER:
        return _bar(component_lines(part["components"]))
    if kind == Kind.SECTION:
        return component_lines(part["components"]) + _lines_of(part["accessory"])
    if kind == Kind.SEPARATOR:
        return ["---"] if part.get("divider", True) else [""]
    if kind == Kind.THUMBNAIL:
        return [_media("thumbnail", part["media"], part.get("description"))]
    if kind == Kind.GALLERY:
        return [_media("image", item["media"], item.get("description")) for item in part["items"]]
    if kind == Kind.FILE:
        return [_media("file", part["file"], None)]
    return component_lines(children(part))


def _media(what: str, media: Json, description: str | None) -> str:
    name = str(media.get("url", "")).rsplit("/", 1)[-1]
    return f"({what}: {name}{' - ' + description if description else ''})"


def attachment_line(attachment: Attachment) -> str:
    described = f" - {attachment.description}" if attachment.description else ""
    return f"({attachment.filename}, {len(attachment.data)} bytes{described})"


def _is_shown(attachment: Attachment, components: list[Json]) -> bool:
    """Whether a component shows the file, so that it is not told twice."""
    return any(attachment.filename in line for line in component_lines(components))


def _bar(lines: Iterable[str]) -> list[str]:
    return [f"| {line}" for text in lines for line in (text.splitlines() or [""])]


def header(message: Message, viewer_id: int | None = None) -> str:
    """The line above a message: who, what it answers, and whether it is private."""
    who = message.author.display_name + (" [bot]" if message.author.bot else "")
    told = []
    if message.command and message.interaction:
        told.append(f"{message.interaction['user']['username']} used {message.command}")
    if message.kind == MessageKind.REPLY and message.reply_to is not None:
        answered = "a deleted message" if message.reply_to.deleted else message.reply_to.author.display_name
        told.append(f"in reply to {answered}")
    if message.ephemeral:
        told.append("only you can see this" if message.ephemeral_to == viewer_id else f"only {message.ephemeral_to} can see this")
    if message.edited:
        told.append("edited")
    return who + (f" ({'; '.join(told)})" if told else "") + ":"


SYSTEM = {
    MessageKind.RECIPIENT_ADD: "added {people} to the thread",
    MessageKind.CHANNEL_NAME_CHANGE: "changed the name to {content}",
    MessageKind.PINNED: "pinned a message",
    MessageKind.THREAD_CREATED: "started a thread: {content}",
    MessageKind.THREAD_STARTER: "started the thread",
}


def system_text(message: Message) -> str | None:
    """What Discord itself says in the author's name, if it is that kind of message."""
    if message.kind not in SYSTEM:
        return None
    people = ", ".join(readable(f"<@{each}>", message.channel).removeprefix("@") for each in message.mentions)
    return SYSTEM[message.kind].format(people=people, content=message.content)


def channel_text(channel: Channel, messages: Iterable[Message], viewer_id: int) -> str:
    """A channel as one person reads it."""
    name = channel.name or "direct messages"
    state = ""
    if channel.thread is not None:
        words = [word for word, on in (("archived", channel.thread.archived), ("locked", channel.thread.locked)) if on]
        state = f" ({'private' if channel.is_private_thread else 'public'} thread{''.join(', ' + word for word in words)})"
    blocks = [f"# {name}{state}"]
    for message in messages:
        system = system_text(message)
        if system is not None:
            blocks.append(f"* {message.author.display_name} {system}")
            continue
        body = "\n".join("    " + line for line in message.text.splitlines())
        marks = "  ".join(f"{emoji} {len(who)}" for emoji, who in message.reactions.items() if who)
        blocks.append(header(message, viewer_id) + "\n" + body + (f"\n    {marks}" if marks else ""))
    return "\n".join(blocks)


def modal_text(modal: Modal) -> str:
    lines = [f"== {modal.title} =="]
    for part in modal.parts:
        if isinstance(part, str):
            lines.append(part)
            continue
        lines.append(part.label + ("" if part.required else " (optional)"))
        if part.description:
            lines.append(f"  {part.description}")
        if part.options:
            lines.append("  <" + " | ".join(option["label"] for option in part.options) + ">")
        elif part.value or part.placeholder:
            lines.append(f"  {part.value}" if part.value else f"  ({part.placeholder})")
    return "\n".join(lines)
