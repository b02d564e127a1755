"""Ordinal regression of the vote (proportional odds; McCullagh 1980): one weight an id, its sign kept, and the cuts between the verdicts.

Minimal pairs count too: one thing made an answer better or worse, so the sum should move that way.

The cut between the hire side and the no-hire side counts more than the others: that is the vote a candidate acts on. It is fitted a second
time, alone (partial proportional odds; Peterson and Harrell 1990): a hire is an answer that no fault sinks, and what makes a strong hire of
it does not make up for one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
STEEP = 6.0  # how sharply a minimal pair counts: a sixth of log-odds is a step that can be seen
LEVEL_HOLD = 1.0  # precision of the prior of what a level's start differs by


@dataclass(frozen=True, slots=True)
class Manner:
    """How a regression is held. Findings that come together share what they are worth as people would share it (`hold`)."""

    shares: tuple[float, ...]  # how much each cut counts, from insufficient_evidence | no_hire upwards
    middle: float  # log-odds for a point set by hand: where the prior of a weight has its middle
    hold: float  # precision of that prior
    least: float  # log-odds: no finding may count for nothing, or for the opposite
    steps: float  # how much a minimal pair counts


VOTE = Manner((0.5, 1.0, 6.0, 1.0), 0.12, 20.0, 0.08, 12.0)
LINE = Manner((0.0, 0.0, 1.0, 0.0), 0.0, 3.0, 0.05, 0.1)  # the hire side alone


@dataclass(frozen=True, slots=True)
class Ordinal:
    """In log-odds. `offsets` is what sde1 and senior start apart from sde2."""

    weights: Floats
    cuts: Floats
    offsets: dict[str, float]


def fit_ordinal(
    design: Floats,
    verdicts: NDArray[np.int64],
    levels: NDArray[np.str_],
    by_hand: Floats,
    share: Floats,
    written: NDArray[np.bool_],
    steps: Floats,
    manner: Manner,
) -> Ordinal:
    """`design` is row x id; `verdicts` 0 to 4 (worst first); `by_hand` the points of each id as people set them (negative: a flaw);
    `share` what a row counts, `written` the answers as they were written. `steps` is pair x id: what changed in the design, turned so that
    the sum should grow by it. A higher level never starts higher.

    The cuts are set anew on those alone: changed answers, most of them made worse, would move them."""
    width, count = design.shape[1], len(manner.shares)
    middle = by_hand * manner.middle
    lower, upper = (levels == "sde1").astype(float), (levels == "senior").astype(float)
    reached = verdicts[:, None] > np.arange(count)

    def loss(found: Floats) -> tuple[float, Floats]:
        weights, cuts, apart = found[:width], found[width : width + count], found[width + count :]
        margins = (design @ weights + apart[0] * lower + apart[1] * upper)[:, None] - cuts
        likely = 1 / (1 + np.exp(-np.clip(margins, -30, 30)))
        counted = share[:, None] * np.array(manner.shares)
        total = float((counted * np.logaddexp(0, np.where(reached, -margins, margins))).sum())
        total += (manner.hold * float((weights - middle) @ (weights - middle)) + LEVEL_HOLD * float(apart @ apart)) / 2
        grown = STEEP * (steps @ weights)
        total += manner.steps * float(np.logaddexp(0, -grown).sum())
        by_step = -manner.steps * STEEP / (1 + np.exp(np.clip(grown, -30.0, 30.0)))
        gaps = counted * (likely - reached)
        by_row = gaps.sum(axis=1)
        slope = [
            design.T @ by_row + steps.T @ by_step + manner.hold * (weights - middle),
            -gaps.sum(axis=0),
            [by_row @ lower, by_row @ upper] + LEVEL_HOLD * apart,
        ]
        return total, np.concatenate(slope)

    start = np.concatenate([middle, np.arange(count) - 1.5, [0.0, 0.0]])
    signed = [(manner.least, None) if points > 0 else (None, -manner.least) for points in by_hand]
    bounds = [*signed, *[(None, None)] * count, (0.0, None), (None, 0.0)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1000}).x
    weights, apart = found[:width], found[width + count :]
    sums = design @ weights + apart[0] * lower + apart[1] * upper
    kept = sums[written], share[written]
    cuts = np.array([_cut(*kept, reached[written, place], found[width + place]) for place in range(count)])
    return Ordinal(weights, cuts, {"sde1": float(apart[0]), "sde2": 0.0, "senior": float(apart[1])})


def _cut(sums: Floats, share: Floats, reached: NDArray[np.bool_], cut: float) -> float:
    """Where the likelihoods of reaching it add up to as many as do reach it."""
    for _ in range(100):
        likely = 1 / (1 + np.exp(-np.clip(sums - cut, -30, 30)))
        cut += 0.5 * float(share @ (likely - reached)) / max(1e-6, float(share @ (likely * (1 - likely))))
    return cut
