"""Who does what: the clauses of an answer.

A clause is one finite verb with its subject. The reader is one pass over the words with a little memory (the subject so far, a noun
phrase that may become one, the auxiliaries just seen), made for people who talk: no capitals, no punctuation, left-out "I", restarts.
It claims nothing it does not need: only who acts, what kind of act, when, and whether it is denied, supposed or usual.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from bot.core.text.clause_bits import STRUCTURE, Clause, ClauseBits
from bot.core.text.clause_walk import VERBAL, Walk
from bot.core.text.lexicon import Bits, Lexicon
from bot.core.text.tokens import Tokens

__all__ = ["STRUCTURE", "Clause", "ClauseReader"]


class ClauseReader:
    """Reads clauses with a lexicon. Built once a rubric; holds no state of any answer."""

    def __init__(self, lexicon: Lexicon, bits: Bits) -> None:
        self.bits = ClauseBits(lexicon, bits)

    def read(self, tokens: Tokens) -> tuple[list[Clause], list[int]]:
        """All clauses in order, and the classes of each sentence's words. A sentence without a finite verb gives one clause without a
        subject (verb -1)."""
        out: list[Clause] = []
        kinds, word_bits = tokens.kinds, tokens.bits
        for number, (first, end) in enumerate(tokens.sentences):
            if VERBAL.isdisjoint(kinds[first:end]):
                out.append(Clause(number, first, end, -1, 0))
            else:
                out += Walk(self.bits, tokens, number, first, end).read()
        in_sentences = [0] * len(tokens.sentences)
        for clause in out:
            in_words = reduce(or_, word_bits[clause.first : clause.end])
            clause.bits |= in_words | clause.hanging << self.bits.width
            in_sentences[clause.sentence] |= in_words  # no word of a sentence is outside its clauses
        return out, in_sentences
