"""The trained layer: what a reading looks like as numbers, and the small linear model that votes on each id together with the rules.

A trait is a named count: a class in a clause ("c:wait"), who does it ("by_i&build"), a class in a sentence by stage ("in_result:q.pair")
or by place ("late:lesson"). Beside them stands what the sentence model (bot/core/grams.py) makes of each sentence.
benchmarks/train_judge.py fits the weights on the training corpus; docs/judging.md compares the layers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from bot.core.grams import Floats, SentenceModel
from bot.core.judgement import Asked
from bot.core.leaning import Leaner, ReplyIds
from bot.core.lexicon import Bits
from bot.core.reading import Reading
from bot.core.tokens import Tokens
from bot.core.told import Anchors, told

_MOST = 3  # a count beyond this adds nothing: length is no merit
_VALUES = tuple(sqrt(count) for count in range(_MOST + 1))
_AFTER_SUBJECT = (
    "past", "present", "supposed", "denied", "passive", "boss", "served", "person", "act", "deed", "copula", "has", "team", "bad", "good",
    "guard", "evidence", "place_team", "money", "time_unit", "measure", "perfect", "progressive", "in_reflection",
)  # fmt: skip
SUBJECTS = ("by_i", "by_we", "by_they", "by_boss", "by_thing", "by_you", "by_everyone", "by_nobody", "by_none")
_PLACES = ("early", "mid", "late")


def subject_mask(bits: Bits, verb_classes: int) -> int:
    """The classes that are counted together with who does it: every verb class, and what else tells the role of a clause."""
    mask = (1 << verb_classes) - 1
    for name in _AFTER_SUBJECT:
        mask |= bits[name]
    return mask


class TraitReader:
    """Counts traits. Built once a rubric. `wanted` limits the traits to those that a model uses (None: all, for training)."""

    def __init__(self, bits: Bits, verb_classes: int, stages: Sequence[str], wanted: frozenset[str] | None = None) -> None:
        names = list(bits.all)
        after = subject_mask(bits, verb_classes)
        self.name_of = {1 << place: name for place, name in enumerate(names)}
        self.early, self.late = bits["early"], bits["late"]
        self.subjects = [(bits[name], name + "&") for name in SUBJECTS]
        self.stages = [(bits[stage], stage + ":") for stage in stages]
        everything = (1 << len(names)) - 1
        self.masks: dict[str, int] = {"c:": everything, "s:": everything}
        self.masks.update((prefix, after) for _, prefix in self.subjects)
        self.masks.update((prefix, everything) for _, prefix in self.stages)
        self.masks.update((place + ":", everything) for place in _PLACES)
        if wanted is not None:
            for prefix in self.masks:
                mask = 0
                for bit, name in self.name_of.items():
                    if prefix + name in wanted:
                        mask |= bit
                self.masks[prefix] &= mask

    def read(self, reading: Reading) -> dict[str, float]:
        """Every trait that occurs, with the root of its count (at most of three)."""
        return {name: _VALUES[min(count, _MOST)] for name, count in self._counts(reading, None).items()}

    def of_sentence(self, reading: Reading, number: int) -> dict[str, int]:
        """The traits that one sentence holds."""
        return self._counts(reading, number)

    def _counts(self, reading: Reading, only: int | None) -> dict[str, int]:
        out: dict[str, int] = {}
        masks, subjects = self.masks, self.subjects
        for clause in reading.clauses:
            if only is not None and clause.sentence != only:
                continue
            bits = clause.bits
            self._add(out, "c:", bits & masks["c:"])
            for bit, prefix in subjects:
                if bits & bit:
                    self._add(out, prefix, bits & masks[prefix])
        for number, bits in enumerate(reading.sentence_bits):
            if only is not None and number != only:
                continue
            place = "early:" if bits & self.early else "late:" if bits & self.late else "mid:"
            self._add(out, "s:", bits & masks["s:"])
            self._add(out, place, bits & masks[place])
            for bit, prefix in self.stages:
                if bits & bit:
                    self._add(out, prefix, bits & masks[prefix])
        return out

    def _add(self, out: dict[str, int], prefix: str, bits: int) -> None:
        name_of = self.name_of
        while bits:
            low = bits & -bits
            bits ^= low
            name = prefix + name_of[low]
            out[name] = out.get(name, 0) + 1


@dataclass(frozen=True, slots=True)
class IdModel:
    """One id's calibrated sum: `bias` (another one for replies), a weight a rule, for other ids' rule odds, and for traits."""

    bias: float
    reply_bias: float
    rules: tuple[float, ...]
    others: Mapping[str, float]
    traits: Mapping[str, float]
    told: tuple[float, ...]
    shift: float


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentence model, and what its features (bot/core/told.py) add to each id: `weights` is feature x id, in the order of `ids`."""

    model: SentenceModel
    mean: Floats
    spread: Floats
    clip: float
    ids: tuple[str, ...]
    weights: Floats
    anchors: Anchors
    leaner: Leaner | None
    reply_ids: ReplyIds | None

    def row(self, tokens: Tokens, asked: Asked) -> Floats:
        """What the sentences tell, as the features of bot/core/told.py."""
        return told(self.model.scores(tokens), tokens, asked, self.anchors)

    def votes(self, row: Floats) -> dict[str, float]:
        """What the sentences add to each id's log-odds."""
        values = np.clip((row - self.mean) / self.spread, -self.clip, self.clip)
        return dict(zip(self.ids, (values @ self.weights).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Model:
    """The whole trained layer. `by_trait` is the same weights the other way round, for speed."""

    ids: Mapping[str, IdModel]
    by_trait: Mapping[str, tuple[tuple[str, float], ...]]
    sentences: Sentences | None

    def votes(self, traits: Mapping[str, float]) -> dict[str, float]:
        """What the traits add to each id's log-odds."""
        out = dict.fromkeys(self.ids, 0.0)
        for name, value in traits.items():
            for id, weight in self.by_trait.get(name, ()):
                out[id] += weight * value
        return out


def build_model(ids: Mapping[str, IdModel], sentences: Sentences | None) -> Model:
    by_trait: dict[str, list[tuple[str, float]]] = {}
    for id, model in ids.items():
        for name, weight in model.traits.items():
            by_trait.setdefault(name, []).append((id, weight))
    return Model(ids, {name: tuple(votes) for name, votes in by_trait.items()}, sentences)
