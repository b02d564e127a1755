"""Trains what a question's words ask for (bot/core/trained/asks.py) on the labelled questions (tests/corpus/train/questions.jsonl)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from sklearn.svm import LinearSVC

from benchmarks.packing import LinearWeights, Weights
from benchmarks.rows import rows_of
from bot.content.rubric import read_asking, rubric_home
from bot.core.trained.asks import ASKS, parts, plain_question

LEAST = 4  # a part of fewer questions is noise
HOLD = 1.0
FEWEST = 4  # an ask of fewer questions is left to its cues


def train(labelled: Mapping[str, Sequence[Sequence[str]]]) -> LinearWeights:
    """The weights, from these questions with what they ask for."""
    asking = read_asking(rubric_home())
    plain = [plain_question(question) for question in labelled]
    found = [parts(question, asking.named(question)) for question in plain]
    seen = Counter(part for one in found for part in one)
    place_of = {part: place for place, part in enumerate(sorted(part for part, count in seen.items() if count >= LEAST))}
    rarity = np.array([log((1 + len(found)) / (1 + seen[part])) + 1 for part in place_of])
    matrix = rows_of([[place_of[part] for part in one if part in place_of] for one in found], rarity)
    weights, bias = np.zeros((len(place_of), len(ASKS))), np.full(len(ASKS), -1.0)
    for column, ask in enumerate(ASKS):
        truth = np.array([any(ask in alternatives for alternatives in asks) for asks in labelled.values()])
        if truth.sum() >= FEWEST:
            fitted = LinearSVC(C=HOLD, random_state=0).fit(matrix, truth)
            weights[:, column], bias[column] = fitted.coef_[0], fitted.intercept_[0]
    return LinearWeights(list(place_of), Weights(weights * rarity[:, None], rarity**2), bias)
