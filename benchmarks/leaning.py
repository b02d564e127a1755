"""Fits the leaning of replies (bot/core/leaning.py) on the training split."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.fitting import Floats, Table, kernel_logistic
from bot.core.leaning import row
from bot.core.reply import sought_ids
from bot.core.rubric import Rubric
from bot.core.vocabulary import HIRE_SIDE

PRIOR = 0.01  # variance of a weight, for a feature of unit spread
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
    told = table.raw_told[rows].astype(np.float32)
    design = np.array([row(one, sought_ids(rubric, table.examples[place].asked)) for one, place in zip(told, rows, strict=True)], dtype=float)
    truth = np.array([float(table.examples[place].verdict in HIRE_SIDE) for place in rows])
    return rows, design, truth


def fit_lean(table: Table, rows: NDArray[np.int64], design: Floats, truth: Floats) -> Lean:
    mean, spread = design.mean(0), design.std(0) + 0.05
    values = np.clip((design - mean) / spread, -4, 4)
    weight = np.array([CHANGED if table.examples[place].source == "pair" else 1.0 for place in rows])
    dual = kernel_logistic(PRIOR * values @ values.T + 1.0, truth, weight)
    return Lean(mean, spread, PRIOR * values.T @ dual, float(dual.sum()))


def out_of_hand_leans(rubric: Rubric, table: Table) -> dict[int, float]:
    """Row -> log-odds, by a model that never saw its hand."""
    rows, design, truth = reply_design(rubric, table)
    hands = np.array([table.examples[place].hand for place in rows])
    out: dict[int, float] = {}
    for hand in sorted(set(hands.tolist())):
        kept, left = hands != hand, hands == hand
        found = fit_lean(table, rows[kept], design[kept], truth[kept]).odds(design[left])
        out.update(zip(rows[left].tolist(), found.tolist(), strict=True))
    return out
