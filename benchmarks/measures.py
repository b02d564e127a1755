"""The measures of issue 3's table, in numpy: accuracy, AUC, quadratic weighted kappa, rank correlation, F1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def ranks(values: Floats) -> Floats:
    """Ranks from 0, ties sharing their mean."""
    order = np.argsort(values, kind="stable")
    out = np.empty(len(values))
    out[order] = np.arange(len(values))
    for value in np.unique(values):
        same = values == value
        out[same] = out[same].mean()
    return out


def auc(truth: Bools, score: Floats) -> float:
    """The chance that a true one scores above a false one; ties count half."""
    yes, no = int(truth.sum()), int((~truth).sum())
    if not yes or not no:
        return float("nan")
    return float((ranks(score)[truth].sum() - yes * (yes - 1) / 2) / (yes * no))


def weighted_kappa(truth: NDArray[np.int64], given: NDArray[np.int64], size: int) -> float:
    """Quadratic weighted kappa of two labellings with values 0..size-1."""
    seen = np.zeros((size, size))
    for one, two in zip(truth, given, strict=True):
        seen[one, two] += 1
    weight = np.subtract.outer(np.arange(size), np.arange(size)) ** 2 / (size - 1) ** 2
    chance = np.outer(seen.sum(1), seen.sum(0)) / seen.sum()
    return float(1 - (weight * seen).sum() / (weight * chance).sum())


def rank_correlation(one: Floats, two: Floats) -> float:
    """Spearman's."""
    return float(np.corrcoef(ranks(one), ranks(two))[0, 1])


def f1(hits: float, given: float, wanted: float) -> float:
    return 2 * hits / (given + wanted) if given + wanted else float("nan")


def within(values: Sequence[float], groups: Sequence[str]) -> Floats:
    """The values less the mean of their group."""
    out, of = np.array(values, float), np.array(groups)
    for group in np.unique(of):
        out[of == group] -= out[of == group].mean()
    return out


def interval(values: Floats, rounds: int = 1000, seed: int = 7) -> tuple[float, float]:
    """The 95% bootstrap interval of a mean."""
    if not len(values):
        return float("nan"), float("nan")
    draws = np.random.default_rng(seed).integers(0, len(values), (rounds, len(values)))
    means = values[draws].mean(1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))
