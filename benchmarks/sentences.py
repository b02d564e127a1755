"""Trains the sentence model (bot/core/grams.py) on the labelled sentences and the answers labelled sentence by sentence.

Only the training split is read. For the layer above, every answer is scored by a model that never saw its hand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from benchmarks.corpus import HOME, Example
from bot.core.grams import IDS, OUTPUTS, PLACES, SentenceModel, grams, places_of
from bot.core.reading import Reading
from bot.core.vocabulary import STAGES

LEAST = 2  # a gram seen in fewer sentences is noise
WEIGHT = 3.0  # a sentence that shows an id weighs more than one that does not: they are rare
HOLD, HOLD_STAGE = 0.5, 0.3
_LETTERS = {"S": "situation", "T": "task", "A": "action", "R": "result", "L": "reflection", "N": "none"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """Sentences with their labels. `truth` is sentence x id, `stage` an index into the stages (the last: none)."""

    hands: NDArray[np.str_]
    words: list[list[str]]
    places: NDArray[np.float32]
    truth: NDArray[np.bool_]
    stage: NDArray[np.int64]


def labelled(examples: Sequence[Example], readings: Sequence[Reading]) -> Labelled:
    """The lone sentences, and every sentence of an answer that was labelled unit by unit."""
    units = _units()
    hands: list[str] = []
    words: list[list[str]] = []
    places: list[NDArray[np.float32]] = []
    truth: list[list[bool]] = []
    stage: list[int] = []
    for example, reading in zip(examples, readings, strict=True):
        tokens = reading.tokens
        if example.kind == "sentence":
            hands.append(example.hand)
            words.append(tokens.words)
            places.append(places_of(1)[0])
            truth.append([id in example.ids for id in IDS])
            stage.append(_stage(str(example.raw.get("stage", "none"))))
        elif example.source == "base" and example.id in units:
            spans = units[example.id]
            for (first, end), place in zip(tokens.sentences, places_of(len(tokens.sentences)), strict=True):
                ids, letter = _overlapping(spans, reading.span(first, end))
                hands.append(example.hand)
                words.append(tokens.words[first:end])
                places.append(place)
                truth.append([id in ids for id in IDS])
                stage.append(_stage(_LETTERS[letter]))
    return Labelled(np.array(hands), words, np.array(places), np.array(truth), np.array(stage))


def train(data: Labelled, without: str | None = None) -> SentenceModel:
    """The model for all hands, or for all but one."""
    rows = np.flatnonzero(data.hands != without) if without else np.arange(len(data.hands))
    found = [set(grams(data.words[row])) for row in rows]
    seen = Counter(gram for one in found for gram in one)
    vocabulary = {gram: place for place, gram in enumerate(sorted(gram for gram, count in seen.items() if count >= LEAST))}
    rarity = np.array([log((1 + len(rows)) / (1 + seen[gram])) + 1 for gram in vocabulary])
    matrix = _matrix(found, vocabulary, rarity, data.places[rows])
    weights = np.zeros((len(vocabulary) + PLACES, len(OUTPUTS)))
    bias = np.full(len(OUTPUTS), -1.0)
    for column in range(len(IDS)):
        truth = data.truth[rows, column]
        if truth.sum() >= 5:
            fitted = LinearSVC(C=HOLD, class_weight={False: 1.0, True: WEIGHT}, random_state=0).fit(matrix, truth)
            weights[:, column], bias[column] = fitted.coef_[0], fitted.intercept_[0]
    fitted = LinearSVC(C=HOLD_STAGE, random_state=0).fit(matrix, data.stage[rows])
    weights[:, len(IDS) + fitted.classes_] = fitted.coef_.T
    bias[len(IDS) + fitted.classes_] = fitted.intercept_
    scaled = (weights[:-PLACES] * rarity[:, None]).astype(np.float32)
    return SentenceModel(vocabulary, scaled, (rarity**2).astype(np.float32), weights[-PLACES:].astype(np.float32), bias.astype(np.float32))


def _matrix(found: Sequence[set[str]], vocabulary: dict[str, int], rarity: NDArray[np.float64], places: NDArray[np.float32]) -> csr_matrix:
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for one, place in zip(found, places, strict=True):
        known = sorted(vocabulary[gram] for gram in one if gram in vocabulary)
        norm = float(np.sqrt((rarity[known] ** 2).sum())) or 1.0
        values += [float(value) / norm for value in rarity[known]]
        columns += known
        values += [float(value) for value in place]
        columns += [len(vocabulary) + offset for offset in range(PLACES)]
        ends.append(len(values))
    return csr_matrix((values, columns, ends), shape=(len(found), len(vocabulary) + PLACES))


Span = tuple[int, int, frozenset[str], str]


def _units() -> dict[str, list[Span]]:
    """answer id -> (start, end, ids, stage letter) of every unit; the offsets stand in the file."""
    out: dict[str, list[Span]] = {}
    for path in sorted((HOME / "train").glob("*-units.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            evidence = raw["evidence"]
            out[raw["id"]] = [
                (start, end, frozenset(evidence.get(str(number), ())), letter)
                for number, ((start, end), letter) in enumerate(zip(raw["spans"], raw["stages"], strict=True))
            ]
    return out


def _overlapping(spans: Sequence[Span], place: tuple[int, int]) -> tuple[frozenset[str], str]:
    """The ids of every unit that shares a good part with this place, and the stage of the one that shares most."""
    ids: frozenset[str] = frozenset()
    most, letter = 0, "N"
    for start, end, shown, stage in spans:
        shared = min(end, place[1]) - max(start, place[0])
        if shared * 2 >= min(end - start, place[1] - place[0]) and shared > 0:
            ids |= shown
        if shared > most:
            most, letter = shared, stage
    return ids, letter


def _stage(name: str) -> int:
    return list(STAGES).index(name) if name in STAGES else len(STAGES)
