"""The whole page for one dump."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from .message import draw_messages
from .modal import draw_modal

Json = dict[str, Any]
STYLE = Path(__file__).with_name("style.css")
FORMAT = "loopback-discord/1"


def draw_page(dump: Json, width: int) -> str:
    if dump.get("format") != FORMAT:
        raise ValueError(f"a dump of format {FORMAT} is wanted, not {dump.get('format')!r}")
    inside = draw_modal(dump) if dump["kind"] == "modal" else _bar(dump) + _messages(dump)
    style = STYLE.read_text(encoding="utf-8")
    # The policy keeps the page from fetching anything: all it shows is in it.
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<style>:root{{--width:{width}px}}{style}</style></head><body>{inside}<div class="end"></div></body></html>'
    )


def _messages(dump: Json) -> str:
    return f'<div class="messages">{draw_messages(dump["messages"], dump["names"])}</div>'


def _bar(dump: Json) -> str:
    signs = {"dm": "@", "thread": "\N{SPOOL OF THREAD}" if not dump["private"] else "\N{LOCK}", "channel": "#"}
    guild = f'<span class="guild">{html.escape(dump["guild"])}</span>' if dump["guild"] else ""
    return f'<div class="bar"><span class="sign">{signs[dump["kind"]]}</span>{html.escape(dump["channel"])}{guild}</div>'
