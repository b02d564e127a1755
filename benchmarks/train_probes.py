"""python -m benchmarks.train_probes: learns what a good interviewer probes next, into bot/rubric/probing.json.

A candidate's worth is base + present x there + side x score + both x there x score, one row of four numbers an id, and what its absence is
worth under a principle; the softmax of the worths is held against the targets that the training split labels (the first counts most). It
learns from the labels, not from the judge, so that it need not be learned again when the judge changes. The figure printed is out of hand.
`--dry` writes nothing.
"""

from __future__ import annotations

import argparse
import json

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import Example, folds, load
from bot.content.rubric import load_rubric, rubric_home
from bot.core.vocabulary import FLAWS, PRINCIPLES, SIGNALS
from bot.core.vote.rubric import Rubric

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
IDS = (*FLAWS, *SIGNALS)
PLACES = {principle: place for place, principle in enumerate(PRINCIPLES)}
LEAST = 0.05  # what weighs less is left out
SHARES = (1.0, 0.8, 0.6)  # of the first, second and third target
SCORES = {"strong_hire": 100.0, "hire": 70.0, "leaning_no_hire": 45.0, "no_hire": 20.0, "insufficient_evidence": 5.0}
HOLD, HOLD_MISSING, ROUNDS, STEP = 0.002, 0.001, 1500, 0.5
# The hands that name a flaw where there is one. The others name what is missing (docs/judging.md), and one list cannot say both.
_FIRST = "ada bo dev eve gus ivy jon kai lea max"
_PLAIN = "abe cal dot eli fin gia ike jem kit moe nan oli pip rae tau val"
NAMED_BY = frozenset(f"{_FIRST} {_PLAIN}".split())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_probes", description="Learns what to probe next.")
    parser.add_argument("--dry", action="store_true", help="measure only; write nothing")
    dry = parser.parse_args().dry
    rubric = load_rubric(trained=False)
    examples = [one for one in load("train") if one.kind == "opening" and one.source == "base" and one.targets and one.hand in NAMED_BY]
    hands = np.array([one.hand for one in examples])
    features, wanted, targets = tabulate(rubric, examples)
    principles = np.array([PLACES[one.asked.principle] for one in examples])
    right = np.zeros(len(examples), bool)
    for group in folds(hands.tolist()):
        left = np.isin(hands, group)
        kept = ~left
        found = fit(features[kept], wanted[kept], targets[kept], principles[kept])
        best = worth(features[left], wanted[left], principles[left], *found).argmax(1)
        right[left] = targets[left][np.arange(left.sum()), best] > 0
    print(f"first probe among the targets, given the labelled findings, hand left out: {right.mean():.3f} of {len(right)}")
    if dry:
        return
    weights, missing, principle = fit(features, wanted, targets, principles)
    rows = {id: [round(float(value), 3) for value in row] for id, row in zip(IDS, weights, strict=True)}
    by_principle = {
        name: {id: round(float(value), 3) for id, value in zip(IDS, missing[place], strict=True) if abs(value) >= LEAST}
        for name, place in PLACES.items()
    }
    data = {"principle": round(principle, 4), "ids": rows, "missing": by_principle}
    (rubric_home() / "probing.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def tabulate(rubric: Rubric, examples: list[Example]) -> tuple[Floats, Floats, Floats]:
    """Features (answer x id x 4), what the principle wants (answer x id), and the labelled shares (answer x id)."""
    there = np.array([[float(id in one.ids) for id in IDS] for one in examples])
    score = np.array([SCORES[one.verdict] / 50 - 1 for one in examples])[:, None] * np.ones_like(there)
    features = np.stack([np.ones_like(there), there, score, there * score], axis=2)
    wanted = np.array([[rubric.wanted.get(one.asked.principle, {}).get(id, 0.0) for id in IDS] for one in examples])
    targets = np.zeros_like(there)
    for row, one in enumerate(examples):
        for target, share in zip(one.targets, SHARES, strict=False):
            targets[row, IDS.index(target)] = share
    return features, wanted, targets / targets.sum(1, keepdims=True)


def worth(features: Floats, wanted: Floats, principles: Places, weights: Floats, missing: Floats, principle: float) -> Floats:
    out: Floats = (features * weights).sum(2) + principle * wanted + missing[principles] * (1 - features[:, :, 1])
    return out


def fit(features: Floats, wanted: Floats, targets: Floats, principles: Places) -> tuple[Floats, Floats, float]:
    """Plain gradient descent on the cross-entropy, held to "probe the flaws that are there, and the signals that are not"."""
    prior = np.zeros((len(IDS), 4))
    prior[:, 1] = [1.5 if id in FLAWS else -0.3 for id in IDS]
    weights, missing, principle = prior.copy(), np.zeros((len(PLACES), len(IDS))), 1.0
    absent = 1 - features[:, :, 1]
    of = np.equal.outer(np.arange(len(PLACES)), principles) / len(principles)
    for _ in range(ROUNDS):
        values = worth(features, wanted, principles, weights, missing, principle)
        chance = np.exp(values - values.max(1, keepdims=True))
        gap = chance / chance.sum(1, keepdims=True) - targets
        weights = weights - STEP * ((gap[:, :, None] * features).mean(0) + HOLD * (weights - prior))
        missing = missing - STEP * (of @ (gap * absent) + HOLD_MISSING * missing)
        principle -= STEP * float((gap * wanted).sum(1).mean())
    return weights, missing, principle


if __name__ == "__main__":
    main()
