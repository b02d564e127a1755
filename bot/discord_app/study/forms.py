"""The forms of study rooms and panels. As everywhere, a form has no `on_submit`: its submit is read from the interaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import ui

from bot.core.study import MOST_CHARACTERS, MOST_REASONS
from bot.core.vocabulary import FLAWS, HIRE_SIDE, SIGNALS
from bot.discord_app.escape import cut, head, ours
from bot.discord_app.forms import ONE, QUESTION, REASONS
from bot.discord_app.ids import CustomId
from bot.discord_app.limits import MODAL_DESCRIPTION, MODAL_LABEL, MODAL_TITLE, OPTION_LABEL
from bot.wording.catalogue import Texts
from bot.wording.names import name_of

# Two notes, the round that follows them, and every character of them escaped stay within one message.
MOST_NOTE = 600


def text_form(id: CustomId, texts: Texts, *, title: str, box: str, what: str, above: str = "", draft: str = "") -> ui.Modal:
    """One box for a longer text; `above` stands over it (a question)."""
    modal = ui.Modal(title=cut(title, MODAL_TITLE), custom_id=str(id), timeout=None)
    if above:
        modal.add_item(ui.TextDisplay(cut(ours(above), QUESTION)))
    modal.add_item(_box(ONE, box, what, draft, MOST_CHARACTERS, required=True))
    return modal


def vote_form(id: CustomId, verdict: str, texts: Texts) -> ui.Modal:
    """The reason for a vote, chosen from the vocabulary: for a vote to hire what was shown, for one against what was missing."""
    modal = ui.Modal(
        title=cut(texts("study.form.vote", vote=name_of("verdict", verdict, texts)), MODAL_TITLE), custom_id=str(id), timeout=None
    )
    modal.add_item(_reasons(verdict, texts("study.form.reasons_what"), texts))
    return modal


def score_form(id: CustomId, verdict: str, boxes: Mapping[str, tuple[str, str]], texts: Texts, *, above: str = "") -> ui.Modal:
    """A scorecard: the reasons, then a box for each of `boxes`, which are (name, what belongs into it) by their id; `above` stands
    over it."""
    title = texts("study.form.vote", vote=name_of("verdict", verdict, texts))
    modal = ui.Modal(title=cut(title, MODAL_TITLE), custom_id=str(id), timeout=None)
    if above:
        modal.add_item(ui.TextDisplay(above))
    modal.add_item(_reasons(verdict, texts("peer.form.reasons_what"), texts))
    for box, (name, what) in boxes.items():
        modal.add_item(_box(box, name, what, "", MOST_NOTE, required=False))
    return modal


def _reasons(verdict: str, what: str, texts: Texts) -> ui.Label[Any]:
    terms = SIGNALS if verdict in HIRE_SIDE else FLAWS
    options = [
        discord.SelectOption(label=name_of("id", id, texts), value=id, description=cut(term.meaning, OPTION_LABEL))
        for id, term in terms.items()
    ]
    select: ui.Select[Any] = ui.Select(custom_id=REASONS, options=options, min_values=1, max_values=MOST_REASONS, required=True)
    return ui.Label(text=texts("study.form.reasons"), description=what, component=select)


def _box(id: str, name: str, what: str, draft: str, most: int, *, required: bool) -> ui.Label[Any]:
    box: ui.TextInput[Any] = ui.TextInput(
        custom_id=id, style=discord.TextStyle.paragraph, default=head(draft, most) or None, max_length=most, required=required
    )
    return ui.Label(text=cut(name, MODAL_LABEL), description=cut(what, MODAL_DESCRIPTION), component=box)
