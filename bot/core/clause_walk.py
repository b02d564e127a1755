"""The clause reader's walk through one sentence."""

from __future__ import annotations

from bot.core.clause_bits import Clause, ClauseBits
from bot.core.inflect import BASE, ING, PAST, PP, S
from bot.core.lexicon import (
    ADV,
    BE,
    CAN,
    CONJ,
    DET,
    DO,
    FILLER,
    GET,
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
    WILL,
    WOULD,
)  # fmt: skip
from bot.core.tokens import COMMA, NONE, Tokens

_AUX = {BE: 1, HAVE: 2, DO: 4, WOULD: 8, WILL: 16, CAN: 32, GET: 64, TO: 128}
_NEG = 256
_NOT_ADVERBS = frozenset({ADV, NEG, FILLER})


class Walk:
    """The reader's memory while it walks one sentence."""

    __slots__ = (
        "after_verb", "aux", "aux_at", "clauses", "end", "first", "fresh", "in_pp", "inside", "main", "np", "np_at", "np_object", "number",
        "pp_noun", "r", "since", "start", "subject", "tokens", "x",
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

    def read(self) -> list[Clause]:
        infos, gaps = self.tokens.infos, self.tokens.gaps
        b = self.r.b
        for at in range(self.first, self.end):
            info = infos[at]
            kind = info.kind
            if gaps[at] != NONE and at > self.first:
                self._settle(at)
                self.in_pp = self.pp_noun = False
                self.after_verb = False
                self.since = at
                if self.np_object:
                    self.np = 0
                self._come_back()
            if kind == VERB:
                self._verb(at, info.forms, info.verb, info.bits)
            elif kind in (OTHER, FILLER):
                if self.aux:
                    self._settle(at)
                self._noun(at, info.bits)
            elif kind == SUBJECT:
                self._settle(at)
                for bit, subject in self.r.subject_of.items():
                    if info.bits & bit:
                        self.subject = subject
                        break
                self.fresh, self.np, self.start, self.in_pp, self.np_object = True, 0, at, False, False
                if not self.inside:
                    self.main = self.subject
            elif kind == PREP:
                self._settle(at)
                self.in_pp, self.pp_noun = True, False
            elif kind in (DET, NUMBER):
                self._settle(at)
                if self.in_pp and self.pp_noun:
                    self.in_pp = False
                if not self.in_pp:
                    self._start_np(at)
            elif kind == CONJ:
                self._settle(at)
                self.in_pp = self.pp_noun = False
                self.after_verb = False
                self.since = at + 1
                if self.clauses and self.np_object:
                    self.np = 0
                self._come_back()
            elif kind == SUB:
                self._settle(at)
                self.in_pp = self.pp_noun = self.np_object = self.after_verb = False
                self.np, self.since = 0, at + 1
                self.inside = bool(self.clauses)
            elif kind in (WHO, THAT):
                self._settle(at)
                human = self.np & (b["by_they"] | b["by_boss"] | b["by_we"])
                self.subject, self.fresh, self.start = human or (b["by_they"] if kind == WHO else b["by_thing"]), True, at
                self.np, self.np_object, self.in_pp, self.after_verb, self.since = 0, False, False, False, at + 1
                self.inside = True
            elif kind == NEG:
                self.aux |= _NEG
            elif kind == OBJECT:
                self._settle(at)
                self.np = 0
            elif kind != ADV:
                self._auxiliary(at, kind)
        self._settle(self.end)
        if not self.clauses:
            self.clauses.append(Clause(self.number, self.first, self.end, -1, 0, self.x))
        self.clauses[0].first = self.first
        return self.clauses

    def _come_back(self) -> None:
        if self.inside and not self.fresh:
            self.inside = False
            if self.main:
                self.subject = self.main

    def _noun(self, at: int, bits: int) -> None:
        r = self.r
        if self.in_pp:
            self.pp_noun = True
            return
        if not self.np:
            self._start_np(at)
        if bits & r.noun_boss:
            self.np = r.b["by_boss"]
        elif bits & r.noun_team:
            before = self.tokens.words[at - 1] if at > self.first else "the"
            self.np = r.b["by_we"] if before in {"the", "our", "my", "whole"} else r.b["by_they"]
        elif bits & (r.noun_person | r.noun_served):
            self.np = r.b["by_they"]

    def _start_np(self, at: int) -> None:
        self.np, self.np_at, self.np_object = self.r.b["by_thing"], at, self.after_verb

    def _auxiliary(self, at: int, kind: int) -> None:
        if kind == BE and self.tokens.words[at] == "'s":
            before = self.tokens.infos[at - 1].kind if at > self.first else OTHER
            if before not in {SUBJECT, THAT, WHO, SUB, ADV}:
                return  # a possessive
        if kind == TO:
            if not self.aux & ~_NEG:
                self.aux_at = at
            self.aux |= _AUX[TO]
            return
        if self.aux & _AUX[TO]:
            if kind in (BE, HAVE, DO):
                return  # "to be told": the participle hangs on "to"
            self.aux = 0
        if self.np and not (self.np_object and self.after_verb and not self._reporting()):
            self.subject, self.fresh, self.start = self.np, True, self.np_at
        self.np = 0
        self.in_pp = False
        if not self.aux & ~_NEG:
            self.aux_at = at
        self.aux |= _AUX[kind]

    def _reporting(self) -> bool:
        return not self.clauses or bool(self._verb_bits() & self.r.reported)

    def _verb_bits(self) -> int:
        last = self.clauses[-1]
        return self.tokens.infos[last.verb].verb if last.verb >= 0 else 0

    def _settle(self, at: int) -> None:
        """Auxiliaries that no verb followed: "was clear", "had nine days", "did the same" are clauses of their own."""
        aux = self.aux
        if not aux:
            return
        if aux & _AUX[TO] and not aux & (_AUX[BE] | _AUX[HAVE] | _AUX[DO]):
            self.aux = aux & _NEG if aux == _NEG else 0
            return
        b = self.r.b
        if aux & _AUX[BE]:
            self._emit(self.aux_at, b["copula"] | self._tense(aux, 0, self.aux_at), 0)
        elif aux & (_AUX[HAVE] | _AUX[DO] | _AUX[GET]):
            self._emit(self.aux_at, b["has"] | self._tense(aux, 0, self.aux_at), 0)
        elif aux == _NEG:
            return
        self.aux = 0

    def _tense(self, aux: int, forms: int, at: int) -> int:
        b = self.r.b
        bits = b["denied"] if aux & _NEG else 0
        word = self.tokens.words[at]
        if aux & _AUX[WOULD]:
            if word == "'d" and forms & PP and not forms & BASE:
                return bits | b["perfect"] | b["past"]  # "I'd measured": had
            return bits | b["supposed"]
        if aux & _AUX[WILL]:
            return bits | b["future"]
        if aux & _AUX[HAVE] and forms & PP:
            return bits | b["perfect"] | (b["past"] if word in {"had", "'d"} else 0)
        if aux & (_AUX[BE] | _AUX[HAVE] | _AUX[DO] | _AUX[GET]):
            return bits | (b["past"] if word in {"was", "were", "had", "did", "got", "been"} else b["present"])
        if aux & _AUX[CAN]:
            return bits | b["present"]
        return bits | (b["past"] if forms & PAST else b["present"])

    def _emit(self, verb: int, bits: int, verb_bits: int) -> None:
        subject = self.subject
        b = self.r.b
        if not subject:
            subject = b["by_none"]
        start = self.start if self.fresh else self.since if self.clauses and self.since > self.clauses[-1].verb else verb
        if self.clauses and start <= self.clauses[-1].first:
            start = verb
        if not self.inside and subject != b["by_none"]:
            self.main = subject
        clause = Clause(self.number, start, self.end, verb, bits | subject | verb_bits, self.x)
        self.clauses.append(clause)
        self.x = 0
        self.fresh = False
        self.np = 0
        self.aux = 0
        self.in_pp = False
        self.after_verb = True

    def _hang(self, verb_bits: int, at: int) -> None:
        """A verb without tense hangs on the clause before it, and is its own deed where that verb only starts, chooses or manages it."""
        if not self.clauses or (self.since > self.clauses[-1].verb and self.after_verb is False):
            if self.clauses and self.tokens.infos[at].forms & BASE:
                self.clauses[-1].x |= verb_bits
            else:
                self.x |= verb_bits
            return
        last = self.clauses[-1]
        if self._verb_bits() & self.r.control and not self._object_between(last.verb, at):
            last.bits |= verb_bits
        else:
            last.x |= verb_bits

    def _object_between(self, verb: int, at: int) -> bool:
        infos = self.tokens.infos
        return any(infos[place].kind == OBJECT for place in range(verb + 1, at))

    def _verb(self, at: int, forms: int, verb_bits: int, noun_bits: int) -> None:
        aux = self.aux
        b = self.r.b
        if aux & _AUX[TO]:
            if aux & _AUX[HAVE] and forms & BASE:
                self._emit(at, b["had_to"] | b["past"], verb_bits)
            else:
                self._hang(verb_bits, at)
            self.aux = 0
            return
        if forms & ING and not forms & (PAST | PP | BASE):
            if aux & _AUX[BE]:
                self._emit(at, b["progressive"] | self._tense(aux, 0, self.aux_at), verb_bits)
            else:
                self._settle(at)
                self._hang(verb_bits, at)
            return
        if aux & ~_NEG:
            if aux & (_AUX[BE] | _AUX[GET]) and forms & PP and not aux & (_AUX[DO]):
                self._passive(at, verb_bits)
            elif forms & (BASE | PP):
                self._emit(at, self._tense(aux, forms, self.aux_at), verb_bits)
            else:
                self._settle(at)
                self._noun(at, noun_bits)
            return
        before = self._before(at)
        if forms & PAST:
            if self._finite_past(at, forms, verb_bits, before):
                denied = b["denied"] if aux & _NEG else 0
                self.aux = 0
                self._emit(at, b["past"] | denied, verb_bits)
                return
            if forms & BASE == 0:
                return
        if forms & BASE and self._finite_base(at, before):
            self._emit(at, b["present"], verb_bits)
            return
        if (
            forms & S
            and not forms & BASE
            and (before in {SUBJECT, WHO, THAT} or (self.np and not self.np_object and not self.in_pp and self._opens(at)))
        ):
            if self.np and before not in {SUBJECT, WHO, THAT}:
                self.subject, self.fresh, self.start = self.np, True, self.np_at
            self._emit(at, b["present"], verb_bits)
            return
        if forms & BASE and (before == OBJECT or (before == CONJ and self.clauses and self.clauses[-1].x)):
            self._hang(verb_bits, at)
            return
        self._noun(at, noun_bits)

    def _passive(self, at: int, verb_bits: int) -> None:
        b = self.r.b
        if self.subject not in (b["by_i"], b["by_we"]) or self.np:
            self.subject = self._agent(at) or b["by_none"]
        self._emit(at, b["passive"] | self._tense(self.aux, 0, self.aux_at), verb_bits)

    def _agent(self, at: int) -> int:
        """Who a passive clause says did it: "by me", "by the vendor", within four words."""
        words, infos = self.tokens.words, self.tokens.infos
        for place in range(at + 1, min(at + 5, self.end - 1)):
            if words[place] == "by":
                after = words[place + 1]
                if after in {"me", "myself"}:
                    return self.r.b["by_i"]
                if after in {"us", "our"}:
                    return self.r.b["by_we"]
                for noun in range(place + 1, min(place + 5, self.end)):
                    bits = infos[noun].bits
                    if bits & self.r.noun_boss:
                        return self.r.b["by_boss"]
                    if bits & self.r.noun_team and words[noun - 1] in {"the", "our", "my"}:
                        return self.r.b["by_we"]
                    if bits & (self.r.noun_person | self.r.noun_team):
                        return self.r.b["by_they"]
                return 0
        return 0

    def _before(self, at: int) -> int:
        """The kind of the last word that is no adverb; NUMBER where the sentence or a new part begins."""
        infos, gaps = self.tokens.infos, self.tokens.gaps
        for place in range(at - 1, self.first - 1, -1):
            if gaps[place + 1] != NONE and infos[place].kind not in {SUBJECT}:
                return NUMBER
            if infos[place].kind not in _NOT_ADVERBS:
                return infos[place].kind
        return NUMBER

    def _finite_past(self, at: int, forms: int, verb_bits: int, before: int) -> bool:
        b = self.r.b
        if self.np:
            if self.np_object and forms & PP and not self._reporting():
                return False
            if before == PREP:
                return False
            self.subject, self.fresh, self.start = self.np, True, self.np_at
            if self.np == b["by_thing"] and verb_bits & self.r.human:
                self.subject = b["by_they"]  # an unknown word that decides, tells or asks is somebody
            return True
        if self.fresh:
            return True
        if before in (SUB, PREP, DET):
            return False
        if not self.subject:
            self.subject = b["by_i"] | b["elided"]
            self.start, self.fresh = at, True
            return True
        if before in {CONJ, NUMBER, SUBJECT, WHO, THAT}:
            return True
        return not forms & PP

    def _finite_base(self, at: int, before: int) -> bool:
        if before in {SUBJECT, WHO} and self.fresh:
            return True
        infos = self.tokens.infos
        if before == CONJ and self.clauses and self.clauses[-1].bits & self.r.b["present"] and not self.clauses[-1].x:
            return at + 1 < self.end and infos[at + 1].kind in {DET, PREP, OBJECT, TO, NUMBER, SUBJECT}
        if at == self.first and not self.subject and self._opens(at):
            self.subject = self.r.b["by_i"] | self.r.b["elided"]
            return True
        return False

    def _opens(self, at: int) -> bool:
        """Whether what follows looks like the rest of a clause, so that a word that may be a noun is a verb here."""
        if at + 1 >= self.end:
            return False
        return self.tokens.infos[at + 1].kind in {DET, PREP, OBJECT, TO, NUMBER, SUBJECT, THAT, SUB} and self.tokens.gaps[at + 1] < COMMA
