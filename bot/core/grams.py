"""The sentence model: how much each sentence by itself speaks for each flaw and signal, and for each stage of a story.

Linear over words, word pairs and word triples, weighed by how rare they are, and the sentence's place in the answer. It was trained
on sentences labelled in context (tests/corpus/train/*-units.jsonl) by benchmarks/train_judge.py. It knows no story: what it says of a
sentence is one voice among the rules (bot/core/evidence.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.tokens import Tokens
from bot.core.vocabulary import FLAWS, SIGNALS, STAGES

Floats = NDArray[np.float32]

IDS: tuple[str, ...] = (*FLAWS, *SIGNALS)
OUTPUTS: tuple[str, ...] = (*IDS, *STAGES, "none")
PLACES = 4  # place in the answer, near its end, near its beginning, a sentence that stands alone
LONGEST = 3  # words in a gram


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """`vocabulary` gives a gram its row in `weights` (row x output, the gram's rarity already in it) and in `rarity` (squared);
    `places` are the weights of the place features, `bias` those of every sentence."""

    vocabulary: Mapping[str, int]
    weights: Floats
    rarity: Floats
    places: Floats
    bias: Floats

    def scores(self, tokens: Tokens) -> Floats:
        """Sentence x output: margins, positive where the sentence speaks for the id (or is of the stage). Linear in the words."""
        sentences = tokens.sentences
        if not sentences:
            return np.zeros((0, len(OUTPUTS)), np.float32)
        rows: list[int] = []
        counts = np.zeros(len(sentences), np.intp)
        one, two, three = (list(map(self.vocabulary.get, run)) for run in runs(tokens.words))
        for number, (first, end) in enumerate(sentences):
            before = len(rows)
            here = one[first:end] + two[first : end - 1] + three[first : max(first, end - 2)]
            rows += {row for row in here if row is not None}
            counts[number] = len(rows) - before
        out: Floats = places_of(len(sentences)) @ self.places + self.bias
        told = np.flatnonzero(counts)
        if len(told):
            found = np.array(rows)
            starts = np.concatenate(([0], np.cumsum(counts[told])[:-1]))
            norm = np.sqrt(np.add.reduceat(self.rarity[found], starts))
            out[told] += np.add.reduceat(self.weights[found], starts, axis=0) / norm[:, None]
        return out


def grams(words: Sequence[str]) -> list[str]:
    """Every run of one to three words of one sentence."""
    one, two, three = runs(words)
    return [*one, *two, *three]


def runs(words: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The runs of one, two and three words, each list in the order in which they begin. Figures count as what they are like, not as what
    they are."""
    plain = [("#" if len(word) == 1 else "##") if word[0].isdigit() else word for word in words]
    pairs = [f"{one} {two}" for one, two in pairwise(plain)]
    triples = [f"{pair} {three}" for pair, three in zip(pairs, plain[2:], strict=False)]
    return plain, pairs, triples


def places_of(count: int) -> Floats:
    """Sentence x place feature for an answer of so many sentences."""
    if count == 1:
        return np.array([[0.5, 0.0, 0.0, 1.0]], np.float32)
    place = np.arange(count, dtype=np.float32) / (count - 1)
    return np.stack([place, place > 0.8, place < 0.2, np.zeros(count)], axis=1).astype(np.float32)
