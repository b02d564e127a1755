"""What an answer is about: how much its words speak for each principle, whatever was asked.

Linear over word beginnings, weighed by how rare they are; trained on answers that do answer their question (benchmarks/topics.py). A story
that speaks for every principle but the one asked may be a story on the wrong question. It is one voice among many, as in told.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
STEM = 6  # letters


@dataclass(frozen=True, slots=True)
class Topics:
    """`vocabulary` gives a word beginning its row in `weights` (row x principle, its rarity already in it) and in `rarity`
    (squared)."""

    vocabulary: Mapping[str, int]
    weights: Floats
    rarity: Floats
    bias: Floats

    def margins(self, words: Iterable[str]) -> Floats:
        """One number a principle, in the vocabulary's order of principles; positive where the words speak for it."""
        rows = sorted({row for stem in stems(words) if (row := self.vocabulary.get(stem)) is not None})
        if not rows:
            return self.bias
        out: Floats = self.weights[rows].sum(axis=0) / np.sqrt(self.rarity[rows].sum()) + self.bias
        return out


def stems(words: Iterable[str]) -> set[str]:
    """The beginnings of the different words of a text."""
    return {word[:STEM] for word in words}
