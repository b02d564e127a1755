"""Who does what: the clauses of an answer.

A clause is one finite verb with its subject. The reader is one pass over the words with a little memory (the subject so far, a noun
phrase that may become one, the auxiliaries just seen), made for people who talk: no capitals, no punctuation, left-out "I", restarts.
It claims nothing it does not need: only who acts, what kind of act, when, and whether it is denied, supposed or usual.
"""

from __future__ import annotations

from bot.core.clause_bits import STRUCTURE, Clause, ClauseBits
from bot.core.clause_walk import Walk
from bot.core.lexicon import Bits, Lexicon
from bot.core.tokens import Tokens

__all__ = ["STRUCTURE", "Clause", "ClauseReader"]


class ClauseReader:
    """Reads clauses with a lexicon. Built once a rubric; holds no state of any answer."""

    def __init__(self, lexicon: Lexicon, bits: Bits) -> None:
        self.bits = ClauseBits(lexicon, bits)

    def read(self, tokens: Tokens) -> list[Clause]:
        """All clauses in order. A sentence without a finite verb gives one clause without a subject (verb -1)."""
        out: list[Clause] = []
        for number, (first, end) in enumerate(tokens.sentences):
            found = Walk(self.bits, tokens, number, first, end).read()
            for place, clause in enumerate(found):
                clause.end = found[place + 1].first if place + 1 < len(found) else end
            out.extend(found)
        infos = tokens.infos
        for clause in out:
            bits = clause.bits
            for at in range(clause.first, clause.end):
                bits |= infos[at].bits
            clause.bits = bits | clause.x << self.bits.width
        return out
