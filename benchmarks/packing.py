"""Weights that were fitted, as the sections of sentences.bin (bot/content/trained.py): whole numbers, an octet or two each.

A model is packed and read back before it scores anything, in training too, so that what is measured is what is shipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.content.sections import from_counts, from_floats, from_letters, from_text
from bot.content.trained import Words, build_grams, build_model, build_questions, build_reply_words, build_topics
from bot.core.trained.grams import FINER, SentenceModel
from bot.core.trained.lanes import RARITY
from bot.core.trained.linear import Linear
from bot.core.trained.runs import MOST_WORDS

Floats = NDArray[np.float64]
Gram = str | tuple[str, ...]
"""A word, or a run of two or three."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature x output, and how rare each feature is (squared)."""

    weights: Floats
    rarity: Floats


@dataclass(frozen=True, slots=True)
class Sentences:
    """The weights of grams and of traits; a trait has three an output (bot/core/trained/grams.py)."""

    grams: Sequence[Gram]
    of_grams: Weights
    traits: Sequence[str]
    of_traits: Weights
    bias: Floats


@dataclass(frozen=True, slots=True)
class TopicWeights:
    """Those of a bot.core.trained.topics.Topics: first its words, then its pairs, by their numbers in the grams."""

    words: Sequence[int]
    pairs: Sequence[int]
    weights: Weights
    bias: Floats


@dataclass(frozen=True, slots=True)
class LinearWeights:
    """Those of a bot.core.trained.linear.Linear."""

    features: Sequence[str]
    weights: Weights
    bias: Floats


def sections_of(found: Sentences) -> dict[str, bytes]:
    """Traits without a rarity were too rare to learn from, and are left out."""
    row_of = {gram: row for row, gram in enumerate(found.grams)}
    words = [gram for gram in found.grams if isinstance(gram, str)]
    runs = trie(words, [gram for gram in found.grams if not isinstance(gram, str)])
    used = np.flatnonzero(found.of_traits.rarity).tolist()
    scale = _scale(found.of_grams.weights) / FINER
    return {
        "words": from_text(words),
        **_rows_of_grams("", found.of_grams, [row_of[word] for word in words], scale * FINER),
        "after_words": from_counts(runs.after_words),
        "after_pairs": from_counts(runs.after_pairs),
        "lasts": from_letters(runs.lasts),
        **_rows_of_grams("run_", found.of_grams, [row_of[run] for run in runs.in_order], scale * FINER),
        "traits": from_text(found.traits[row] for row in used),
        "trait_weights": _octets(found.of_traits.weights[used], np.tile(scale, 3), 2),
        "trait_rarity": _rarity(found.of_traits.rarity[used]),
        "scale": from_floats(scale.tolist()),
        "bias": from_floats(found.bias.tolist()),
    }


@dataclass(frozen=True, slots=True)
class Trie:
    """What bot.core.trained.runs.Runs holds of the runs themselves, and the runs by their numbers."""

    after_words: list[int]
    after_pairs: list[int]
    lasts: str
    in_order: list[tuple[str, ...]]


def trie(words: Sequence[str], runs: Iterable[tuple[str, ...]]) -> Trie:
    """Words are numbered from 1 on; the first two words of a triple must be among the runs. Raises ValueError where there are more words
    than `lasts` can tell apart."""
    if len(words) > MOST_WORDS:
        raise ValueError(f"{len(words)} words are more than the {MOST_WORDS} that runs are told by")
    number_of = {word: number for number, word in enumerate(words, 1)}
    spelled = {tuple(number_of[word] for word in run): run for run in runs}
    pairs = sorted(run for run in spelled if len(run) == 2)
    number_of_pair = {pair: number for number, pair in enumerate(pairs)}
    triples = sorted(run for run in spelled if len(run) == 3)
    of_triples = np.searchsorted([number_of_pair[triple[:2]] for triple in triples], np.arange(len(pairs) + 1))
    in_order = [*pairs, *triples]
    return Trie(
        after_words=np.searchsorted([pair[0] for pair in pairs], np.arange(len(words) + 2)).tolist(),
        after_pairs=(len(pairs) + of_triples).tolist(),
        lasts="".join(chr(run[-1]) for run in in_order),
        in_order=[spelled[run] for run in in_order],
    )


def _rows_of_grams(name: str, found: Weights, rows: Sequence[int], scale: Floats) -> dict[str, bytes]:
    return {f"{name}weights": _octets(found.weights[rows], scale, 1), f"{name}rarity": _rarity(found.rarity[rows])}


def topic_sections(found: TopicWeights) -> dict[str, bytes]:
    numbered = {"topic_words": from_counts(found.words), "topic_pairs": from_counts(found.pairs)}
    return numbered | _weighed("topic", found.weights, found.bias)


def linear_sections(name: str, found: LinearWeights) -> dict[str, bytes]:
    return {f"{name}_features": from_text(found.features)} | _weighed(name, found.weights, found.bias)


def _weighed(name: str, found: Weights, bias: Floats) -> dict[str, bytes]:
    scale = _scale(found.weights)
    return {
        f"{name}_weights": _octets(found.weights, scale, 1),
        f"{name}_rarity": _rarity(found.rarity),
        f"{name}_scale": from_floats(scale.tolist()),
        f"{name}_bias": from_floats(bias.tolist()),
    }


def packed(sections: Mapping[str, bytes], places: Mapping[str, tuple[int, int]]) -> SentenceModel:
    """What these sections hold, those of the topics among them."""
    grams = build_grams(sections)
    return build_model(sections, Words(grams, build_topics(sections, grams)), places)


def packed_questions(found: LinearWeights) -> Linear:
    return build_questions(linear_sections("question", found))


def packed_reply_words(found: LinearWeights) -> Linear:
    return build_reply_words(linear_sections("replied", found))


def _scale(weights: Floats) -> Floats:
    """By output, what a step is worth so that the largest weight takes 127."""
    out: Floats = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    return out


def _octets(weights: Floats, scale: Floats, octets: int) -> bytes:
    """The weights in the order that Lanes.rows reads them in (trained/lanes.py). What is beyond its octets is held as the largest."""
    half = 1 << 8 * octets - 1
    steps = np.clip(np.rint(weights / scale), 1 - half, half - 1).astype(np.int64) + half
    planes = (steps[:, column] >> 8 * octet & 255 for column in range(steps.shape[1]) for octet in range(octets))
    return b"".join(plane.astype(np.uint8).tobytes() for plane in planes)


def _rarity(squared: Floats) -> bytes:
    return np.maximum(1, np.rint(squared * RARITY)).astype("<u4").tobytes()
