"""The trained layer: what a reading looks like as numbers, and the small linear model that votes on each id together with the rules.

A trait is a named count: a class in a clause ("c:wait"), who does it ("by_i&build"), a class in a sentence by stage ("in_result:q.pair")
or by place ("late:lesson"). Beside them stands what the sentence model (bot/core/grams.py) makes of each sentence.
benchmarks/train_judge.py fits the weights on the training corpus; docs/judging.md compares the layers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.grams import Floats, SentenceModel
from bot.core.judgement import Asked
from bot.core.leaning import Leaner, ReplyIds
from bot.core.lexicon import Bits
from bot.core.reading import Reading
from bot.core.tokens import Tokens
from bot.core.told import Anchors, told

_MOST = 3  # a count beyond this adds nothing: length is no merit
_BLOCK = 256  # sentences
_VALUES = np.sqrt(np.arange(_MOST + 1))
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


@dataclass(frozen=True, slots=True)
class Seen:
    """The traits of one reading, as columns of `TraitReader.names`: one entry each time one occurs, and the sentence it occurs in."""

    columns: NDArray[np.intp]
    sentences: NDArray[np.intp]

    def values(self, width: int) -> NDArray[np.float64]:
        """By column, the root of the count (at most of three)."""
        return _VALUES[np.minimum(np.bincount(self.columns, minlength=width), _MOST)]


class TraitReader:
    """Counts traits. Built once a rubric. `wanted` are the traits that a model uses, its rows in order (None: all, for training)."""

    def __init__(self, bits: Bits, verb_classes: int, stages: Sequence[str], wanted: Sequence[str] | None = None) -> None:
        after = subject_mask(bits, verb_classes)
        everything = (1 << len(bits.all)) - 1
        self.early, self.late = bits["early"], bits["late"]
        # A group is a prefix with the classes that count under it: masks[group]. A trait's place is its group's and its bit's together.
        prefixes = ["c:", "s:", *(name + ":" for name in _PLACES)]
        self.clause, self.sentence, self.at_early, self.at_mid, self.at_late = range(len(prefixes))
        self.subjects = {bits[name]: len(prefixes) + place for place, name in enumerate(SUBJECTS)}
        prefixes += [name + "&" for name in SUBJECTS]
        self.stages = {bits[stage]: len(prefixes) + place for place, stage in enumerate(stages)}
        prefixes += [stage + ":" for stage in stages]
        self.subject_mask, self.stage_mask = sum(self.subjects), sum(self.stages)
        self.octets = (len(bits.all) + 7) // 8
        subjects = frozenset(self.subjects.values())
        column_of = {name: column for column, name in enumerate(wanted or ())}
        columns: list[int] = []
        self.masks: list[int] = []
        for group, prefix in enumerate(prefixes):
            allowed = after if group in subjects else everything
            mask = 0
            for name, bit in bits.all.items():
                column = column_of.setdefault(prefix + name, len(column_of)) if wanted is None else column_of.get(prefix + name, -1)
                columns.append(column)
                mask |= bit if column >= 0 and bit & allowed else 0
            columns += [-1] * (8 * self.octets - len(bits.all))
            self.masks.append(mask)
        self.names = tuple(column_of)
        self.columns = np.array(columns, np.intp)

    def read(self, reading: Reading) -> dict[str, float]:
        """Every trait that occurs, with the root of its count (at most of three)."""
        values = self.seen(reading).values(len(self.names))
        return {self.names[column]: float(values[column]) for column in np.flatnonzero(values).tolist()}

    def seen(self, reading: Reading) -> Seen:
        """The traits of the reading. Linear in its clauses."""
        parts = self._parts(reading)
        packed = b"".join([bits.to_bytes(self.octets, "little") for _, _, bits in parts])
        flags = np.unpackbits(np.frombuffer(packed, np.uint8), bitorder="little").reshape(len(parts), 8 * self.octets)
        part, bit = np.nonzero(flags)
        groups = np.array([group for _, group, _ in parts], np.intp)
        sentences = np.array([sentence for sentence, _, _ in parts], np.intp)
        return Seen(self.columns[groups[part] * (8 * self.octets) + bit], sentences[part])

    def _parts(self, reading: Reading) -> list[tuple[int, int, int]]:
        """(sentence, group, traits): every clause alone and with who acts in it, then every sentence alone, by place and by stage."""
        masks, subjects, stages = self.masks, self.subjects, self.stages
        out: list[tuple[int, int, int]] = []
        for clause in reading.clauses:
            bits, sentence = clause.bits, clause.sentence
            out.append((sentence, self.clause, bits & masks[self.clause]))
            acting = bits & self.subject_mask
            while acting:
                low = acting & -acting
                acting ^= low
                out.append((sentence, subjects[low], bits & masks[subjects[low]]))
        for sentence, bits in enumerate(reading.sentence_bits):
            place = self.at_early if bits & self.early else self.at_late if bits & self.late else self.at_mid
            out.append((sentence, self.sentence, bits & masks[self.sentence]))
            out.append((sentence, place, bits & masks[place]))
            staged = bits & self.stage_mask
            while staged:
                low = staged & -staged
                staged ^= low
                out.append((sentence, stages[low], bits & masks[stages[low]]))
        return out


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
    """The whole trained layer. `names` are the rows of `traits` (trait x id); `others` is id x id, what the rule odds of each id (rows)
    add to each (columns): the weights of `ids` the other way round, for speed."""

    ids: Mapping[str, IdModel]
    names: tuple[str, ...]
    traits: NDArray[np.float64]
    others: NDArray[np.float64]
    sentences: Sentences | None

    def votes(self, weights: NDArray[np.float64], seen: Seen, squeezed: Sequence[float]) -> dict[str, float]:
        """What the traits and the ids' rule odds (squeezed, in the order of `ids`) add to each id's log-odds. `weights` are those of the
        seen traits' columns (`weights_of`)."""
        total = np.array(squeezed) @ self.others + seen.values(len(weights)) @ weights
        return dict(zip(self.ids, total.tolist(), strict=True))

    def weights_of(self, names: tuple[str, ...]) -> NDArray[np.float64]:
        """The trait weights with these rows, nought for what the model does not know."""
        if names == self.names:
            return self.traits
        row_of = {name: row for row, name in enumerate(self.names)}
        out = np.zeros((len(names), len(self.ids)))
        for place, name in enumerate(names):
            if name in row_of:
                out[place] = self.traits[row_of[name]]
        return out

    def loudest(self, weights: NDArray[np.float64], seen: Seen, sentences: int) -> dict[str, int]:
        """By id, the sentence whose traits speak most for it; the first of equals."""
        totals = np.zeros((sentences, len(self.ids)))
        keys = np.sort(seen.sentences * len(weights) + seen.columns)
        once = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
        told, columns = np.divmod(once, len(weights))
        starts = np.flatnonzero(np.diff(told, prepend=-1))
        for low in range(0, len(starts), _BLOCK):  # in blocks, so that ten thousand sentences need no more memory than a few hundred
            block = starts[low : low + _BLOCK]
            end = starts[low + _BLOCK] if low + _BLOCK < len(starts) else len(once)
            totals[told[block]] = np.add.reduceat(weights[columns[block[0] : end]], block - block[0], axis=0)
        return dict(zip(self.ids, totals.argmax(axis=0).tolist(), strict=True))


def build_model(ids: Mapping[str, IdModel], sentences: Sentences | None) -> Model:
    rows: dict[str, int] = {}
    for model in ids.values():
        for name in model.traits:
            rows.setdefault(name, len(rows))
    traits, others = np.zeros((len(rows), len(ids))), np.zeros((len(ids), len(ids)))
    column_of = {id: column for column, id in enumerate(ids)}
    for column, model in enumerate(ids.values()):
        traits[[rows[name] for name in model.traits], column] = list(model.traits.values())
        others[[column_of[other] for other in model.others], column] = list(model.others.values())
    return Model(ids, tuple(rows), traits, others, sentences)
