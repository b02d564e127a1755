"""Which stage of the story each sentence belongs to, as it was learned.

The sentence model finds the stage that people gave for nine words in ten, the rules of text/stages.py for two in three
(docs/judging.md). What those say stays a trait among others, which the model weighs.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.text.reading import Reading
from bot.core.trained.grams import OUTPUTS, Scores
from bot.core.vocabulary import STAGES

_NAMES = tuple(STAGES)
_FIRST = OUTPUTS.index(_NAMES[0])
_PLACES = slice(_FIRST, _FIRST + len(_NAMES))


def stage_of(reading: Reading, scores: Scores) -> list[str]:
    """The stage of each sentence: what its box or its label says, else what it speaks most for."""
    return [given or _NAMES[_most(one[_PLACES])] for given, one in zip(reading.given_stage, scores, strict=True)]


def _most(margins: Sequence[float]) -> int:
    return margins.index(max(margins))
