"""The form that a story is told anew in."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.discord_app.escape import cut, head, ours
from bot.discord_app.forms import ONE, QUESTION
from bot.discord_app.ids import CustomId
from bot.discord_app.limits import BOX, MODAL_DESCRIPTION, MODAL_LABEL, MODAL_TITLE
from bot.wording.catalogue import Texts


def retell_form(id: CustomId, question: str, first: str, texts: Texts) -> ui.Modal:
    """The question above the box, the first telling in it."""
    modal = ui.Modal(title=cut(texts("retell.form.title"), MODAL_TITLE), custom_id=str(id), timeout=None)
    modal.add_item(ui.TextDisplay(cut(ours(question), QUESTION)))
    box: ui.TextInput[Any] = ui.TextInput(
        custom_id=ONE, style=discord.TextStyle.paragraph, default=head(first, BOX) or None, max_length=BOX, required=True
    )
    what = cut(texts("retell.form.what"), MODAL_DESCRIPTION)
    modal.add_item(ui.Label(text=cut(texts("retell.form.box"), MODAL_LABEL), description=what, component=box))
    return modal
