"""What a reading looks like as numbers: its traits.

A trait is a named count: a class in a clause ("c:wait"), who does it ("by_i&build"), a class in a sentence by stage ("in_result:q.pair")
or by place ("late:lesson"). The trained layer (bot/core/trained.py) weighs them, of the whole answer and sentence by sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.lexicon import Bits
from bot.core.reading import Reading

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

    def once(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """(sentences, columns) of every trait once a sentence, in order."""
        width = int(self.columns.max(initial=0)) + 1
        keys = np.sort(self.sentences * width + self.columns)
        sentences, columns = np.divmod(keys[np.flatnonzero(np.diff(keys, prepend=-1))], width)
        return sentences, columns


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
