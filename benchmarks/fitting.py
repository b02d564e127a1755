"""Fits the trained layer: one small logistic regression an id, over rules, other ids' rule odds, traits, and what the sentences tell.

Kernel form, because there are fewer texts than traits: Newton steps on a few hundred unknowns, no randomness, the same weights every time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import Example
from benchmarks.sentences import labelled, train
from bot.content.rubric import read_anchors
from bot.core.answer import answer_of
from bot.core.evidence import run_rules, squeeze
from bot.core.judge import about_disagreement
from bot.core.reading import Reading
from bot.core.reply import ABSENCES
from bot.core.rubric import Rubric
from bot.core.told import told
from bot.core.vocabulary import FLAWS, SIGNALS

Floats = NDArray[np.float64]
IDS = (*FLAWS, *SIGNALS)
TRAITS, TOLD, RULES, OTHERS, ODDS = 0.004, 0.05, 0.5, 0.15, 3.0  # prior variances: how freely each group may move
SHIFT = 0.45  # log-odds added at the end: F1 is best a little below even odds
PAIR, SENTENCE = 0.6, 0.4  # a changed answer and a lone sentence weigh less than an answer
LEAST = 6  # a trait seen in fewer texts is noise
CLIP = 4.0  # spreads; what lies further out is as far as that
KEPT = 150  # traits kept an id, by how much they move it


@dataclass(frozen=True, slots=True)
class Table:
    """The examples as numbers. `traits` are standardised; `mean` and `spread` undo that."""

    examples: list[Example]
    names: list[str]
    traits: Floats
    mean: Floats
    spread: Floats
    told: Floats  # bot/core/told.py, by sentence models that never saw the hand; standardised and clipped
    raw_told: Floats  # the same before that
    told_mean: Floats
    told_spread: Floats
    strengths: dict[str, Floats]
    odds: Floats  # hand-set rule odds, one column an id in IDS, squeezed
    own: dict[str, Floats]  # the same, as they are
    kinds: Floats
    readings: list[Reading]

    @property
    def hands(self) -> NDArray[np.str_]:
        return np.array([example.hand for example in self.examples])


def tabulate(rubric: Rubric, examples: Sequence[Example]) -> Table:
    """Reads every example once. `rubric.traits` must count all traits (an untrained rubric)."""
    readings = [rubric.reader.read(answer_of(example.text)) for example in examples]
    counted = [rubric.traits.read(reading) for reading in readings]
    often = Counter(name for traits in counted for name in traits)
    names = sorted(name for name, count in often.items() if count >= LEAST)
    place = {name: column for column, name in enumerate(names)}
    raw = np.zeros((len(examples), len(names)))
    for row, traits in enumerate(counted):
        for name, value in traits.items():
            if name in place:
                raw[row, place[name]] = value
    whole = np.array([example.kind != "sentence" for example in examples])
    mean, spread = raw[whole].mean(0), raw[whole].std(0) + 0.05
    sentences = out_of_hand_told(examples, readings)
    told_mean, told_spread = sentences[whole].mean(0), sentences[whole].std(0) + 0.02
    strengths: dict[str, list[list[float]]] = {id: [] for id in IDS}
    own: dict[str, list[float]] = {id: [] for id in IDS}
    for example, reading in zip(examples, readings, strict=True):
        held, odds = run_rules(rubric, reading, example.asked)
        for id in IDS:
            strengths[id].append([one.strength for one in held[id]])
            own[id].append(odds[id])
    kinds = np.array([[3.0, 2.0 * (e.kind == "opening"), 2.0 * (e.kind == "reply"), 2.0 * (e.kind == "sentence")] for e in examples])
    return Table(
        list(examples), names, (raw - mean) / spread, mean, spread,
        np.clip((sentences - told_mean) / told_spread, -CLIP, CLIP), sentences, told_mean, told_spread,
        {id: np.array(rows) for id, rows in strengths.items()},
        np.array([[squeeze(own[id][row]) for id in IDS] for row in range(len(examples))]),
        {id: np.array(v) for id, v in own.items()}, kinds,
        readings,
    )  # fmt: skip


def out_of_hand_told(examples: Sequence[Example], readings: Sequence[Reading]) -> Floats:
    """What the sentences tell of every example, by a sentence model that never saw its hand."""
    data = labelled(examples, readings)
    anchors = read_anchors()
    models = {hand: train(data, without=hand) for hand in sorted({example.hand for example in examples})}
    return np.array([
        told(models[example.hand].scores(reading.tokens), reading.tokens, example.asked, anchors)
        for example, reading in zip(examples, readings, strict=True)
    ], dtype=float)  # fmt: skip


def kernel_logistic(kernel: Floats, truth: Floats, weight: Floats) -> Floats:
    """Dual weights of a logistic regression with the Gaussian prior that the kernel stands for."""
    dual: Floats = np.zeros(len(truth))
    values: Floats = np.zeros(len(truth))
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
        curve: Floats = np.maximum(weight * likely * (1 - likely), 1e-6)
        target = values + weight * (truth - likely) / curve
        dual = np.asarray(np.linalg.solve(kernel + np.diag(1 / curve), target), dtype=np.float64)
        moved = kernel @ dual
        if np.abs(moved - values).max() < 1e-4:
            break
        values = moved
    return dual


def usable(rubric: Rubric, table: Table, id: str) -> NDArray[np.bool_]:
    """The examples whose labels say anything about the id. Lone sentences teach the sentence model; here they are no answers."""
    only = next(entry.only_disagreement for entry in rubric.ids if entry.id == id)
    out = []
    for example in table.examples:
        fits = example.kind != "sentence" and (not only or about_disagreement(rubric, example.asked))
        if example.kind == "reply" and id in ABSENCES:
            fits = False
        out.append(fits)
    return np.array(out)


def fit_id(rubric: Rubric, table: Table, id: str, rows: NDArray[np.int64]) -> dict[str, object]:
    """The calibrated sum of one id, learned from these rows: plain data as in trained.json."""
    examples = table.examples
    truth = np.array([float(id in examples[row].ids) for row in rows])
    weight = np.array([PAIR if examples[r].source == "pair" else SENTENCE if examples[r].kind == "sentence" else 1.0 for r in rows])
    traits, rules, odds, sentences = table.traits[rows], table.strengths[id][rows], table.odds[rows], table.told[rows]
    own = table.own[id][rows] / 2
    kinds = table.kinds[rows]
    kernel = (
        TRAITS * traits @ traits.T
        + TOLD * sentences @ sentences.T
        + RULES * rules @ rules.T
        + OTHERS * odds @ odds.T
        + ODDS * np.outer(own, own)
        + kinds @ kinds.T
    )
    dual = kernel_logistic(kernel, truth, weight)
    entry = next(entry for entry in rubric.ids if entry.id == id)
    scale = ODDS * float(own @ dual) / 2
    kind = kinds.T @ dual
    moves = TRAITS * (traits.T @ dual)
    kept = sorted(np.argsort(-np.abs(moves), kind="stable")[:KEPT].tolist())
    by_trait = {table.names[column]: round(float(moves[column] / table.spread[column]), 4) for column in kept}
    middle = sum(by_trait[table.names[column]] * float(table.mean[column]) for column in kept)
    bias = 3 * kind[0] + scale * entry.bias - middle + SHIFT
    learned = RULES * (rules.T @ dual)
    return {
        "bias": round(float(bias + 2 * kind[1]), 4),
        "reply_bias": round(float(bias + 2 * kind[2]), 4),
        "rules": [round(float(scale * rule.weight + extra), 4) for rule, extra in zip(entry.rules, learned, strict=True)],
        "others": {other: round(float(value), 4) for other, value in zip(IDS, OTHERS * (odds.T @ dual), strict=True) if abs(value) >= 0.01},
        "traits": by_trait,
        "told": [round(float(value), 4) for value in TOLD * (sentences.T @ dual)],
    }
