"""Blocks -> one framed page of a quiz, with its buttons. A question and its answer always fit one message; what a very long text of a
server's own pack has too much is said to be left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.core.quiz_replies import Posed
from bot.discord_app.ids import CustomId
from bot.discord_app.limits import V2_TEXT
from bot.discord_app.markup import inline
from bot.discord_app.paginate import sheets
from bot.discord_app.render import PLAIN_ACCENT, Look, Outgoing, Press, layout
from bot.wording.blocks import Block, Text
from bot.wording.catalogue import Texts

# Room for the line that says that something is left out.
_RESERVE = 150
RIGHT_ACCENT, WRONG_ACCENT = 0x2E7D4F, 0xB23B3B


def page(blocks: tuple[Block, ...], texts: Texts, *rows: Sequence[Press], accent: int = PLAIN_ACCENT, lead: Text = ()) -> Outgoing:
    """`lead` is a line above the frame: whom the message is for."""
    found = sheets(blocks, V2_TEXT - _RESERVE)
    below = texts("quiz.cut") if len(found) > 1 else ""
    view: Any = layout(found[0], Look(accent, tuple(tuple(row) for row in rows if row)), below=below)
    if lead:
        framed = ui.LayoutView(timeout=None)
        framed.add_item(ui.TextDisplay(inline(lead)))
        for item in list(view.children):
            framed.add_item(item)
        framed.stop()
        view = framed
    return Outgoing(view=view)


def letters(action: str, id: str, step: int, posed: Posed) -> tuple[Press, ...]:
    """A button for each option, by its letter: it says nothing of which one is right."""
    return tuple(Press(letter, CustomId(action, id, step, letter.lower()), "primary") for letter, _place, _option in posed.options)


def number_of(id: CustomId) -> int:
    """Which letter was pressed, from 0; one that is none is refused by the use case."""
    return ord(id.value[:1] or "?") - ord("a")


def pressed_at(interaction: discord.Interaction) -> int:
    """When the button was pressed, by Discord's clock, in UTC milliseconds: a busy bot makes nobody slower."""
    return int(discord.utils.snowflake_time(interaction.id).timestamp() * 1000)
