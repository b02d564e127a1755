"""The form that a drill is written in: what it asks stands above the box."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.core.drills import Add, Drill, Probe, Rewrite
from bot.discord_app.escape import cut, escaped
from bot.discord_app.forms import ONE, QUESTION
from bot.discord_app.ids import CustomId
from bot.discord_app.limits import BOX, MODAL_DESCRIPTION, MODAL_LABEL, MODAL_TITLE
from bot.wording.catalogue import Texts
from bot.wording.review import title_of


def drill_form(id: CustomId, drill: Drill, texts: Texts) -> ui.Modal:
    modal = ui.Modal(title=cut(title_of(drill, texts), MODAL_TITLE), custom_id=str(id), timeout=None)
    above = _above(drill)
    if above:
        modal.add_item(ui.TextDisplay(cut(escaped(above), QUESTION)))
    box: ui.TextInput[Any] = ui.TextInput(custom_id=ONE, style=discord.TextStyle.paragraph, max_length=BOX, required=True)
    what = cut(texts("discord.form.keep"), MODAL_DESCRIPTION)
    modal.add_item(ui.Label(text=cut(texts("review.form.box"), MODAL_LABEL), description=what, component=box))
    return modal


def _above(drill: Drill) -> str:
    match drill.task:
        case Rewrite() as task:
            return task.answer[task.start : task.end]
        case Add() as task:
            return task.why
        case Probe() as task:
            return task.probe
        case _:
            return ""
