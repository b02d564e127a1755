"""The sentence model: how much each sentence speaks for each flaw and signal, and for each stage of a story.

Linear over words, word pairs and word triples, and over traits (bot/core/traits.py: who does what, and what is counted) of the sentence
and of its neighbours, each weighed by how rare it is. Where in the answer it stands counts for nothing: order is no merit. It was trained
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
from bot.core.traits import Seen
from bot.core.vocabulary import FLAWS, SIGNALS, STAGES

Floats = NDArray[np.float32]

IDS: tuple[str, ...] = (*FLAWS, *SIGNALS)
OUTPUTS: tuple[str, ...] = (*IDS, *STAGES, "none")
LONGEST = 3  # words in a gram
_BLOCK = 256  # sentences
_SMALL = 1e-6


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """`vocabulary` gives a gram its row in `weights` (row x output, the gram's rarity already in it) and in `rarity` (squared);
    `bias` is that of every sentence. `traits` are the rows of `trait_weights`, which hold
    three weights an output, one after the other: for the sentence that has the trait, for the one after it and for the one before it."""

    vocabulary: Mapping[str, int]
    weights: Floats
    rarity: Floats
    traits: tuple[str, ...]
    trait_weights: Floats
    trait_rarity: Floats
    bias: Floats

    def scores(self, tokens: Tokens, seen: Seen) -> Floats:
        """Sentence x output: margins, positive where the sentence speaks for the id (or is of the stage). Linear in the words. `seen` are
        the traits of the same text; their columns are the rows of `traits`."""
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
        out: Floats = np.tile(self.bias, (len(sentences), 1))
        told = np.flatnonzero(counts)
        if len(told):
            found = np.array(rows)
            starts = np.concatenate(([0], np.cumsum(counts[told])[:-1]))
            norm = np.sqrt(np.add.reduceat(self.rarity[found], starts))
            out[told] += np.add.reduceat(self.weights[found], starts, axis=0) / norm[:, None]
        self._add_traits(out, seen)
        return out

    def _add_traits(self, out: Floats, seen: Seen) -> None:
        width, last = len(OUTPUTS), len(out) - 1
        sentences, traits = seen.once()
        starts = np.flatnonzero(np.diff(sentences, prepend=-1))
        for low in range(0, len(starts), _BLOCK):  # in blocks, so that ten thousand sentences need no more memory than a few hundred
            block = starts[low : low + _BLOCK]
            end = starts[low + _BLOCK] if low + _BLOCK < len(starts) else len(traits)
            here, runs_from, own = traits[block[0] : end], block - block[0], sentences[block]
            norm = np.sqrt(np.maximum(np.add.reduceat(self.trait_rarity[here], runs_from), _SMALL))
            added = np.add.reduceat(self.trait_weights[here], runs_from, axis=0) / norm[:, None]
            out[own] += added[:, :width]
            after, before = own < last, own > 0
            out[own[after] + 1] += added[after, width : 2 * width]
            out[own[before] - 1] += added[before, 2 * width :]


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
