"""Weights that were fitted, as the sections of sentences.bin (bot/content/trained.py): whole numbers, an octet or two each.

A model is packed and read back before it scores anything, in training too, so that what is measured is what is shipped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.content.sections import from_floats, from_places, from_text
from bot.content.trained import build_grams, build_model, build_questions, build_topics
from bot.core.trained.grams import FINER, SentenceModel
from bot.core.trained.lanes import RARITY
from bot.core.trained.linear import Linear

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
class LinearWeights:
    """Those of a bot.core.trained.linear.Linear."""

    features: Sequence[str]
    weights: Weights
    bias: Floats


def sections_of(found: Sentences) -> dict[str, bytes]:
    """Traits without a rarity were too rare to learn from, and are left out. Of grams the commonest come first: what most texts hold then
    lies close together in memory."""
    row_of = {gram: row for row, gram in enumerate(found.grams)}
    common = sorted(found.grams, key=lambda gram: found.of_grams.rarity[row_of[gram]])
    words = [gram for gram in common if isinstance(gram, str)]
    runs = {length: [gram for gram in common if not isinstance(gram, str) and len(gram) == length] for length in (2, 3)}
    place_of = {word: place for place, word in enumerate(words)}
    in_order: list[Gram] = [*words, *runs[2], *runs[3]]
    rows = [row_of[gram] for gram in in_order]
    used = np.flatnonzero(found.of_traits.rarity).tolist()
    scale = _scale(found.of_grams.weights) / FINER
    return {
        "words": from_text(words),
        "pairs": from_places([place_of[word] for gram in runs[2] for word in gram]),
        "triples": from_places([place_of[word] for gram in runs[3] for word in gram]),
        "weights": _octets(found.of_grams.weights[rows], scale * FINER, 1),
        "rarity": _rarity(found.of_grams.rarity[rows]),
        "traits": from_text(found.traits[row] for row in used),
        "trait_weights": _octets(found.of_traits.weights[used], np.tile(scale, 3), 2),
        "trait_rarity": _rarity(found.of_traits.rarity[used]),
        "scale": from_floats(scale.tolist()),
        "bias": from_floats(found.bias.tolist()),
    }


def linear_sections(name: str, found: LinearWeights) -> dict[str, bytes]:
    scale = _scale(found.weights.weights)
    return {
        f"{name}_features": from_text(found.features),
        f"{name}_weights": _octets(found.weights.weights, scale, 1),
        f"{name}_rarity": _rarity(found.weights.rarity),
        f"{name}_scale": from_floats(scale.tolist()),
        f"{name}_bias": from_floats(found.bias.tolist()),
    }


def packed(found: Sentences, places: Mapping[str, tuple[int, int]]) -> SentenceModel:
    sections = sections_of(found)
    return build_model(sections, build_grams(sections), places)


def packed_topics(found: LinearWeights) -> Linear:
    return build_topics(linear_sections("topic", found))


def packed_questions(found: LinearWeights) -> Linear:
    return build_questions(linear_sections("question", found))


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
