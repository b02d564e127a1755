"""Embeds: limits of each part, and 6,000 characters over all the embeds of a message."""

from __future__ import annotations

from ..jsontypes import Json
from .form import Form

MOST_TOGETHER = 6000


def check_embeds(form: Form, embeds: list[Json], filenames: set[str]) -> None:
    form.count(embeds, ("embeds",), 10)
    for index, embed in enumerate(embeds):
        _check(form, embed, index, filenames)
    total = sum(size(embed) for embed in embeds)
    if total > MOST_TOGETHER:
        form.wrong(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MOST_TOGETHER}: {total}")


def _check(form: Form, embed: Json, index: int, filenames: set[str]) -> None:
    path = ("embeds", index)
    form.text(embed, "title", path, 256)
    form.text(embed, "description", path, 4096)
    form.number(embed, "color", path, 0, 0xFFFFFF)
    form.text(embed.get("footer") or {}, "text", (*path, "footer"), 2048)
    form.text(embed.get("author") or {}, "name", (*path, "author"), 256)
    fields = embed.get("fields") or []
    form.count(fields, (*path, "fields"), 25)
    for number, field in enumerate(fields):
        form.text(field, "name", (*path, "fields", number), 256, least=1, required=True)
        form.text(field, "value", (*path, "fields", number), 1024, least=1, required=True)
    for key in ("image", "thumbnail"):
        url = (embed.get(key) or {}).get("url") or ""
        if url.startswith("attachment://") and url.removeprefix("attachment://") not in filenames:
            form.wrong((*path, key, "url"), "URL_TYPE_INVALID", f"{url} was not sent with the message: nobody would see it")
    if not any(embed.get(key) for key in ("title", "description", "fields", "footer", "author", "image", "thumbnail")):
        form.wrong(path, "EMBED_EMPTY", "An embed with nothing in it is not shown")


def size(embed: Json) -> int:
    texts = [
        embed.get("title"),
        embed.get("description"),
        (embed.get("footer") or {}).get("text"),
        (embed.get("author") or {}).get("name"),
    ]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(text) for text in texts if isinstance(text, str))
