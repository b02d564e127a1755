"""Sheets and actions -> what discord.py sends.

Which form a message takes:

- Pages to read (briefing, feedback, debrief, walk-through, candidates) use Components V2: twice the text in one message, parts set apart by
  rules, and the buttons inside the frame that they belong to.
- The open question is an ordinary message: a reply shows it above the answer, a notification carries its words, Discord's search finds
  it. Refusals and receipts are ordinary too: they are one line.

A view is only a shape here. It is finished before it is sent, so discord.py keeps nothing of it in memory: a click finds its way by its
custom_id alone (bot/discord_app/routing.py), in any process.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import field
from typing import Any

import discord
from discord import ui

from bot.core.frozen import dataclass
from bot.discord_app.escape import cut
from bot.discord_app.ids import CustomId
from bot.discord_app.limits import BUTTON_LABEL, CONTENT, ROW, units
from bot.discord_app.markup import inline
from bot.discord_app.paginate import Sheet, sheets
from bot.wording.blocks import Block, Text

STYLES = {"primary": discord.ButtonStyle.primary, "secondary": discord.ButtonStyle.secondary, "danger": discord.ButtonStyle.danger}
Row = ui.ActionRow[ui.LayoutView]

# A thin line at the left of a page. The words say the same: no colour means anything by itself.
ACCENTS = {"strong_hire": 0x2E7D4F, "hire": 0x2E7D4F, "leaning_no_hire": 0xB7791F, "no_hire": 0xB23B3B, "insufficient_evidence": 0x6B7280}
PLAIN_ACCENT = 0x3B5BA9


@dataclass(frozen=True, slots=True)
class Press:
    """A button: its label and where it leads."""

    label: str
    id: CustomId
    style: str = "secondary"


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is framed: its accent, and the buttons under it in rows."""

    accent: int = PLAIN_ACCENT
    rows: tuple[tuple[Press, ...], ...] = field(default=())


def layout(sheet: Sheet, look: Look, *, below: str = "") -> ui.LayoutView:
    """One sheet as a framed page. `below` is a last line in small print (which page this is)."""
    view = ui.LayoutView(timeout=None)
    frame: ui.Container[ui.LayoutView] = ui.Container(accent_colour=look.accent)
    for place, text in enumerate(sheet.texts):
        if place:
            frame.add_item(ui.Separator())
        frame.add_item(ui.TextDisplay(text or "\u200b"))
    if below:
        frame.add_item(ui.TextDisplay(f"-# {below}"))
    for row in _rows(look.rows):
        frame.add_item(row)
    view.add_item(frame)
    view.stop()
    return view


def buttons(rows: Sequence[Sequence[Press]]) -> ui.View:
    """Rows of buttons under an ordinary message."""
    view = ui.View(timeout=None)
    for number, row in enumerate(_split(rows)):
        for press in row:
            view.add_item(_button(press, number))
    view.stop()
    return view


def content(blocks: tuple[Block, ...]) -> str | None:
    """The blocks as an ordinary message's text; None where they are longer than one can hold."""
    found = sheets(blocks)
    text = found[0].text if len(found) == 1 else ""
    return text if text and units(text) <= CONTENT else None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message before it is sent. `files` are (name, text or bytes); `kept` are files that it carries already; with
    `bare` it carries none after an edit, whatever it carried."""

    content: str | None = None
    view: ui.View | ui.LayoutView | None = None
    files: tuple[tuple[str, str | bytes], ...] = ()
    kept: tuple[discord.Attachment, ...] = ()
    bare: bool = False

    @property
    def framed(self) -> bool:
        return isinstance(self.view, ui.LayoutView)

    def sending(self) -> dict[str, Any]:
        """For discord.py's send methods. A link in it draws no preview: a page of somebody else's is none of ours to show."""
        given: dict[str, Any] = {} if self.framed else {"content": self.content, "suppress_embeds": True}
        return given | self._view() | ({"files": self._files()} if self.files else {})

    def editing(self) -> dict[str, Any]:
        """For discord.py's edit methods: buttons that are not given are taken away."""
        given: dict[str, Any] = {"view": self.view}
        if not self.framed:
            given["content"] = self.content
        return given | ({"attachments": [*self.kept, *self._files()]} if self.files or self.kept or self.bare else {})

    def _view(self) -> dict[str, Any]:
        return {} if self.view is None else {"view": self.view}

    def _files(self) -> list[discord.File]:
        """New at every call: a file that was sent cannot be sent once more."""
        return [discord.File(io.BytesIO(_bytes(held)), filename=name) for name, held in self.files]


def _bytes(held: str | bytes) -> bytes:
    return held if isinstance(held, bytes) else held.encode("utf-8", "replace")


def line(text: Text, *rows: Sequence[Press], file: tuple[str, str] | None = None) -> Outgoing:
    """A short remark as an ordinary message."""
    return Outgoing(cut(inline(text), CONTENT), buttons(rows) if rows else None, (file,) if file else ())


def row_of(row: Sequence[Press]) -> Row:
    """One row of buttons, for under a framed page."""
    return Row(*(_button(press) for press in row[:ROW]))


def _rows(rows: Sequence[Sequence[Press]]) -> list[Row]:
    return [Row(*(_button(press) for press in row)) for row in _split(rows)]


def _split(rows: Sequence[Sequence[Press]]) -> list[Sequence[Press]]:
    return [row[place : place + ROW] for row in rows for place in range(0, len(row), ROW)]


def _button(press: Press, row: int | None = None) -> ui.Button[Any]:
    return ui.Button(style=STYLES[press.style], label=press.label[:BUTTON_LABEL], custom_id=str(press.id), row=row)


def without_rows(message: discord.Message) -> ui.LayoutView | None:
    """The framed page of a message as it is, its buttons gone but for those that turn pages: for a step that has been taken. None for an
    ordinary message."""
    if not message.flags.components_v2:
        return None
    view = ui.LayoutView.from_message(message, timeout=None)
    for item in list(view.walk_children()):
        if isinstance(item, ui.ActionRow) and not any(":turn:" in str(getattr(child, "custom_id", "")) for child in item.children):
            parent = item.parent
            (parent if isinstance(parent, ui.Container) else view).remove_item(item)
    view.stop()
    return view
