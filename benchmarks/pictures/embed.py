"""Embeds."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from .markdown import inline, to_html

Json = dict[str, Any]
Files = Mapping[str, str]
"""Address or filename of an attachment to a data: URL."""


def draw_embed(embed: Json, names: Mapping[str, str], files: Files) -> str:
    color = embed.get("color")
    side = f"#{color:06x}" if color is not None else "#4e5058"
    inner = ""
    if author := (embed.get("author") or {}).get("name"):
        inner += f'<div class="embed-author">{html.escape(author)}</div>'
    if embed.get("title"):
        inner += f'<div class="embed-title">{inline(embed["title"], names)}</div>'
    if embed.get("description"):
        inner += f'<div class="embed-text">{to_html(embed["description"], names)}</div>'
    if embed.get("fields"):
        inner += _fields(embed["fields"], names)
    if embed.get("image"):
        inner += f'<img class="embed-image" src="{picture(embed["image"], files)}">'
    if footer := (embed.get("footer") or {}).get("text"):
        inner += f'<div class="embed-footer">{html.escape(footer)}</div>'
    thumbnail = f'<img class="embed-thumbnail" src="{picture(embed["thumbnail"], files)}">' if embed.get("thumbnail") else ""
    return f'<div class="embed" style="border-left-color:{side}"><div class="embed-body">{inner}</div>{thumbnail}</div>'


def _fields(fields: list[Json], names: Mapping[str, str]) -> str:
    """Inline ones stand side by side, three in a row at most."""
    rows: list[list[Json]] = []
    for field in fields:
        if field.get("inline") and rows and rows[-1][0].get("inline") and len(rows[-1]) < 3:
            rows[-1].append(field)
        else:
            rows.append([field])
    drawn = ""
    for row in rows:
        cells = "".join(
            f'<div><div class="field-name">{inline(each["name"], names)}</div>'
            f'<div class="field-value">{to_html(each["value"], names)}</div></div>'
            for each in row
        )
        drawn += f'<div class="fields" style="grid-template-columns:repeat({len(row)},1fr)">{cells}</div>'
    return drawn


def picture(media: Json, files: Files) -> str:
    """The data of an attachment that the media shows; outside pictures are left grey, for nothing is fetched."""
    url = str(media.get("url", ""))
    return files.get(url) or files.get(url.rsplit("/", 1)[-1]) or GREY


GREY = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='320' height='180'>"
    "<rect width='100%25' height='100%25' fill='%234e5058'/></svg>"
)
