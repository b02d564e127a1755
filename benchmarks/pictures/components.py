"""Message components, the old rows and Components V2."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

from .embed import Files, picture
from .markdown import to_html

Json = dict[str, Any]
Names = Mapping[str, str]

STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium"}
CHEVRON = '<svg class="chevron" viewBox="0 0 24 24"><path d="M6 9l6 6 6-6" fill="none" stroke="currentColor" stroke-width="2.5"/></svg>'
OUTSIDE = (
    '<svg class="outside" viewBox="0 0 24 24"><path d="M14 4h6v6M20 4l-9 9M18 13v6a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h6"'
    ' fill="none" stroke="currentColor" stroke-width="2"/></svg>'
)
PAPER = (
    '<svg class="paper" viewBox="0 0 30 40"><path d="M2 2h17l9 9v27H2z" fill="#d3d6fd"/><path d="M19 2l9 9h-9z" fill="#939bf9"/>'
    '<path d="M7 18h16M7 24h16M7 30h10" stroke="#5865f2" stroke-width="2"/></svg>'
)


def draw_components(components: list[Json], names: Names, files: Files) -> str:
    return "".join(draw(part, names, files) for part in components)


def draw(part: Json, names: Names, files: Files) -> str:
    return _DRAW[part["type"]](part, names, files)


def _row(part: Json, names: Names, files: Files) -> str:
    return f'<div class="row">{draw_components(part["components"], names, files)}</div>'


def _button(part: Json, names: Names, files: Files) -> str:
    emoji = part.get("emoji") or {}
    label = html.escape(part.get("label") or "")
    face = f'<span class="emoji">{html.escape(emoji["name"])}</span>' if emoji.get("name") else ""
    mark = OUTSIDE if part["style"] == 5 else ""
    disabled = " disabled" if part.get("disabled") else ""
    return f'<span class="button {STYLES[part["style"]]}{disabled}">{face}{label}{mark}</span>'


def _select(part: Json, names: Names, files: Files) -> str:
    chosen = [option["label"] for option in part.get("options") or [] if option.get("default")]
    shown = html.escape(", ".join(chosen) or part.get("placeholder") or "Make a selection")
    disabled = " disabled" if part.get("disabled") else ""
    return f'<span class="select{"" if chosen else " empty"}{disabled}">{shown}{CHEVRON}</span>'


def _section(part: Json, names: Names, files: Files) -> str:
    texts = draw_components(part["components"], names, files)
    return f'<div class="section"><div class="section-text">{texts}</div><div>{draw(part["accessory"], names, files)}</div></div>'


def _text(part: Json, names: Names, files: Files) -> str:
    return f'<div class="text">{to_html(part["content"], names)}</div>'


def _thumbnail(part: Json, names: Names, files: Files) -> str:
    return f'<img class="thumbnail" src="{picture(part["media"], files)}">'


def _gallery(part: Json, names: Names, files: Files) -> str:
    items = part["items"]
    images = "".join(f'<img src="{picture(item["media"], files)}">' for item in items)
    return f'<div class="gallery n{min(3, len(items))}">{images}</div>'


def _file(part: Json, names: Names, files: Files) -> str:
    return draw_file(part.get("name") or str(part["file"]["url"]).rsplit("/", 1)[-1], part.get("size") or 0)


def draw_file(name: str, size: int) -> str:
    return (
        f'<div class="file">{PAPER}<div><div class="file-name">{html.escape(name)}</div>'
        f'<div class="file-size">{readable_size(size)}</div></div></div>'
    )


def readable_size(size: int) -> str:
    if size < 1024:
        return f"{size} bytes"
    return f"{size / 1024:.2f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.2f} MB"


def _separator(part: Json, names: Names, files: Files) -> str:
    line = " line" if part.get("divider", True) else ""
    return f'<div class="separator{line}{" large" if part.get("spacing") == 2 else ""}"></div>'


def _container(part: Json, names: Names, files: Files) -> str:
    color = part.get("accent_color")
    side = f' style="border-left:4px solid #{color:06x}"' if color is not None else ""
    return f'<div class="container"{side}>{draw_components(part["components"], names, files)}</div>'


_DRAW: dict[int, Callable[[Json, Names, Files], str]] = {
    1: _row,
    2: _button,
    **dict.fromkeys((3, 5, 6, 7, 8), _select),
    9: _section,
    10: _text,
    11: _thumbnail,
    12: _gallery,
    13: _file,
    14: _separator,
    17: _container,
}
