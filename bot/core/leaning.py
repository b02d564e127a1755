"""A probe reply by the trained layer: which way it leans, and which ids it shows, given what the probe sought.

A reply is short, and its absences count only where they were asked about, so that the odds learned on openings need a second look here.

Beside these stand the named features of bot/core/reply.py; the rubric's data holds the weights of all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.grams import IDS, Floats

TELLING = 7 * len(IDS)  # the features of bot/core/told.py that are about ids; the rest is about the question


@dataclass(frozen=True, slots=True)
class Leaner:
    """A linear model over `row`. Weights were fitted on replies that had been scored by sentence models of other hands."""

    mean: Floats
    spread: Floats
    weights: Floats
    bias: float

    def odds(self, told: Floats, sought: frozenset[str]) -> float:
        """Log-odds that the reply leans strong."""
        values = np.clip((row(told, sought) - self.mean) / self.spread, -4.0, 4.0)
        return float(values @ self.weights) + self.bias


def row(told: Floats, sought: frozenset[str]) -> NDArray[np.float32]:
    """The features of one reply: what it tells of each id, the same for the ids that were sought alone, and which were sought."""
    wanted = np.array([id in sought for id in IDS], np.float32)
    return np.concatenate([told[:TELLING], told[: len(IDS)] * wanted, wanted]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class ReplyIds:
    """A second look at each id of a reply, in the order of `IDS`: linear in `row`, in the odds that openings taught (squeezed), in whether
    the id was sought, and in both together."""

    mean: Floats
    spread: Floats
    weights: Floats
    own: Floats
    sought: Floats
    both: Floats
    bias: Floats

    def odds(self, told: Floats, sought: frozenset[str], squeezed: Floats) -> dict[str, float]:
        """The log-odds of every id."""
        values = np.clip((row(told, sought) - self.mean) / self.spread, -4.0, 4.0)
        wanted = np.array([id in sought for id in IDS], np.float32)
        total = values @ self.weights + self.own * squeezed + self.sought * wanted + self.both * wanted * squeezed + self.bias
        return dict(zip(IDS, total.tolist(), strict=True))
