"""Trains bot/core/trained/topics.py: what answers to each principle's questions are about, on the training split's answers that
do answer; and what answers tell of each ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from sklearn.svm import LinearSVC

from benchmarks.corpus import Example, asks_told
from benchmarks.packing import LinearWeights, Weights
from benchmarks.rows import rows_of
from bot.core.text.reading import Reading
from bot.core.trained.topics import TOPICS
from bot.core.vocabulary import PRINCIPLES

LEAST = 5  # a beginning in fewer answers is noise
HOLD = 0.1
COMMON = 0.3  # what a word of every answer still counts
EMPTY = frozenset({"no_story", "hypothetical"})
OTHERS = EMPTY | {"off_question"}  # answers that say nothing about their question


def train(examples: Sequence[Example], readings: Sequence[Reading], without: Sequence[str] = ()) -> LinearWeights:
    """The weights of all hands but those left out."""
    kept = [
        (example, set(reading.tokens.beginnings))
        for example, reading in zip(examples, readings, strict=True)
        if example.kind == "opening" and example.source == "base" and example.hand not in without and not example.ids & EMPTY
    ]
    seen = Counter(stem for _, found in kept for stem in found)
    vocabulary = {stem: row for row, stem in enumerate(sorted(stem for stem, count in seen.items() if count >= LEAST))}
    rarity = np.array([log(len(kept) / seen[stem]) + COMMON for stem in vocabulary])
    matrix = rows_of([[vocabulary[stem] for stem in found if stem in vocabulary] for _, found in kept], rarity)
    weights, bias = np.zeros((len(vocabulary), len(TOPICS))), np.full(len(TOPICS), -1.0)
    asks = asks_told()
    answering = np.array([not example.ids & OTHERS for example, _ in kept])
    labelled = np.array([example.id in asks for example, _ in kept])
    for column, topic in enumerate(TOPICS):
        of_principle = topic in PRINCIPLES
        rows = np.flatnonzero(answering if of_principle else labelled)
        examples_of = [kept[row][0] for row in rows.tolist()]
        truth = np.array([one.asked.principle == topic if of_principle else topic in asks[one.id] for one in examples_of])
        if truth.any():
            fitted = LinearSVC(C=HOLD, class_weight="balanced", random_state=0).fit(matrix[rows], truth)
            weights[:, column], bias[column] = fitted.coef_[0], fitted.intercept_[0]
    return LinearWeights(list(vocabulary), Weights(weights * rarity[:, None], rarity**2), bias)
