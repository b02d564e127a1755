"""The trained layer: a small linear model an id, over what the sentences of the answer tell together.

benchmarks/train_judge.py fits the weights on the training corpus; docs/judging.md compares the layers.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.frozen import dataclass
from bot.core.judgement import Asked
from bot.core.text.tokens import Tokens
from bot.core.trained.grams import Floats, Said, SentenceModel
from bot.core.trained.layers import Layer, Scaling
from bot.core.trained.leaning import Leaner, ReplyIds
from bot.core.trained.told import About, told


@dataclass(frozen=True, slots=True)
class IdModel:
    """One id's calibrated sum: `bias` (another one for replies), to which comes what the sentences tell, and the `shift` that sets from
    where on it is named (bot/core/vote/evidence.py)."""

    bias: float
    reply_bias: float
    shift: float


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentence model, and what its features (told.py) add to each id, in the order of `ids`."""

    model: SentenceModel
    scaling: Scaling
    ids: tuple[str, ...]
    layer: Layer
    about: About
    leaner: Leaner
    reply_ids: ReplyIds

    def row(self, said: Said, tokens: Tokens, asked: Asked) -> Floats:
        """What the sentences tell together, as the features of told.py. `said` is the sentence model's."""
        return told(said, tokens, asked, self.about)

    def votes(self, row: Floats) -> dict[str, float]:
        """What the sentences add to each id's log-odds."""
        return dict(zip(self.ids, self.layer(self.scaling.steps(row)), strict=True))


@dataclass(frozen=True, slots=True)
class Model:
    """The whole trained layer."""

    ids: Mapping[str, IdModel]
    sentences: Sentences | None
