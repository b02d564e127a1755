"""The form for a story's name."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.discord_app.escape import cut, head
from bot.discord_app.forms import ONE
from bot.discord_app.ids import CustomId
from bot.discord_app.limits import MODAL_DESCRIPTION, MODAL_LABEL, MODAL_TITLE
from bot.usecases.tellings import LONGEST_NAME
from bot.wording.catalogue import Texts


def name_form(id: CustomId, title: str, name: str, texts: Texts) -> ui.Modal:
    """One line for a name, with the one it has in it."""
    modal = ui.Modal(title=cut(title, MODAL_TITLE), custom_id=str(id), timeout=None)
    box: ui.TextInput[Any] = ui.TextInput(
        custom_id=ONE, style=discord.TextStyle.short, default=head(name, LONGEST_NAME) or None, max_length=LONGEST_NAME, required=True
    )
    what = cut(texts("stories.form.what"), MODAL_DESCRIPTION)
    modal.add_item(ui.Label(text=cut(texts("stories.form.box"), MODAL_LABEL), description=what, component=box))
    return modal
