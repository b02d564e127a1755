"""A probe reply by the trained layer: which way it leans, and which ids it shows, given what the probe sought.

A reply is short, and its absences count only where they were asked about, so that the odds learned on openings need a second look here.

Beside these stand the named features of bot/core/vote/reply.py; the rubric's data holds the weights of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.core.frozen import dataclass
from bot.core.trained.grams import IDS, Floats
from bot.core.trained.layers import Layer, Scaling
from bot.core.trained.linear import Linear

_LOUDEST = 2.0
TELLING = 7 * len(IDS)  # the features of told.py that are about ids; the rest is about the question


@dataclass(frozen=True, slots=True)
class Leaner:
    """A linear model over `row`. Weights were fitted on replies that had been scored by sentence models of other hands."""

    scaling: Scaling
    layer: Layer
    bias: float

    def odds(self, told: Floats, sought: frozenset[str]) -> float:
        """Log-odds that the reply leans strong."""
        (odds,) = self.layer(self.scaling.steps(row(told, sought)))
        return odds + self.bias


def row(told: Floats, sought: frozenset[str]) -> list[float]:
    """The features of one reply: what it tells of each id, the same for the ids that were sought alone, and which were sought."""
    wanted = [float(id in sought) for id in IDS]
    return [*told[:TELLING], *(one * want for one, want in zip(told[: len(IDS)], wanted, strict=True)), *wanted]


def bounded(margin: float) -> float:
    """What the words say of an id, so that a few loud ones do not outvote all else."""
    return max(-_LOUDEST, min(_LOUDEST, margin))


@dataclass(frozen=True, slots=True)
class ReplyIds:
    """A second look at each id of a reply, in the order of `IDS`: linear in `row`, in the odds that openings taught (squeezed), in whether
    the id was sought, in both together, and in what the words say (reply_words.py)."""

    scaling: Scaling
    layer: Layer
    words: Linear
    own: Sequence[float]
    sought: Sequence[float]
    both: Sequence[float]
    said: Sequence[float]
    bias: Sequence[float]

    def odds(self, told: Floats, sought: frozenset[str], squeezed: Mapping[str, float], words: Iterable[str]) -> dict[str, float]:
        """The log-odds of every id. `words` are those of reply_words.py."""
        by_row = self.layer(self.scaling.steps(row(told, sought)))
        by_words = self.words.margins(words)
        out: dict[str, float] = {}
        for place, id in enumerate(IDS):
            odds = by_row[place] + self.own[place] * squeezed[id] + self.said[place] * bounded(by_words[place]) + self.bias[place]
            out[id] = odds + self.sought[place] + self.both[place] * squeezed[id] if id in sought else odds
        return out
