"""Fits a bot.core.trained.linear.Linear on short texts whose features are words: for each output a line between those that have it and
those that have not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from math import log
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

from benchmarks.packing import LinearWeights, Weights
from benchmarks.rows import most_telling, rows_of

ABSENT = -1.0  # the margin of an output that is not learned


def fit_words(
    found: Sequence[Collection[str]],
    truth: NDArray[np.bool_],
    *,
    least: int,
    fewest: int,
    hold: float,
    most: int | None = None,
    dual: bool | Literal["auto"] = "auto",
) -> LinearWeights:
    """`found` are each text's features, of which those count that `least` texts have; `truth` is text x output. An output that not even
    `fewest` texts have is not learned. Of the features the `most` that say most are kept."""
    seen = Counter(feature for one in found for feature in one)
    place_of = {feature: place for place, feature in enumerate(sorted(feature for feature, count in seen.items() if count >= least))}
    rarity = np.array([log((1 + len(found)) / (1 + seen[feature])) + 1 for feature in place_of])
    matrix = rows_of([[place_of[feature] for feature in one if feature in place_of] for one in found], rarity)
    weights, bias = np.zeros((len(place_of), truth.shape[1])), np.full(truth.shape[1], ABSENT)
    for column in np.flatnonzero(truth.sum(axis=0) >= fewest):
        fitted = LinearSVC(C=hold, dual=dual, random_state=0).fit(matrix, truth[:, column])
        weights[:, column], bias[column] = fitted.coef_[0], fitted.intercept_[0]
    weights *= rarity[:, None]
    features = list(place_of)
    kept = np.sort(most_telling(weights, np.array([seen[feature] for feature in features]))[:most])
    return LinearWeights([features[place] for place in kept], Weights(weights[kept], rarity[kept] ** 2), bias)
