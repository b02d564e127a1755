"""Trains bot/core/trained/topics.py: what answers to each principle's questions are about, on the training split's answers that
do answer; and what answers tell of each ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from benchmarks.corpus import Example, asks_told, questions
from benchmarks.packing import TopicWeights, Weights
from benchmarks.rows import rows_of
from bot.core.text.reading import Reading
from bot.core.trained.asks import ASKS
from bot.core.trained.grams import Grams
from bot.core.trained.runs import NO_RUN
from bot.core.trained.topics import TOPICS
from bot.core.vocabulary import PRINCIPLES

LEAST = 50  # words and pairs in fewer answers say hardly more, and cost the bot memory
HOLD = 0.2
COMMON = 0.3  # what a word of every answer still counts
EMPTY = frozenset({"no_story", "hypothetical"})
OTHERS = EMPTY | {"off_question"}  # answers that say nothing about their question
SURE, UNNAMED = 3.0, 0.6  # what an ask counts that the question's own labels speak for, too; and one that nobody named


@dataclass(frozen=True, slots=True)
class Told:
    """The examples whose asks are labelled, by their places; and for each and each ask whether it was told, and what that counts."""

    rows: NDArray[np.int64]
    truth: NDArray[np.bool_]
    share: NDArray[np.float64]


def told_of(examples: Sequence[Example]) -> Told:
    """Whoever labelled the asks of an answer named at most six, and did not see the question. So what nobody named counts less; an answer
    that does answer tells what was asked as well; and what was asked of one that does not, and nobody named, was surely not told."""
    named, asked_for = asks_told(), questions()
    rows = [row for row, example in enumerate(examples) if example.id in named]
    truth = np.array([[ask in named[examples[row].id] for ask in ASKS] for row in rows])
    share = np.where(truth, 1.0, UNNAMED)
    for line, row in enumerate(rows):
        example = examples[row]
        if example.kind != "opening" or example.ids & EMPTY:
            continue
        for alternatives in asked_for.get(example.asked.question, ()):
            if "off_question" in example.ids:
                not_told = [place for place in map(ASKS.index, alternatives) if not truth[line, place]]
                share[line, not_told] = SURE
            elif len(alternatives) == 1:
                place = ASKS.index(alternatives[0])
                truth[line, place], share[line, place] = True, SURE
    return Told(np.array(rows), truth, share)


def stories_of(examples: Sequence[Example], without: Sequence[str]) -> list[int]:
    """The places of the openings that tell a story, as they were written, of all hands but these."""
    return [
        row
        for row, example in enumerate(examples)
        if example.kind == "opening" and example.source == "base" and example.hand not in without and not example.ids & EMPTY
    ]


def train(examples: Sequence[Example], readings: Sequence[Reading], grams: Grams, without: Sequence[str] = ()) -> TopicWeights:
    """The weights of all hands but those left out. `grams` are those that the sentences are read by."""
    kept = stories_of(examples, without)
    found = [features_of(grams, readings[row]) for row in kept]
    seen = Counter(one for features in found for one in features)
    features = sorted(one for one, count in seen.items() if count >= LEAST)
    place_of = {one: place for place, one in enumerate(features)}
    rarity = np.array([log(len(kept) / seen[one]) + COMMON for one in features])
    matrix = rows_of([[place_of[one] for one in features if one in place_of] for features in found], rarity)
    told = told_of([examples[row] for row in kept])
    answering = np.array([row for row, one in enumerate(kept) if not examples[one].ids & OTHERS])
    of_principle = np.array([examples[kept[row]].asked.principle for row in answering.tolist()])
    weights, bias = np.zeros((len(features), len(TOPICS))), np.full(len(TOPICS), -1.0)
    of_topics = [(matrix[answering], of_principle == topic, np.ones(len(answering))) for topic in PRINCIPLES]
    of_topics += [(matrix[told.rows], told.truth[:, place], told.share[:, place]) for place in range(len(ASKS))]
    for column, one in enumerate(Parallel(n_jobs=-1)(delayed(_separated)(*one) for one in of_topics)):
        if one is not None:
            weights[:, column], bias[column] = one.coef_[0], one.intercept_[0]
    words = [number for is_pair, number in features if not is_pair]
    pairs = [number for is_pair, number in features if is_pair]
    return TopicWeights(words, pairs, Weights(weights * rarity[:, None], rarity**2), bias)


def features_of(grams: Grams, reading: Reading) -> list[tuple[bool, int]]:
    """An answer's words and then its pairs, each as whether it is a pair, and its number."""
    tokens = reading.tokens
    numbers = list(map(grams.number, tokens.words))
    found = grams.found([numbers[first:end] for first, end in tokens.sentences])
    return [*[(False, word) for word in found.words if word], *[(True, pair) for pair in found.pairs if pair != NO_RUN]]


def _separated(design: csr_matrix, truth: NDArray[np.bool_], share: NDArray[np.float64]) -> LinearSVC | None:
    """What tells these answers apart; None where all are alike."""
    return LinearSVC(C=HOLD, random_state=0).fit(design, truth, share) if truth.any() and not truth.all() else None
