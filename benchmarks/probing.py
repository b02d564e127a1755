"""Learns what a good interviewer probes next (bot/rubric/probing.json) from readers, who saw the answers and neither labels nor the judge.

A candidate's worth is linear in bot.core.probing.FEATURES, one row of weights an id, and in what its absence and its presence are worth
under a principle; the softmax of the worths is held against the readers' lists (the first counts most). What is found in the answers is
found out of hand. Beside the readers' lists stand, at little weight, those of the hands that name a flaw where there is one, for their own
answers on the no-hire side: the others name what is missing, and one list cannot say both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.corpus import Example, folds, probed
from bot.core.probing import FEATURES, askable, features, length
from bot.core.vocabulary import FLAWS, HIRE_SIDE, PRINCIPLES, SIGNALS
from bot.core.vote.evidence import Evidence

Floats = NDArray[np.float64]
IDS = (*FLAWS, *SIGNALS)
PLACES = {principle: place for place, principle in enumerate(PRINCIPLES)}
SHARES = (1.0, 0.8, 0.6)  # of the first, second and third target
WRITERS = 0.03  # what a writer's own list counts beside a reader's
HOLD, HOLD_PRINCIPLE = 0.001, 0.002
NEVER = -30.0  # the worth of what cannot be asked about
_FIRST = "ada bo dev eve gus ivy jon kai lea max"
_PLAIN = "abe cal dot eli fin gia ike jem kit moe nan oli pip rae tau val"
NAMED_BY = frozenset(f"{_FIRST} {_PLAIN}".split())


@dataclass(frozen=True, slots=True)
class Listed:
    """Answers with the lists of what to ask next: answer x id x feature, whether an id can be asked about, how much of the lists' weight is
    on it, and the principle's place. `lists` are the readers', where the answer was `read`, else the writer's."""

    hands: NDArray[np.str_]
    features: Floats
    open: NDArray[np.bool_]
    shares: Floats
    principles: NDArray[np.int64]
    lists: Sequence[Sequence[Sequence[str]]]
    read: NDArray[np.bool_]

    def only(self, rows: NDArray[np.bool_]) -> Listed:
        kept = [one for one, keep in zip(self.lists, rows, strict=True) if keep]
        return Listed(
            self.hands[rows], self.features[rows], self.open[rows], self.shares[rows], self.principles[rows], kept, self.read[rows],
        )  # fmt: skip


def listed_of(examples: Sequence[Example], evidence: Sequence[Mapping[str, Evidence]], votes: Sequence[tuple[int, str, float]]) -> Listed:
    """What the readers of the training split were asked about, and the writers' lists that count. `votes` are rows of `examples` with the
    vote and the score, as bot.core.judge would give them out of hand."""
    read = probed("train")
    rows: list[tuple[int, float]] = []
    lists: list[Sequence[Sequence[str]]] = []
    for row, _, score in votes:
        example = examples[row]
        if example.kind != "opening" or example.source != "base":
            continue
        by_writer = example.targets and example.hand in NAMED_BY and example.verdict not in HIRE_SIDE
        if example.id in read or by_writer:
            rows.append((row, score))
            lists.append(read.get(example.id) or [example.targets])
    told = [examples[row] for row, _ in rows]
    odds = [{id: evidence[row][id].odds for id in IDS} for row, _ in rows]
    values = [
        [features(one[id] > 0, one[id], score, example.asked.level, length(example.text)) for id in IDS]
        for one, example, (_, score) in zip(odds, told, rows, strict=True)
    ]
    shares = np.array([_shares(one) for one in lists])
    is_read = np.array([example.id in read for example in told])
    return Listed(
        np.array([example.hand for example in told]), np.array(values), np.array([_open(one) for one in odds]), shares,
        np.array([PLACES[example.asked.principle] for example in told]), lists, is_read,
    )  # fmt: skip


def _shares(lists: Sequence[Sequence[str]]) -> Floats:
    out: Floats = np.zeros(len(IDS))
    for one in lists:
        for id, share in zip(one, SHARES, strict=False):
            out[IDS.index(id)] += share
    out /= out.sum()
    return out


def _open(odds: Mapping[str, float]) -> list[bool]:
    open_ones = askable({id for id in IDS if odds[id] > 0})
    return [id in open_ones for id in IDS]


@dataclass(frozen=True, slots=True)
class Worth:
    """id x feature, and principle x id where the id is missing and where it is there."""

    ids: Floats
    missing: Floats
    there: Floats

    def of(self, listed: Listed) -> Floats:
        """Answer x id."""
        present = listed.features[:, :, FEATURES.index("there")]
        by_principle = self.missing[listed.principles] * (1 - present) + self.there[listed.principles] * present
        return np.where(listed.open, np.einsum("nif,if->ni", listed.features, self.ids) + by_principle, NEVER)

    def to_data(self) -> dict[str, Any]:
        """Plain data as in probing.json."""

        def by_principle(table: Floats) -> dict[str, dict[str, float]]:
            named = {name: dict(zip(IDS, map(_rounded, table[place]), strict=True)) for name, place in PLACES.items()}
            return {name: {id: value for id, value in row.items() if value} for name, row in named.items()}

        rows = {id: list(map(_rounded, row)) for id, row in zip(IDS, self.ids, strict=True)}
        return {"ids": rows, "missing": by_principle(self.missing), "there": by_principle(self.there)}


def _rounded(value: float) -> float:
    return round(float(value), 3)


def fit(listed: Listed) -> Worth:
    """The weights that make the readers' targets likeliest, held near nought."""
    shapes = ((len(IDS), len(FEATURES)), (len(PLACES), len(IDS)), (len(PLACES), len(IDS)))
    ends = np.cumsum([rows * columns for rows, columns in shapes])
    hold = np.repeat([HOLD, HOLD_PRINCIPLE, HOLD_PRINCIPLE], np.diff(ends, prepend=0))
    present = listed.features[:, :, FEATURES.index("there")]
    of_principle = np.eye(len(PLACES))[listed.principles]
    wanted = listed.shares * listed.open
    weight = np.where(listed.read, 1.0, WRITERS)
    weight /= weight.sum()

    def worth(flat: Floats) -> Worth:
        return Worth(*(part.reshape(shape) for part, shape in zip(np.split(flat, ends[:-1]), shapes, strict=True)))

    def loss(flat: Floats) -> tuple[float, Floats]:
        values = worth(flat).of(listed)
        values = values - values.max(1, keepdims=True)
        chance = np.exp(values)
        total = chance.sum(1, keepdims=True)
        told = float((weight[:, None] * wanted * (values - np.log(total))).sum())
        gap = weight[:, None] * (chance / total * wanted.sum(1, keepdims=True) - wanted)
        slopes = (np.einsum("ni,nif->if", gap, listed.features), of_principle.T @ (gap * (1 - present)), of_principle.T @ (gap * present))
        return float((hold * flat * flat).sum()) / 2 - told, np.concatenate([one.ravel() for one in slopes]) + hold * flat

    found = minimize(loss, np.zeros(int(ends[-1])), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return worth(np.asarray(found.x, np.float64))


def report(listed: Listed) -> None:
    """How often the first probe is one that a reader named, the hand left out; and how often a reader's own is on another reader's list."""
    best = np.zeros(len(listed.hands), int)
    for group in folds(listed.hands.tolist()):
        left = np.isin(listed.hands, group)
        best[left] = fit(listed.only(~left)).of(listed.only(left)).argmax(1)
    first = zip(best, listed.lists, listed.read, strict=True)
    hits = [np.mean([IDS[one] in named for named in lists]) for one, lists, read in first if read]
    twice = [lists for lists, read in zip(listed.lists, listed.read, strict=True) if read and len(lists) > 1]
    people = [one[0] in other for lists in twice for one in lists for other in lists if other is not one]
    print(f"first probe on a reader's list: {np.mean(hits):.3f} of {len(hits)}")
    print(f"another reader's first on it: {np.mean(people):.3f} of {len(people)}")
