"""An answer as it was given, whole or stage by stage."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.frozen import dataclass
from bot.core.text.view import View, view_of
from bot.core.vocabulary import STAGES

MAX_CHARACTERS = 20_000
_JOINT = "\n\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """`view` for matching; `parts` are (stage, start, end) of the text where the answer was given stage by stage, else empty."""

    view: View
    parts: tuple[tuple[str, int, int], ...] = ()

    @property
    def text(self) -> str:
        return self.view.text


def join_stages(stages: Mapping[str, str]) -> str:
    """The stages that hold anything, in stage order, joined by a blank line. Offsets of a judgement with stages refer to this text."""
    return _JOINT.join(stages[stage] for stage in STAGES if stages.get(stage, "").strip())


def answer_of(text: str, stages: Mapping[str, str] | None = None) -> Answer:
    """The answer to judge. With `stages`, `text` must be `join_stages(stages)`.

    Raises ValueError where it is not."""
    if not stages:
        return Answer(view_of(text))
    if text != join_stages(stages):
        raise ValueError("the text of an answer in stages must be its stages joined by blank lines (bot.core.answer.join_stages)")
    parts: list[tuple[str, int, int]] = []
    at = 0
    for stage in STAGES:
        told = stages.get(stage, "")
        if told.strip():
            parts.append((stage, at, at + len(told)))
            at += len(told) + len(_JOINT)
    return Answer(view_of(text), tuple(parts))
