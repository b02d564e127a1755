"""What the clause reader remembers while it walks one sentence, and the clauses that it has made of it so far."""

from __future__ import annotations

from bot.core.text.clause_bits import Clause, ClauseBits
from bot.core.text.clause_sight import A_BE, A_DO, A_GET, A_HAVE, A_NEG, A_TO, forgone, tense
from bot.core.text.inflect import BASE
from bot.core.text.lexicon import OBJECT
from bot.core.text.tokens import NONE, Tokens


class Memory:
    """The walk inherits this and is not given it: every word asks for several of these fields, and one of its own is found faster."""

    __slots__ = (
        "after_verb", "aux", "aux_at", "bit", "clauses", "end", "first", "forgone", "fresh", "hanging", "in_pp", "inside", "main",
        "nobodys", "np", "np_at", "np_object", "number", "pp_noun", "since", "start", "subject", "tokens",
    )  # fmt: skip

    def __init__(self, bits: ClauseBits, tokens: Tokens, number: int, first: int, end: int) -> None:
        self.bit, self.tokens, self.number, self.first, self.end = bits, tokens, number, first, end
        self.clauses: list[Clause] = []
        self.subject = 0
        self.fresh = False  # the subject has not been used by a verb yet
        self.start = first  # where the next clause begins
        self.np = 0  # a noun phrase that may turn out to be a subject
        self.np_at = first
        self.np_object = False  # it followed a verb: more likely an object
        self.in_pp = self.pp_noun = False  # a preposition has come, and then its noun
        self.aux = 0  # the auxiliaries that wait for their verb, as flags, and the first of them
        self.aux_at = -1
        self.since = first  # first token after the last boundary
        self.after_verb = False  # since the last boundary
        self.main = 0  # the subject to come back to after a clause inside the sentence ("I wrote to the vendor who runs it, attached ...")
        self.inside = False  # such a clause
        self.hanging = 0  # verb classes of non-finite verbs waiting for a clause
        self.forgone = 0  # the same of those that say what was not done
        self.nobodys = False  # the subject follows one that is nobody or nothing ("there was nobody I had to wait for")

    def _start_np(self, at: int) -> None:
        self.np, self.np_at, self.np_object, self.in_pp = self.bit.by_thing, at, self.after_verb, False

    def _take_np(self) -> None:
        """The noun phrase is the subject."""
        self.subject, self.fresh, self.start = self.np, True, self.np_at

    def _of_nobody(self, at: int) -> bool:
        """Whether what stands right before is nobody or nothing, and no new part of the sentence begins here."""
        return bool(self.clauses) and self.tokens.gaps[at] == NONE and bool(self.tokens.bits[at - 1] & self.bit.nobody)

    def _come_back(self) -> None:
        """The clause inside the sentence is over, once its subject has had a verb."""
        if not self.fresh:
            self.inside = False
            if self.main:
                self.subject = self.main

    def _verb_bits(self) -> int:
        last = self.clauses[-1]
        return self.tokens.infos[last.verb].verb if last.verb >= 0 else 0

    def _reporting(self) -> bool:
        """Whether what comes may be what somebody said, found or thought: a clause of its own, and no object."""
        return not self.clauses or bool(self._verb_bits() & self.bit.reported)

    def _tense(self, forms: int) -> int:
        return tense(self.bit, self.aux, forms, self.tokens.words[self.aux_at])

    def _settle(self, at: int) -> None:
        """Auxiliaries that no verb followed: "was clear", "had nine days", "did the same" are clauses of their own."""
        aux = self.aux
        if aux == A_NEG:
            return
        if not aux & A_TO or aux & (A_BE | A_HAVE | A_DO):
            if aux & A_BE:
                self._emit(self.aux_at, self.bit.copula | self._tense(0), 0)
            elif aux & (A_HAVE | A_DO | A_GET):
                self._emit(self.aux_at, self.bit.has | self._tense(0), 0)
        self.aux = 0

    def _emit(self, verb: int, bits: int, verb_bits: int) -> None:
        """A clause is made with the verb at this token; the one before it ends where this one begins."""
        clauses = self.clauses
        subject = self.subject or self.bit.by_none
        # At its subject, or after the last boundary, or at the verb itself.
        start = self.start if self.fresh else self.since if clauses and self.since > clauses[-1].verb else verb
        if clauses:
            if start <= clauses[-1].first:
                start = verb
            clauses[-1].end = start
        if not self.inside and subject != self.bit.by_none:
            self.main = subject
        if self.nobodys and self.fresh:
            bits |= self.bit.denied
        clauses.append(Clause(self.number, start, self.end, verb, bits | subject | verb_bits, self.hanging, self.forgone))
        self.hanging = self.forgone = self.np = self.aux = 0
        self.fresh = self.in_pp = self.nobodys = False
        self.after_verb = True

    def _hang(self, verb_bits: int, at: int) -> None:
        """A verb without tense hangs on the clause before it, and is its own deed where that verb only starts, chooses or manages it."""
        if forgone(self.bit, self.tokens, self.first, at):
            if self.clauses and self.since <= self.clauses[-1].verb:
                self.clauses[-1].forgone |= verb_bits
            else:
                self.forgone |= verb_bits
            return
        if not self.clauses:
            self.hanging |= verb_bits
            return
        last = self.clauses[-1]
        if self.since > last.verb and not self.after_verb:
            if self.tokens.infos[at].forms & BASE:
                last.hanging |= verb_bits
            else:
                self.hanging |= verb_bits
        elif self._verb_bits() & self.bit.control and self.tokens.kinds.find(OBJECT, last.verb + 1, at) < 0:
            last.bits |= verb_bits
        else:
            last.hanging |= verb_bits
