"""The clause reader's walk through one sentence."""

from __future__ import annotations

from bot.core.text.clause_bits import Clause
from bot.core.text.clause_memory import Memory
from bot.core.text.clause_sight import (
    A_BE,
    A_DO,
    A_GET,
    A_HAVE,
    A_NEG,
    A_TO,
    AUXILIARY,
    agent,
    has_complement,
    kind_before,
    opens,
)  # fmt: skip
from bot.core.text.inflect import BASE, ING, PAST, PP, S
from bot.core.text.lexicon import (
    ADV,
    BE,
    CONJ,
    DET,
    DO,
    FILLER,
    HAVE,
    NEG,
    NUMBER,
    OBJECT,
    OTHER,
    PREP,
    SUB,
    SUBJECT,
    THAT,
    TO,
    VERB,
    WHO,
)  # fmt: skip
from bot.core.text.tokens import NONE

VERBAL = frozenset({VERB, *AUXILIARY})  # without one of these no word of a sentence says that somebody does something
_DETERMINERS, _RELATIVES = frozenset({DET, NUMBER}), frozenset({WHO, THAT})
_AGENTS = frozenset({SUBJECT, WHO})
_LEADS = frozenset({SUBJECT, WHO, THAT})  # kinds that a verb of theirs follows
_STARTS = _LEADS | {CONJ, NUMBER}
_BARE_AUXILIARIES = frozenset({BE, HAVE, DO})
_BEFORE_IS = frozenset({SUBJECT, THAT, WHO, SUB, ADV})  # after any other kind "'s" is a possessive
_NOUN_LEADS = frozenset({SUB, PREP, DET})
_OURS = frozenset({"the", "our", "my", "whole"})


class Walk(Memory):
    """What each kind of word changes in the reader's memory."""

    __slots__ = ()

    def read(self) -> list[Clause]:
        """The clauses of the sentence, at least one."""
        first, end = self.first, self.end
        kinds, gaps = self.tokens.kinds[first:end], self.tokens.gaps[first:end]
        gaps[0] = NONE  # what stands before the sentence is no boundary in it
        for at, (kind, gap) in enumerate(zip(kinds, gaps, strict=True), first):
            if gap != NONE:
                self._part(at)
                if self.np_object:
                    self.np = 0
            if kind == OTHER:  # the kinds in the order of how many words they have
                if self.aux:
                    self._settle(at)
                if self.in_pp:
                    self.pp_noun = True
                else:
                    self._noun(at)
            elif kind == VERB:
                self._verb(at)
            elif kind == ADV:
                pass
            elif kind in AUXILIARY:
                self._auxiliary(at, kind)
            elif kind == NEG:
                self.aux |= A_NEG
            else:
                if self.aux:
                    self._settle(at)
                if kind == PREP:
                    self.in_pp, self.pp_noun = True, False
                elif kind in _DETERMINERS:
                    if self.pp_noun or not self.in_pp:
                        self._start_np(at)
                elif kind == FILLER:
                    self._noun(at)
                else:
                    self._link(at, kind)
        self._settle(end)
        if not self.clauses:
            return [Clause(self.number, first, end, -1, 0, self.hanging, self.forgone)]
        self.clauses[0].first = first
        return self.clauses

    def _part(self, at: int) -> None:
        """A comma or more: a new part of the sentence begins."""
        if self.aux:
            self._settle(at)
        self.in_pp = self.pp_noun = self.after_verb = False
        self.since = at
        if self.inside:
            self._come_back()

    def _link(self, at: int, kind: int) -> None:
        """A word that stands for somebody or joins parts of the sentence."""
        if kind == SUBJECT:
            bits = self.tokens.bits[at]
            for mask, subject in self.bit.subjects:
                if bits & mask:
                    self.subject = subject
                    break
            self.fresh, self.np, self.start, self.in_pp, self.np_object = True, 0, at, False, False
            self.nobodys = self._of_nobody(at)
            if not self.inside:
                self.main = self.subject
        elif kind == CONJ:
            self._part(at)
            self.since = at + 1
            if self.clauses and self.np_object:
                self.np = 0
        elif kind == SUB:
            self.in_pp = self.pp_noun = self.np_object = self.after_verb = False
            self.np, self.since = 0, at + 1
            self.inside = bool(self.clauses)
        elif kind in _RELATIVES:
            bit = self.bit
            human = self.np & (bit.by_they | bit.by_boss | bit.by_we)
            self.subject, self.fresh, self.start = human or (bit.by_they if kind == WHO else bit.by_thing), True, at
            self.np, self.np_object, self.in_pp, self.after_verb, self.since = 0, False, False, False, at + 1
            self.nobodys = self._of_nobody(at)
            self.inside = True
        elif kind == OBJECT:
            self.np = 0

    def _noun(self, at: int) -> None:
        if self.in_pp:
            self.pp_noun = True
            return
        if not self.np:
            self._start_np(at)
        bit, bits = self.bit, self.tokens.bits[at]
        if bits & bit.people:
            if bits & bit.boss:
                self.np = bit.by_boss
            elif bits & bit.team:
                before = self.tokens.words[at - 1] if at > self.first else "the"
                self.np = bit.by_we if before in _OURS else bit.by_they
            else:
                self.np = bit.by_they

    def _auxiliary(self, at: int, kind: int) -> None:
        if kind == BE and self.tokens.words[at] == "'s":
            before = self.tokens.kinds[at - 1] if at > self.first else OTHER
            if before not in _BEFORE_IS:
                return
        if kind == TO:
            if not self.aux & ~A_NEG:
                self.aux_at = at
            self.aux |= A_TO
            return
        if self.aux & A_TO:
            if kind in _BARE_AUXILIARIES:
                return  # "to be told": the participle hangs on "to"
            self.aux = 0
        if self.np and not (self.np_object and self.after_verb and not self._reporting()):
            self._take_np()
        self.np = 0
        self.in_pp = False
        if not self.aux & ~A_NEG:
            self.aux_at = at
        self.aux |= AUXILIARY[kind]

    def _verb(self, at: int) -> None:
        info = self.tokens.infos[at]
        forms, verb_bits = info.forms, info.verb
        aux, bit = self.aux, self.bit
        if aux & A_TO:
            if aux & A_HAVE and forms & BASE:
                self._emit(at, bit.had_to | bit.past, verb_bits)
            else:
                self._hang(verb_bits, at)
            self.aux = 0
        elif forms & ING and not forms & (PAST | PP | BASE):
            if aux & A_BE:
                self._emit(at, bit.progressive | self._tense(0), verb_bits)
            else:
                if aux:
                    self._settle(at)
                self._hang(verb_bits, at)
        elif aux & ~A_NEG:
            if aux & (A_BE | A_GET) and forms & PP and not aux & A_DO:
                self._passive(at, verb_bits)
            elif forms & (BASE | PP):
                self._emit(at, self._tense(forms), verb_bits)
            else:
                self._settle(at)
                self._noun(at)
        else:
            self._bare_verb(at, forms, verb_bits)

    def _bare_verb(self, at: int, forms: int, verb_bits: int) -> None:
        """A verb without auxiliaries: finite, or hanging on another, or a noun."""
        bit = self.bit
        before = kind_before(self.tokens, self.first, at)
        if forms & PAST:
            if self._finite_past(at, forms, verb_bits, before):
                denied = bit.denied if self.aux & A_NEG else 0
                self._emit(at, bit.past | denied, verb_bits)
                return
            if not forms & BASE:
                return
        if forms & BASE:
            if self._finite_base(at, before):
                self._emit(at, bit.present, verb_bits)
                return
            if before == OBJECT or (before == CONJ and self.clauses and self.clauses[-1].hanging):
                self._hang(verb_bits, at)
                return
        elif forms & S:
            led = before in _LEADS
            if led or (self.np and not self.np_object and not self.in_pp and opens(self.tokens, at, self.end)):
                if not led:
                    self._take_np()
                self._emit(at, bit.present, verb_bits)
                return
        self._noun(at)

    def _passive(self, at: int, verb_bits: int) -> None:
        bit = self.bit
        if self.np or (self.subject != bit.by_i and self.subject != bit.by_we):
            self.subject = agent(bit, self.tokens, at, self.end) or bit.by_none
        self._emit(at, bit.passive | self._tense(0), verb_bits)

    def _finite_past(self, at: int, forms: int, verb_bits: int, before: int) -> bool:
        if self.np:
            if before == PREP or (self.np_object and forms & PP and not self._reporting()):
                return False
            self._take_np()
            if self.np == self.bit.by_thing and verb_bits & self.bit.human:
                self.subject = self.bit.by_they  # an unknown word that decides, tells or asks is somebody
            return True
        if self.fresh:
            return True
        if before in _NOUN_LEADS:
            return False
        if not self.subject:
            self.subject = self.bit.by_i | self.bit.elided
            self.start, self.fresh = at, True
            return True
        return before in _STARTS or not forms & PP

    def _finite_base(self, at: int, before: int) -> bool:
        if self.fresh and before in _AGENTS:
            return True
        if before == CONJ and self.clauses and self.clauses[-1].bits & self.bit.present and not self.clauses[-1].hanging:
            return has_complement(self.tokens, at, self.end)
        if at == self.first and not self.subject and opens(self.tokens, at, self.end):
            self.subject = self.bit.by_i | self.bit.elided
            return True
        return False
