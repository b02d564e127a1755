"""The clause reader's walk through one sentence."""

from __future__ import annotations

from bot.core.text.clause_bits import Clause, ClauseBits
from bot.core.text.clause_sight import (
    A_BE,
    A_DO,
    A_GET,
    A_HAVE,
    A_NEG,
    A_TO,
    AUXILIARY,
    agent,
    forgone,
    has_complement,
    kind_before,
    opens,
    tense,
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
from bot.core.text.tokens import NONE, Tokens

VERBAL = frozenset({VERB, *AUXILIARY})  # without one of these no word of a sentence says that somebody does something
_DETERMINERS, _RELATIVES = frozenset({DET, NUMBER}), frozenset({WHO, THAT})
_AGENTS = frozenset({SUBJECT, WHO})
_LEADS = frozenset({SUBJECT, WHO, THAT})  # kinds that a verb of theirs follows
_STARTS = _LEADS | {CONJ, NUMBER}
_BARE_AUXILIARIES = frozenset({BE, HAVE, DO})
_BEFORE_IS = frozenset({SUBJECT, THAT, WHO, SUB, ADV})  # after any other kind "'s" is a possessive
_NOUN_LEADS = frozenset({SUB, PREP, DET})
_OURS = frozenset({"the", "our", "my", "whole"})


class Walk:
    """The reader's memory while it walks one sentence."""

    __slots__ = (
        "after_verb", "aux", "aux_at", "clauses", "end", "first", "forgone", "fresh", "in_pp", "inside", "main", "nobodys", "np", "np_at",
        "np_object", "number", "pp_noun", "r", "since", "start", "subject", "tokens", "x",
    )  # fmt: skip

    def __init__(self, bits: ClauseBits, tokens: Tokens, number: int, first: int, end: int) -> None:
        self.r, self.tokens, self.number, self.first, self.end = bits, tokens, number, first, end
        self.clauses: list[Clause] = []
        self.subject = 0
        self.fresh = False  # the subject has not been used by a verb yet
        self.start = first  # where the next clause begins
        self.np = 0  # a noun phrase that may turn out to be a subject
        self.np_at = first
        self.np_object = False  # it followed a verb: more likely an object
        self.in_pp = self.pp_noun = False
        self.aux = 0
        self.aux_at = -1
        self.since = first  # first token after the last boundary
        self.after_verb = False
        self.main = 0  # the subject to come back to after a clause inside the sentence ("I wrote to the vendor who runs it, attached ...")
        self.inside = False
        self.x = 0  # verb classes of non-finite verbs waiting for a clause
        self.forgone = 0  # the same of those that say what was not done
        self.nobodys = False  # the subject follows one that is nobody or nothing ("there was nobody I had to wait for")

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
            return [Clause(self.number, first, end, -1, 0, self.x, self.forgone)]
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

    def _come_back(self) -> None:
        if not self.fresh:
            self.inside = False
            if self.main:
                self.subject = self.main

    def _link(self, at: int, kind: int) -> None:
        """A word that stands for somebody or joins parts of the sentence."""
        if kind == SUBJECT:
            bits = self.tokens.bits[at]
            for bit, subject in self.r.subjects:
                if bits & bit:
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
            r = self.r
            human = self.np & (r.by_they | r.by_boss | r.by_we)
            self.subject, self.fresh, self.start = human or (r.by_they if kind == WHO else r.by_thing), True, at
            self.np, self.np_object, self.in_pp, self.after_verb, self.since = 0, False, False, False, at + 1
            self.nobodys = self._of_nobody(at)
            self.inside = True
        elif kind == OBJECT:
            self.np = 0

    def _of_nobody(self, at: int) -> bool:
        """Whether what stands right before is nobody or nothing, and no new part of the sentence begins here."""
        return bool(self.clauses) and self.tokens.gaps[at] == NONE and bool(self.tokens.bits[at - 1] & self.r.nobody)

    def _noun(self, at: int) -> None:
        if self.in_pp:
            self.pp_noun = True
            return
        if not self.np:
            self._start_np(at)
        r, bits = self.r, self.tokens.bits[at]
        if bits & r.people:
            if bits & r.boss:
                self.np = r.by_boss
            elif bits & r.team:
                before = self.tokens.words[at - 1] if at > self.first else "the"
                self.np = r.by_we if before in _OURS else r.by_they
            else:
                self.np = r.by_they

    def _start_np(self, at: int) -> None:
        self.np, self.np_at, self.np_object, self.in_pp = self.r.by_thing, at, self.after_verb, False

    def _take_np(self) -> None:
        """The noun phrase is the subject."""
        self.subject, self.fresh, self.start = self.np, True, self.np_at

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

    def _reporting(self) -> bool:
        return not self.clauses or bool(self._verb_bits() & self.r.reported)

    def _verb_bits(self) -> int:
        last = self.clauses[-1]
        return self.tokens.infos[last.verb].verb if last.verb >= 0 else 0

    def _settle(self, at: int) -> None:
        """Auxiliaries that no verb followed: "was clear", "had nine days", "did the same" are clauses of their own."""
        aux = self.aux
        if aux == A_NEG:
            return
        if not aux & A_TO or aux & (A_BE | A_HAVE | A_DO):
            if aux & A_BE:
                self._emit(self.aux_at, self.r.copula | self._tense(0), 0)
            elif aux & (A_HAVE | A_DO | A_GET):
                self._emit(self.aux_at, self.r.has | self._tense(0), 0)
        self.aux = 0

    def _tense(self, forms: int) -> int:
        return tense(self.r, self.aux, forms, self.tokens.words[self.aux_at])

    def _emit(self, verb: int, bits: int, verb_bits: int) -> None:
        clauses = self.clauses
        subject = self.subject or self.r.by_none
        start = self.start if self.fresh else self.since if clauses and self.since > clauses[-1].verb else verb
        if clauses:
            if start <= clauses[-1].first:
                start = verb
            clauses[-1].end = start
        if not self.inside and subject != self.r.by_none:
            self.main = subject
        if self.nobodys and self.fresh:
            bits |= self.r.denied
        clauses.append(Clause(self.number, start, self.end, verb, bits | subject | verb_bits, self.x, self.forgone))
        self.x = self.forgone = self.np = self.aux = 0
        self.fresh = self.in_pp = self.nobodys = False
        self.after_verb = True

    def _hang(self, verb_bits: int, at: int) -> None:
        """A verb without tense hangs on the clause before it, and is its own deed where that verb only starts, chooses or manages it."""
        if forgone(self.r, self.tokens, self.first, at):
            if self.clauses and self.since <= self.clauses[-1].verb:
                self.clauses[-1].forgone |= verb_bits
            else:
                self.forgone |= verb_bits
            return
        if not self.clauses:
            self.x |= verb_bits
            return
        last = self.clauses[-1]
        if self.since > last.verb and not self.after_verb:
            if self.tokens.infos[at].forms & BASE:
                last.x |= verb_bits
            else:
                self.x |= verb_bits
        elif self._verb_bits() & self.r.control and self.tokens.kinds.find(OBJECT, last.verb + 1, at) < 0:
            last.bits |= verb_bits
        else:
            last.x |= verb_bits

    def _verb(self, at: int) -> None:
        info = self.tokens.infos[at]
        forms, verb_bits = info.forms, info.verb
        aux, r = self.aux, self.r
        if aux & A_TO:
            if aux & A_HAVE and forms & BASE:
                self._emit(at, r.had_to | r.past, verb_bits)
            else:
                self._hang(verb_bits, at)
            self.aux = 0
        elif forms & ING and not forms & (PAST | PP | BASE):
            if aux & A_BE:
                self._emit(at, r.progressive | self._tense(0), verb_bits)
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
        r = self.r
        before = kind_before(self.tokens, self.first, at)
        if forms & PAST:
            if self._finite_past(at, forms, verb_bits, before):
                denied = r.denied if self.aux & A_NEG else 0
                self._emit(at, r.past | denied, verb_bits)
                return
            if not forms & BASE:
                return
        if forms & BASE:
            if self._finite_base(at, before):
                self._emit(at, r.present, verb_bits)
                return
            if before == OBJECT or (before == CONJ and self.clauses and self.clauses[-1].x):
                self._hang(verb_bits, at)
                return
        elif forms & S:
            led = before in _LEADS
            if led or (self.np and not self.np_object and not self.in_pp and opens(self.tokens, at, self.end)):
                if not led:
                    self._take_np()
                self._emit(at, r.present, verb_bits)
                return
        self._noun(at)

    def _passive(self, at: int, verb_bits: int) -> None:
        r = self.r
        if self.np or (self.subject != r.by_i and self.subject != r.by_we):
            self.subject = agent(r, self.tokens, at, self.end) or r.by_none
        self._emit(at, r.passive | self._tense(0), verb_bits)

    def _finite_past(self, at: int, forms: int, verb_bits: int, before: int) -> bool:
        if self.np:
            if before == PREP or (self.np_object and forms & PP and not self._reporting()):
                return False
            self._take_np()
            if self.np == self.r.by_thing and verb_bits & self.r.human:
                self.subject = self.r.by_they  # an unknown word that decides, tells or asks is somebody
            return True
        if self.fresh:
            return True
        if before in _NOUN_LEADS:
            return False
        if not self.subject:
            self.subject = self.r.by_i | self.r.elided
            self.start, self.fresh = at, True
            return True
        return before in _STARTS or not forms & PP

    def _finite_base(self, at: int, before: int) -> bool:
        if self.fresh and before in _AGENTS:
            return True
        if before == CONJ and self.clauses and self.clauses[-1].bits & self.r.present and not self.clauses[-1].x:
            return has_complement(self.tokens, at, self.end)
        if at == self.first and not self.subject and opens(self.tokens, at, self.end):
            self.subject = self.r.by_i | self.r.elided
            return True
        return False
