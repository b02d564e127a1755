"""Forms to type into. A form's custom_id says which step it answers; its submit is read from the interaction, so that a form that was
open through a restart is taken like any other.

None of the classes here has an `on_submit`: discord.py would drop the submit of a form that another process opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.core.answer import MAX_CHARACTERS
from bot.core.vocabulary import FLAWS, HIRE_SIDE, SIGNALS, STAGES
from bot.discord_app.escape import cut, head, ours
from bot.discord_app.ids import CustomId
from bot.discord_app.limits import BOX, MODAL_DESCRIPTION, MODAL_LABEL, MODAL_TITLE, OPTION_LABEL, units
from bot.wording.catalogue import Texts
from bot.wording.names import name_of

ONE = "one"
REASONS = "reasons"
# Five boxes and the line ends between them stay within what can be taken as one answer.
STAGE_BOX = MAX_CHARACTERS // len(STAGES) - 10
QUESTION = 1_500


def answer_form(session: str, step: int, question: str, draft: str, texts: Texts) -> ui.Modal:
    """One box for the whole answer, the question above it."""
    modal = _modal(CustomId("submit", session, step, ONE), texts("discord.form.answer"))
    modal.add_item(ui.TextDisplay(cut(ours(question), QUESTION)))
    what = "discord.form.keep" if units(draft) <= BOX else "discord.form.longer"
    modal.add_item(_box(ONE, texts("discord.form.box"), texts(what), draft, BOX, required=True))
    return modal


def stages_form(session: str, step: int, question: str, drafts: Mapping[str, str], texts: Texts) -> ui.Modal:
    """A box for each of the five stages. An empty one is left out of the answer.

    A form holds five things, so that no text can stand above the boxes: the question stands at the first of them, and what that one is for
    inside it."""
    modal = _modal(CustomId("submit", session, step, "five"), texts("discord.form.five"))
    for place, stage in enumerate(STAGES):
        name, about = name_of("stage", stage, texts), texts(f"discord.form.about.{stage}")
        what = question if question and place == 0 else about
        modal.add_item(_box(stage, name, what, drafts.get(stage, ""), STAGE_BOX, required=False, inside="" if what is about else about))
    return modal


def stage_form(session: str, step: int, stage: str, question: str, draft: str, texts: Texts) -> ui.Modal:
    """The box of one stage; its submit is kept, and only `send` makes an answer of the stages."""
    name = name_of("stage", stage, texts)
    modal = _modal(CustomId("keep", session, step, stage), texts("discord.form.stage", stage=name))
    modal.add_item(ui.TextDisplay(cut(ours(question), QUESTION)))
    modal.add_item(_box(stage, name, texts(f"discord.form.about.{stage}"), draft, STAGE_BOX, required=True))
    return modal


def vote_form(session: str, step: int, verdict: str, texts: Texts) -> ui.Modal:
    """The reasons for a vote, chosen from the vocabulary: what is good for a vote to hire, what is missing for one against."""
    modal = _modal(CustomId("voted", session, step, verdict), texts("discord.form.vote", vote=name_of("verdict", verdict, texts)))
    terms = SIGNALS if verdict in HIRE_SIDE else FLAWS
    options = [
        discord.SelectOption(label=name_of("id", id, texts), value=id, description=cut(term.meaning, OPTION_LABEL))
        for id, term in terms.items()
    ]
    select: ui.Select[Any] = ui.Select(
        custom_id=REASONS, options=options, min_values=0, max_values=5, required=False, placeholder=texts("discord.form.reasons_none")
    )
    label = ui.Label(text=texts("discord.form.reasons"), description=texts("discord.form.reasons_what"), component=select)
    modal.add_item(label)
    return modal


def typed(interaction: discord.Interaction) -> dict[str, str]:
    """The boxes of a submitted form, by custom_id."""
    return {box["custom_id"]: str(box.get("value") or "") for box in _inputs(interaction) if "values" not in box}


def chosen(interaction: discord.Interaction, custom_id: str) -> Sequence[str]:
    """What was chosen in a submitted form's menu."""
    return next((box["values"] for box in _inputs(interaction) if box["custom_id"] == custom_id and "values" in box), ())


def _inputs(interaction: discord.Interaction) -> list[dict[str, Any]]:
    data: Any = interaction.data or {}
    found: list[dict[str, Any]] = []
    for component in data.get("components", []):
        found += [inner for inner in (component.get("component"), *component.get("components", ())) if inner and "custom_id" in inner]
    return found


def _modal(id: CustomId, title: str) -> ui.Modal:
    return ui.Modal(title=cut(title, MODAL_TITLE), custom_id=str(id), timeout=None)


def _box(id: str, name: str, what: str, draft: str, most: int, *, required: bool, inside: str = "") -> ui.Label[Any]:
    """`inside` stands in the box as long as it is empty."""
    box: ui.TextInput[Any] = ui.TextInput(
        custom_id=id,
        style=discord.TextStyle.paragraph,
        default=head(draft, most) or None,
        placeholder=cut(inside, MODAL_DESCRIPTION) or None,
        max_length=most,
        required=required,
    )
    return ui.Label(text=cut(name, MODAL_LABEL), description=cut(what, MODAL_DESCRIPTION), component=box)
