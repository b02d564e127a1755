"""Messages: who, when, what, and the notices around them."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from .components import draw_components, draw_file
from .embed import Files, draw_embed
from .markdown import inline, to_html

Json = dict[str, Any]
AVATARS = ("#5865f2", "#757e8a", "#3ba55c", "#faa61a", "#ed4245", "#eb459e")
TOGETHER = timedelta(minutes=7)
"""Messages of one person within this time stand under one name."""
EYE = (
    '<svg viewBox="0 0 24 24"><path d="M12 5C5.6 5 2.5 12 2.5 12S5.6 19 12 19s9.5-7 9.5-7S18.400 5 12 5Zm0 11a4 4 0 1 1 0-8 4 4 0 0 1 0 8Z"'
    ' fill="currentColor"/></svg>'
)


def draw_messages(messages: Iterable[Json], names: Mapping[str, str]) -> str:
    drawn, previous = [], None
    for message in messages:
        drawn.append(_system(message) if message.get("system") else _message(message, names, _follows(previous, message)))
        previous = message
    return "".join(drawn)


def _follows(previous: Json | None, message: Json) -> bool:
    if previous is None or previous.get("system") or message["reply"] or message["command"]:
        return False
    same = previous["author"] == message["author"] and previous["ephemeral"] == message["ephemeral"]
    return same and datetime.fromisoformat(message["time"]) - datetime.fromisoformat(previous["time"]) < TOGETHER


def _message(message: Json, names: Mapping[str, str], follows: bool) -> str:
    classes = "message" + (" follows" if follows else "") + (" mentioned" if message["mentions_viewer"] else "")
    above = "" if follows else _above(message, names)
    avatar = "" if follows else draw_avatar(message["author"])
    name = "" if follows else _name(message)
    below = '<div class="ephemeral">' + EYE + "Only you can see this &bull; <a>Dismiss message</a></div>" if message["ephemeral"] else ""
    hidden = " private" if message["ephemeral"] else ""
    return (
        f'<div class="{classes}{hidden}">{above}<div class="gutter">{avatar}</div>'
        f'<div class="body">{name}{_body(message, names)}{below}</div></div>'
    )


def _above(message: Json, names: Mapping[str, str]) -> str:
    """The thin line that says what is answered."""
    if message["command"]:
        used = message["command"]
        face = draw_avatar({"id": "0", "name": used["user"], "bot": False}, small=True)
        said = f'{face}<b>{html.escape(used["user"])}</b> used <span class="mention">{html.escape(used["name"])}</span>'
    elif message["reply"]:
        answered = message["reply"]
        text = html.escape("Original message was deleted") if answered["deleted"] else inline(" ".join(answered["text"].split()), names)
        said = f"{draw_avatar(answered['author'], small=True)}<b>{html.escape(answered['author']['name'])}</b>"
        said += f'<span class="reply-text">{text or "<i>Click to see attachment</i>"}</span>'
    else:
        return ""
    return f'<div class="above"><span class="spine"></span>{said}</div>'


def draw_avatar(person: Json, *, small: bool = False) -> str:
    if person["bot"]:
        color, letter = "#2b2d31", "\N{SCALES}\N{VARIATION SELECTOR-16}"
    else:
        color, letter = AVATARS[sum(map(ord, person["name"])) % len(AVATARS)], html.escape(person["name"][:1].upper())
    return f'<span class="avatar{" small" if small else ""}" style="background:{color}">{letter}</span>'


def _name(message: Json) -> str:
    author = message["author"]
    when = datetime.fromisoformat(message["time"])
    tag = '<span class="tag">APP</span>' if author["bot"] else ""
    kind = " bot" if author["bot"] else ""
    return (
        f'<div class="head"><span class="name{kind}">{html.escape(author["name"])}</span>{tag}<span class="when">{when:%H:%M}</span></div>'
    )


def _body(message: Json, names: Mapping[str, str]) -> str:
    if message["loading"]:
        return f'<div class="thinking"><span>&bull;&bull;&bull;</span> {html.escape(message["author"]["name"])} is thinking...</div>'
    files = files_of(message["attachments"])
    edited = '<span class="edited"> (edited)</span>' if message["edited"] else ""
    parts = f'<div class="content">{to_html(message["content"], names)}{edited}</div>' if message["content"] else ""
    parts += "".join(draw_embed(embed, names, files) for embed in message["embeds"])
    if message["v2"]:
        return f'<div class="v2">{draw_components(message["components"], names, files)}</div>{edited}'
    parts += "".join(_attachment(each, files) for each in message["attachments"] if not _in_embed(each, message["embeds"]))
    parts += draw_components(message["components"], names, files)
    return parts + _reactions(message["reactions"])


def files_of(attachments: Iterable[Json]) -> Files:
    files: dict[str, str] = {}
    for each in attachments:
        if each["content_type"].startswith("image/"):
            data = f"data:{each['content_type']};base64,{each['data']}"
            files[each["url"]] = files[each["filename"]] = data
    return files


def _attachment(attachment: Json, files: Files) -> str:
    if attachment["filename"] in files:
        return f'<img class="picture" src="{files[attachment["filename"]]}">'
    return draw_file(attachment["filename"], attachment["size"])


def _in_embed(attachment: Json, embeds: Iterable[Json]) -> bool:
    shown = [(embed.get(key) or {}).get("url", "") for embed in embeds for key in ("image", "thumbnail")]
    return attachment["url"] in shown


def _reactions(reactions: Iterable[Json]) -> str:
    drawn = "".join(_reaction(each) for each in reactions)
    return f'<div class="reactions">{drawn}</div>' if drawn else ""


def _reaction(reaction: Json) -> str:
    mine = " mine" if reaction["me"] else ""
    return f'<span class="reaction{mine}"><span class="emoji">{html.escape(reaction["emoji"])}</span>{reaction["count"]}</span>'


def _system(message: Json) -> str:
    who, what = html.escape(message["author"]["name"]), html.escape(message["system"])
    when = datetime.fromisoformat(message["time"])
    return f'<div class="system"><span>&rarr;</span><b>{who}</b> {what}. <span class="when">{when:%H:%M}</span></div>'
