"""A refusal as a line for the person: what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.vocabulary import PRINCIPLES
from bot.wording.blocks import Text, moment, named, plain, said
from bot.wording.catalogue import Texts
from bot.wording.names import name_of


def refusal_text(key: str, values: Mapping[str, str | int], texts: Texts) -> Text:
    """`key` and `values` as a Refusal (bot/usecases/refusals.py) carries them."""
    if key == "out_of_turn":
        return plain(" ".join(texts(f"refusal.out_of_turn.{name}") for name in str(values["why"]).split()))
    shown = {name: _shown(name, value, texts) for name, value in values.items()}
    return texts.text(f"refusal.{key}", **shown)


def _shown(name: str, value: str | int, texts: Texts) -> Text | int:
    if name == "until":
        return (moment(int(value)),)
    if name == "member":
        return (named("member", value),)
    if isinstance(value, int):
        return value
    if name == "principle" and value in PRINCIPLES:
        return (said(name_of("principle", value, texts)),)
    return (said(value),)
