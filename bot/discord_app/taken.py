"""The message that was clicked, once its step is taken: its buttons gone, and the answer under the question."""

from __future__ import annotations

import discord

from bot.core.timing import words_in
from bot.discord_app.escape import cut, escaped
from bot.discord_app.limits import CONTENT, units
from bot.discord_app.markup import inline
from bot.discord_app.paginate import Sheet
from bot.discord_app.render import Look, Outgoing, layout, line, without_rows
from bot.wording.blocks import Text
from bot.wording.catalogue import Texts

# Room for the candidate's own words under the question they answered.
_ECHO = 900


def taken(clicked: discord.Message, echo: str | None, texts: Texts, elsewhere: Text | None = None) -> Outgoing:
    """`echo` is what was answered, for the question that it answers; `elsewhere` says where it goes on, where that is not below."""
    if clicked.flags.ephemeral:
        told = elsewhere or texts.text("discord.done")
        return Outgoing(view=layout(Sheet((inline(told),)), Look())) if clicked.flags.components_v2 else line(told)
    if (view := without_rows(clicked)) is not None:
        return Outgoing(view=view)
    return Outgoing(_answered(clicked.content, echo, texts))


def _answered(question: str, echo: str | None, texts: Texts) -> str:
    if echo is None:
        return question
    note = texts("discord.answered", n=words_in(echo))
    room = min(_ECHO, CONTENT - units(question) - units(note) - 8)
    # Escapes make a text longer by an amount that depends on it: what is kept of it shrinks until the result fits.
    kept = _ECHO
    while units(told := escaped(cut(echo, kept)).replace("\n", "\n> ")) > room and kept > 1:
        kept = kept * 3 // 4
    return f"{question}\n-# {note}\n> {told}" if room > 80 else question
