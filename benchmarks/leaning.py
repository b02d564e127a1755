"""Fits the layer for replies (bot/core/trained/leaning.py) on the training split: the leaning, and the second look at each id."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import folds
from benchmarks.fitting import IDS, Floats, Table, logistic
from benchmarks.packing import packed_reply_words
from benchmarks.reply_words import train as train_words
from bot.core.trained.leaning import bounded, row
from bot.core.trained.reply_words import reply_words
from bot.core.vocabulary import HIRE_SIDE
from bot.core.vote.evidence import Evidence, squeeze
from bot.core.vote.reply import sought_ids
from bot.core.vote.rubric import Rubric

PRIOR = 0.01  # variance of a weight, for a feature of unit spread
OWN, SOUGHT, SAID, BIAS = 3.0, 2.0, 2.0, 4.0  # prior variances of the second look: openings' odds, what was sought, the words, the start
SHIFT = 0.75  # log-odds added at the end: F1 is best below even odds
FEWEST = 2  # an id shown by fewer replies is not looked at again
CHANGED = 0.6  # a changed reply weighs less than one that was written


@dataclass(frozen=True, slots=True)
class Lean:
    mean: Floats
    spread: Floats
    weights: Floats
    bias: float

    def odds(self, design: Floats) -> Floats:
        return np.clip((design - self.mean) / self.spread, -4, 4) @ self.weights + self.bias


def reply_design(rubric: Rubric, table: Table) -> tuple[NDArray[np.int64], Floats, Floats]:
    """The rows that are replies, their features, and 1 where they lean strong."""
    rows = np.array([place for place, example in enumerate(table.examples) if example.kind == "reply"])
    told = table.raw_told[rows].tolist()
    design = np.array(
        [row(one, sought_ids(rubric, table.examples[place].asked)) for one, place in zip(told, rows, strict=True)], dtype=float
    )
    truth = np.array([float(table.examples[place].verdict in HIRE_SIDE) for place in rows])
    return rows, design, truth


def fit_lean(table: Table, rows: NDArray[np.int64], design: Floats, truth: Floats) -> Lean:
    mean, spread = design.mean(0), design.std(0) + 0.05
    values = np.clip((design - mean) / spread, -4, 4)
    weight = np.array([CHANGED if table.examples[place].source == "pair" else 1.0 for place in rows])
    spreads = np.append(np.full(values.shape[1], sqrt(PRIOR)), 1.0)
    found = spreads * logistic(np.column_stack([values, np.ones(len(values))]) * spreads, truth, weight)
    return Lean(mean, spread, found[:-1], float(found[-1]))


def out_of_hand_leans(rubric: Rubric, table: Table) -> dict[int, float]:
    """Row -> log-odds, by a model that never saw its hand."""
    rows, design, truth = reply_design(rubric, table)
    hands = np.array([table.examples[place].hand for place in rows])
    out: dict[int, float] = {}
    for group in folds(hands.tolist()):
        left = np.isin(hands, group)
        kept = ~left
        found = fit_lean(table, rows[kept], design[kept], truth[kept]).odds(design[left])
        out.update(zip(rows[left].tolist(), found.tolist(), strict=True))
    return out


Looks = dict[int, dict[str, float]]


@dataclass(frozen=True, slots=True)
class SecondLook:
    """The arrays of bot.core.trained.leaning.ReplyIds, without the scaling, which is the leaning's."""

    weights: Floats
    own: Floats
    sought: Floats
    both: Floats
    said: Floats
    bias: Floats

    def odds(self, replies: Replies, rows: NDArray[np.bool_]) -> Floats:
        squeezed, wanted = replies.squeezed[rows], replies.wanted[rows]
        by_row = replies.values[rows] @ self.weights + self.said * replies.said[rows] + self.bias
        return by_row + self.own * squeezed + self.sought * wanted + self.both * wanted * squeezed


@dataclass(frozen=True, slots=True)
class Replies:
    """The replies of a table as numbers: standardised features, squeezed odds, what was sought, what the words say, and the labels."""

    rows: NDArray[np.int64]
    values: Floats
    squeezed: Floats
    wanted: Floats
    said: Floats
    truth: Floats
    hands: NDArray[np.str_]


def replies_of(rubric: Rubric, table: Table, evidence: list[dict[str, Evidence]]) -> Replies:
    rows, design, _ = reply_design(rubric, table)
    mean, spread = design.mean(0), design.std(0) + 0.05
    asked = [table.examples[place].asked for place in rows]
    return Replies(
        rows,
        np.clip((design - mean) / spread, -4, 4),
        np.array([[squeeze(evidence[place][id].odds - evidence[place][id].shift) for id in IDS] for place in rows]),
        np.array([[float(id in sought_ids(rubric, one)) for id in IDS] for one in asked]),
        out_of_hand_words(table, rows),
        np.array([[float(id in table.examples[place].ids) for id in IDS] for place in rows]),
        np.array([table.examples[place].hand for place in rows]),
    )


def out_of_hand_words(table: Table, rows: NDArray[np.int64]) -> Floats:
    """Reply x id: what the words say, by a model that never saw the hand."""
    said = np.zeros((len(rows), len(IDS)))
    hands = table.hands[rows]
    for group in folds(hands.tolist()):
        model = packed_reply_words(train_words(table.examples, table.readings, without=group))
        for place in np.flatnonzero(np.isin(hands, group)).tolist():
            row_of = int(rows[place])
            words = reply_words(table.readings[row_of].tokens, table.examples[row_of].asked)
            said[place] = [bounded(margin) for margin in model.margins(words)]
    return said


def fit_second_look(replies: Replies, kept: NDArray[np.bool_]) -> SecondLook:
    """One logistic regression an id, on the replies that are kept."""
    values, count = replies.values[kept], len(IDS)
    weights = np.zeros((values.shape[1], count))
    own, sought, both, said, bias = np.ones(count), np.zeros(count), np.zeros(count), np.zeros(count), np.zeros(count)
    variances = np.concatenate([np.full(values.shape[1], PRIOR), [OWN, SOUGHT, SOUGHT, SAID, BIAS]])
    for column in range(count):
        truth = replies.truth[kept, column]
        if truth.sum() < FEWEST:
            own[column], bias[column] = 0.0, -4.0
            continue
        odds, wanted = replies.squeezed[kept, column], replies.wanted[kept, column]
        design = np.column_stack([values, odds, wanted, odds * wanted, replies.said[kept, column], np.ones(len(truth))])
        found = np.sqrt(variances) * logistic(design * np.sqrt(variances), truth, np.ones(len(truth)))
        weights[:, column], (own[column], sought[column], both[column], said[column]) = found[:-5], found[-5:-1]
        bias[column] = found[-1] + SHIFT
    return SecondLook(weights, own, sought, both, said, bias)


def out_of_hand_looks(replies: Replies) -> Looks:
    """Row -> the second look at every id, by a model that never saw its hand."""
    out: Looks = {}
    for group in folds(replies.hands.tolist()):
        left = np.isin(replies.hands, group)
        found = fit_second_look(replies, ~left).odds(replies, left)
        out.update((int(row), dict(zip(IDS, odds.tolist(), strict=True))) for row, odds in zip(replies.rows[left], found, strict=True))
    return out
