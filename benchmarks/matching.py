"""Trains what tells whether a story answers a question, beyond the asks that have names: where the words of a question lie on the axes of
bot/core/trained/topics.py, and where those of a story.

Learned by contrast, as pictures and their captions are (Radford et al. 2021): of each handful of answers every story is to lie nearer to
its own question than to those of the others, and every question nearer to its own story (a question that the story answers, too, by its
asks is passed over); and a story that people labelled as off its question is to lie away from it. Both maps are linear; the gradients
are written out, the steps are Adam's (Kingma and Ba 2015), and all chance comes from one seed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from benchmarks.corpus import Example, questions
from benchmarks.packing import LinearWeights, TopicWeights, Weights
from benchmarks.rows import rows_of
from benchmarks.topics import features_of, stories_of, told_of
from bot.content.rubric import read_asking, rubric_home
from bot.core.text.reading import Reading
from bot.core.trained.asks import ASKS, AXES, parts, plain_question
from bot.core.trained.grams import Grams

ROUNDS, HANDFUL, WRONG = 24, 384, 96  # of answers; and of stories off their question beside them
WRONG_COUNTS = 3.0
RATE, HELD = 0.03, 0.3  # of a step; and the share of the rate by which weights shrink at each
DROPPED = 0.5  # the share of words that are left out, others each time: what is learned must not hang on a few
START = 0.05
_PASSED_OVER = -30.0  # the log-odds of a question that is passed over

Floats = NDArray[np.float32]


def train(
    examples: Sequence[Example],
    readings: Sequence[Reading],
    grams: Grams,
    topics: TopicWeights,
    asked: LinearWeights,
    without: Sequence[str] = (),
) -> tuple[TopicWeights, LinearWeights]:
    """The weights of topics and of questions with those of the axes beside them, from all hands but those left out."""
    kept = stories_of(examples, without)
    openings = [examples[row] for row in kept]
    stories = _stories(grams, topics, [readings[row] for row in kept])
    questions_asked = _questions(asked, [example.asked.question for example in openings])
    off = np.array(["off_question" in example.ids for example in openings])
    of_stories, of_questions = _Map(stories.shape[1], 0), _Map(questions_asked.shape[1], 1)
    chance = np.random.default_rng(2)
    answering, wrong = np.flatnonzero(~off), np.flatnonzero(off)
    told, demanded = _told(openings), _demanded(openings)
    turns = len(answering) // HANDFUL
    steps = ROUNDS * turns
    for step in range(steps):
        if step % turns == 0:
            order = chance.permutation(answering)
            beside = chance.permutation(np.resize(chance.permutation(wrong), turns * WRONG))
        rows, others = order[step % turns * HANDFUL :][:HANDFUL], beside[step % turns * WRONG :][:WRONG]
        right = _thinned(stories[rows], chance), _thinned(questions_asked[rows], chance)
        away = _thinned(stories[others], chance), _thinned(questions_asked[others], chance)
        passed_over = (told[rows][:, None, :] & demanded[rows][None, :, :]).any(axis=2)
        _step(of_stories, of_questions, right, away, passed_over, RATE * (1.05 - step / steps))
    return (
        TopicWeights(topics.words, topics.pairs, *_with_axes(topics.weights, topics.bias, of_stories.weights)),
        LinearWeights(asked.features, *_with_axes(asked.weights, asked.bias, of_questions.weights)),
    )


class _Map:
    """A linear map into the space of the axes, and what Adam remembers of its steps."""

    def __init__(self, features: int, seed: int) -> None:
        self.weights = (np.random.default_rng(seed).normal(size=(features, AXES)) * START).astype(np.float32)
        self.slope, self.size, self.steps = np.zeros_like(self.weights), np.zeros_like(self.weights), 0

    def move(self, slope: Floats, rate: float) -> None:
        self.steps += 1
        self.slope += 0.1 * (slope - self.slope)
        self.size += 0.01 * (slope**2 - self.size)
        mean, size = self.slope / (1 - 0.9**self.steps), self.size / (1 - 0.99**self.steps)
        self.weights -= rate * mean / (np.sqrt(size) + 1e-8)
        self.weights *= 1 - rate * HELD


def _step(
    of_stories: _Map,
    of_questions: _Map,
    right: tuple[csr_matrix, csr_matrix],
    away: tuple[csr_matrix, csr_matrix],
    passed_over: NDArray[np.bool_],
    rate: float,
) -> None:
    """One step down the slope of the loss. `right` are stories with the questions that they answer, `away` with those that they do not."""
    unit = 1 / np.sqrt(AXES)
    story, question = right[0] @ of_stories.weights, right[1] @ of_questions.weights
    other_story, other_question = away[0] @ of_stories.weights, away[1] @ of_questions.weights
    margins = story @ question.T * unit
    own = np.eye(len(margins), dtype=bool)
    contrasted = np.where(passed_over & ~own, _PASSED_OVER, margins)
    slope = (_shares(contrasted, 1) + _shares(contrasted, 0)) / 2 - own
    near = _likely(-np.diag(margins))[:, None]
    far = _likely((other_story * other_question).sum(axis=1) * unit)[:, None]
    count, wrong = len(margins), max(1, len(other_story))
    of_stories.move(
        right[0].T @ ((slope @ question - WRONG_COUNTS * near * question) * unit / count)
        + away[0].T @ (WRONG_COUNTS * far * other_question * unit / wrong),
        rate,
    )
    of_questions.move(
        right[1].T @ ((slope.T @ story - WRONG_COUNTS * near * story) * unit / count)
        + away[1].T @ (WRONG_COUNTS * far * other_story * unit / wrong),
        rate,
    )


def _shares(margins: Floats, axis: int) -> Floats:
    """The softmax along an axis."""
    grown = np.exp(margins - margins.max(axis=axis, keepdims=True))
    return np.asarray(grown / grown.sum(axis=axis, keepdims=True), np.float32)


def _likely(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


def _thinned(rows: csr_matrix, chance: np.random.Generator) -> csr_matrix:
    """A copy without the words that chance drops, the others by so much louder."""
    out = rows.copy()
    out.data *= (chance.random(len(out.data)) > DROPPED) / np.float32(1 - DROPPED)
    return out


def _stories(grams: Grams, topics: TopicWeights, readings: Sequence[Reading]) -> csr_matrix:
    known = [*((False, word) for word in topics.words), *((True, pair) for pair in topics.pairs)]
    place_of = {one: place for place, one in enumerate(known)}
    found = [[place_of[one] for one in features_of(grams, reading) if one in place_of] for reading in readings]
    return rows_of(found, np.sqrt(topics.weights.rarity)).astype(np.float32)


def _questions(asked: LinearWeights, texts: Sequence[str]) -> csr_matrix:
    asking = read_asking(rubric_home())
    place_of = {feature: place for place, feature in enumerate(asked.features)}
    plain = map(plain_question, texts)
    found = [[place_of[one] for one in parts(text, asking.named(text)) if one in place_of] for text in plain]
    return rows_of(found, np.sqrt(asked.weights.rarity)).astype(np.float32)


def _told(openings: Sequence[Example]) -> NDArray[np.bool_]:
    """Opening x ask: whether its story tells it; nothing of those that are not labelled."""
    out = np.zeros((len(openings), len(ASKS)), bool)
    found = told_of(openings)
    out[found.rows] = found.truth
    return out


def _demanded(openings: Sequence[Example]) -> NDArray[np.bool_]:
    """Opening x ask: whether its question asks for it."""
    asks = questions()
    named = [{ask for alternatives in asks.get(one.asked.question, ()) for ask in alternatives} for one in openings]
    return np.array([[ask in of_question for ask in ASKS] for of_question in named])


def _with_axes(found: Weights, bias: NDArray[np.float64], axes: Floats) -> tuple[Weights, NDArray[np.float64]]:
    """The weights with those of the axes after them, in which a product of two places is a margin as it was learned."""
    scaled = axes.astype(np.float64) * np.sqrt(found.rarity)[:, None] * AXES**-0.25
    return Weights(np.hstack([found.weights, scaled]), found.rarity), np.append(bias, np.zeros(AXES))
