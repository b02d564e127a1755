"""What a reading looks like, sentence by sentence: its traits.

A trait is a class in a group: in a clause ("c:wait"), by who acts in that clause ("by_i&build"), in a sentence ("s:lesson") or by its
stage ("in_result:q.pair"). It counts once a sentence. The sentence model (grams.py) weighs them. Whether a sentence stands early
or late is a class like others; none is counted by it, since a lesson told first is a lesson, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.text.lexicon import Bits
from bot.core.text.reading import Reading

_AFTER_SUBJECT = (
    "past", "present", "supposed", "denied", "passive", "boss", "served", "person", "act", "deed", "copula", "has", "team", "bad", "good",
    "guard", "evidence", "place_team", "money", "time_unit", "measure", "perfect", "progressive", "in_reflection",
)  # fmt: skip
SUBJECTS = ("by_i", "by_we", "by_they", "by_boss", "by_thing", "by_you", "by_everyone", "by_nobody", "by_none")
_UNDONE = ("denied", "supposed")
ROLES = (*SUBJECTS, *_UNDONE)  # what a clause's classes are counted together with
_CLAUSE, _SENTENCE = range(2)

Groups = tuple[int, ...]
_CLAUSE_ALONE: Groups = (_CLAUSE,)
Seen = tuple[tuple[Groups, int], ...]
"""The traits of one sentence: groups, and the classes that are there in each of them."""


def subject_mask(bits: Bits, verb_classes: int) -> int:
    """The classes that are counted together with who does it: every verb class, and what else tells the role of a clause."""
    mask = (1 << verb_classes) - 1
    for name in _AFTER_SUBJECT:
        mask |= bits[name]
    return mask


class TraitReader:
    """Finds traits. Built once a rubric."""

    def __init__(self, bits: Bits, verb_classes: int, stages: Sequence[str]) -> None:
        prefixes = ["c:", "s:"]
        self.roles: dict[int, Groups] = {bits[name]: (len(prefixes) + place,) for place, name in enumerate(ROLES)}
        self.denied = self.roles[bits["denied"]]
        prefixes += [name + "&" for name in ROLES]
        self.stages = {bits[stage]: len(prefixes) + place for place, stage in enumerate(stages)}
        prefixes += [stage + ":" for stage in stages]
        self.role_mask = sum(self.roles)
        self.framing = sum(self.stages)
        self.framed: dict[int, tuple[Groups, Groups]] = {}
        self.prefixes = tuple(prefixes)
        self.bits, self.after = bits, subject_mask(bits, verb_classes)

    def places(self) -> dict[str, tuple[int, int]]:
        """Each trait's name, with its group and its class's bit. Made when it is asked for: only who reads or fits a model does."""
        with_role = {group for (group,) in self.roles.values()}
        return {
            prefix + name: (group, bit)
            for group, prefix in enumerate(self.prefixes)
            for name, bit in self.bits.all.items()
            if group not in with_role or bit & self.after
        }

    def seen(self, reading: Reading) -> list[Seen]:
        """The traits of each sentence. Linear in the clauses. Nearly all that is in a sentence's clauses is in the sentence too, so the
        groups that share classes come together: a class is then looked up once for all of them."""
        roles, role_mask, clauses = self.roles, self.role_mask, reading.clauses
        out: list[Seen] = []
        alike: dict[Seen, Seen] = {}  # ten thousand sentences that read alike share one
        at = 0
        for number, bits in enumerate(reading.sentence_bits):
            inside = 0
            by: dict[Groups, int] = {}
            while at < len(clauses) and clauses[at].sentence == number:
                acting, forgone = clauses[at].bits, clauses[at].forgone
                at += 1
                inside |= acting
                in_roles = acting & role_mask
                while in_roles:
                    low = in_roles & -in_roles
                    in_roles ^= low
                    group = roles[low]
                    by[group] = by.get(group, 0) | acting
                if forgone:
                    by[self.denied] = by.get(self.denied, 0) | forgone
            in_both, in_sentence = self.framed.get(bits & self.framing) or self._frame(bits & self.framing)
            both = bits & inside
            found = ((in_both, both), (in_sentence, bits ^ both), (_CLAUSE_ALONE, inside ^ both), *by.items())
            out.append(alike.setdefault(found, found))
        return out

    def _frame(self, frame: int) -> tuple[Groups, Groups]:
        """The groups of a class that is in a sentence of these stages and in one of its clauses, and of one that is in the sentence alone.
        There are a few dozen frames."""
        alone = (_SENTENCE, *(group for bit, group in self.stages.items() if frame & bit))
        self.framed[frame] = (_CLAUSE, *alone), alone
        return self.framed[frame]
