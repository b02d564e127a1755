"""Trains bot/core/trained/reply_words.py on the training split's replies: what their words and their probes' say of each id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from sklearn.svm import LinearSVC

from benchmarks.corpus import Example
from benchmarks.packing import LinearWeights, Weights
from benchmarks.rows import rows_of
from bot.core.text.reading import Reading
from bot.core.trained.grams import IDS
from bot.core.trained.reply_words import reply_words

LEAST = 18  # a word of fewer replies is noise, and costs the bot memory
HOLD = 0.3
FEWEST = 5  # an id that fewer replies show is not learned


def train(examples: Sequence[Example], readings: Sequence[Reading], without: Sequence[str] = ()) -> LinearWeights:
    """The weights of all hands but those left out."""
    kept = [
        (example, reply_words(reading.tokens, example.asked))
        for example, reading in zip(examples, readings, strict=True)
        if example.kind == "reply" and example.hand not in without
    ]
    seen = Counter(word for _, found in kept for word in found)
    place_of = {word: place for place, word in enumerate(sorted(word for word, count in seen.items() if count >= LEAST))}
    rarity = np.array([log((1 + len(kept)) / (1 + seen[word])) + 1 for word in place_of])
    matrix = rows_of([[place_of[word] for word in found if word in place_of] for _, found in kept], rarity)
    weights, bias = np.zeros((len(place_of), len(IDS))), np.full(len(IDS), -1.0)
    for column, id in enumerate(IDS):
        truth = np.array([id in example.ids for example, _ in kept])
        if truth.sum() >= FEWEST:
            fitted = LinearSVC(C=HOLD, dual=True, random_state=0).fit(matrix, truth)
            weights[:, column], bias[column] = fitted.coef_[0], fitted.intercept_[0]
    return LinearWeights(list(place_of), Weights(weights * rarity[:, None], rarity**2), bias)
