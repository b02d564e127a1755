"""Forms (modals)."""

from __future__ import annotations

import html
from typing import Any

from .components import CHEVRON
from .markdown import to_html
from .message import draw_avatar

Json = dict[str, Any]


def draw_modal(dump: Json) -> str:
    app = dump["app"]
    parts = "".join(_part(each) for each in dump["components"])
    return (
        '<div class="veil"><div class="modal">'
        f'<div class="modal-head">{draw_avatar(app)}<span class="modal-title">{html.escape(dump["title"])}</span>'
        '<span class="cross">&times;</span></div>'
        f'<div class="modal-body"><div class="warning">This form will be submitted to <b>{html.escape(app["name"])}</b>. '
        f"Do not share passwords or other sensitive information.</div>{parts}</div>"
        '<div class="modal-foot"><span class="button secondary">Cancel</span><span class="button primary">Submit</span></div>'
        "</div></div>"
    )


def _part(component: Json) -> str:
    if component["type"] == 10:
        return f'<div class="modal-text">{to_html(component["content"], {})}</div>'
    inner = component["components"][0] if component["type"] == 1 else component["component"]
    label = component.get("label") or inner.get("label") or ""
    optional = inner.get("required") is False or inner["type"] == 23
    star = "" if optional else '<span class="star">*</span>'
    described = f'<div class="field-description">{html.escape(component["description"])}</div>' if component.get("description") else ""
    return f'<div class="field"><div class="field-label">{html.escape(label)}{star}</div>{described}{_input(inner)}</div>'


def _input(inner: Json) -> str:
    if inner["type"] == 4:
        return _text_input(inner)
    if inner["type"] in (21, 22):
        return "".join(_choice(option, round_=inner["type"] == 21) for option in inner.get("options") or [])
    if inner["type"] == 23:
        return _choice({"label": "", "default": inner.get("default")}, round_=False)
    if inner["type"] == 19:
        return '<div class="upload">Drop files here or <a>browse</a></div>'
    chosen = [option["label"] for option in inner.get("options") or [] if option.get("default")]
    shown = html.escape(", ".join(chosen) or inner.get("placeholder") or "Make a selection")
    return f'<span class="select{"" if chosen else " empty"}">{shown}{CHEVRON}</span>'


def _text_input(inner: Json) -> str:
    value = inner.get("value") or ""
    shown = html.escape(value or inner.get("placeholder") or "").replace("\n", "<br>")
    kind = "area" if inner.get("style") == 2 else "line"
    most = inner.get("max_length") or 4000
    left = f'<span class="left">{most - len(value)}</span>' if kind == "area" else ""
    return f'<div class="input {kind}{"" if value else " empty"}">{shown}{left}</div>'


def _choice(option: Json, *, round_: bool) -> str:
    on = " on" if option.get("default") else ""
    described = f'<div class="field-description">{html.escape(option["description"])}</div>' if option.get("description") else ""
    shape = "round" if round_ else "square"
    return f'<div class="choice"><span class="{shape}{on}"></span><div>{html.escape(option["label"])}{described}</div></div>'
