"""One answer, read: its words, clauses, phrases, figures and stages, as bits that rules can ask for.

Everything the rules know about an answer is here, computed once. Positions are tokens; `Reading.span` turns them into the span of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from bot.core.answer import Answer
from bot.core.text.clauses import Clause, ClauseReader
from bot.core.text.forms import DULL, SPECIFIC, Forms, Number
from bot.core.text.lexicon import NUMBER, Bits, Lexicon
from bot.core.text.phrases import PhraseFinder
from bot.core.text.quantities import Quantity, QuantityReader
from bot.core.text.stages import StageReader
from bot.core.text.tokens import Tokens, tokenise

READING_BITS = ("act", "deed", "first_act_done", "concrete", "abstract", "recurs", "short", "early", "late", "general")
_NO_STEMS: Set[str] = frozenset()
_NOT_SPECIFIC: Set[str] = frozenset({""})
_HOMES = 60  # sentences that are compared one by one; whatever comes after them counts as one


@dataclass(slots=True)
class Reading:
    """`clauses[i].bits` (all of them: `clause_bits`) and `sentence_bits[n]` hold every class found there, `clauses_in[n]` those of any
    clause of sentence n, the unions those found anywhere. `given_stage[n]` is the stage of sentence n by its box or label, `stage_of[n]`
    the one that it has by rules; `known` the share of words that the lexicon knows."""

    answer: Answer
    tokens: Tokens
    clauses: list[Clause]
    figures: list[Quantity]
    sentence_bits: list[int]
    given_stage: list[str | None]
    stage_of: list[str]
    known: float
    clause_bits: list[int] = field(init=False)
    clauses_in: list[int] = field(init=False)
    clause_union: int = field(init=False)
    sentence_union: int = field(init=False)

    def __post_init__(self) -> None:
        self.clause_bits = [clause.bits for clause in self.clauses]
        self.clauses_in = [0] * len(self.sentence_bits)
        for clause in self.clauses:
            self.clauses_in[clause.sentence] |= clause.bits
        self.clause_union = reduce(or_, self.clause_bits, 0)
        self.sentence_union = reduce(or_, self.sentence_bits, 0)

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The span of the text that the tokens [first, end) came from."""
        return self.answer.view.span(self.tokens.start(first), self.tokens.end(end - 1))

    @property
    def words(self) -> int:
        return len(self.tokens.words)


class Reader:
    """Reads answers with a lexicon. Built once a rubric; holds no state of any answer."""

    def __init__(self, lexicon: Lexicon, bits: Bits, acts: Sequence[str], number: Number | None = None) -> None:
        """`number` numbers the words for the sentence model."""
        self.lexicon, self.bits = lexicon, bits
        self.clause_reader = ClauseReader(lexicon, bits)
        self.phrase_finder = PhraseFinder(lexicon.phrases)
        self.quantity_reader = QuantityReader(bits)
        self.stage_reader = StageReader(bits)
        self.b = {name: bits.add(name) for name in READING_BITS}
        self.acts = 0
        for name in acts:
            self.acts |= bits[name]
        self.not_deeds = bits["static"] | bits["copula"] | bits["has"]
        self.first_person = bits["by_i"] | bits["by_we"]
        self.agents = bits["by_i"] | bits["by_we"] | bits["by_none"]
        self.done = bits["past"] | bits["perfect"] | bits["progressive"]
        self.not_done = bits["denied"] | bits["supposed"] | bits["future"]
        dull = bits["generic"] | bits["platitude"] | bits["importance"] | bits["mood"] | bits["vague"]
        self.forms = Forms(lexicon, self.phrase_finder.starts, number, dull)

    def read(self, answer: Answer, stages: Mapping[str, str] | None = None) -> Reading:
        """The reading of one answer. `stages` only says which stage each part of the text belongs to."""
        tokens = tokenise(answer.view, self.forms)
        clauses, in_sentences = self.clause_reader.read(tokens)
        figures, marks = self.quantity_reader.read(tokens, in_sentences)
        for clause in clauses:
            bits = clause.bits
            if bits & self.done and not bits & self.not_done:
                if bits & self.acts:
                    bits |= self.b["act"]
                if not bits & self.not_deeds and clause.verb >= 0:
                    bits |= self.b["deed"]
                clause.bits = bits
        firsts = [clause.first for clause in clauses]
        for at, bits in self.phrase_finder.find(tokens):
            clauses[bisect_right(firsts, at) - 1].bits |= bits
        known = self._specifics(tokens, marks)
        total = len(tokens.words)
        for number, (first, _) in enumerate(tokens.sentences):
            if first >= 0.72 * total:
                marks[number] |= self.b["late"]
            elif first < 0.25 * total:
                marks[number] |= self.b["early"]
        self._begin(clauses, marks)
        given = self.stage_reader.given(answer, tokens)
        stage_of = self.stage_reader.stages(given, clauses, marks)
        for number, stage in enumerate(stage_of):
            marks[number] |= self.stage_reader.bit[stage]
        for clause in clauses:
            clause.bits |= self.stage_reader.bit[stage_of[clause.sentence]]
        return Reading(answer, tokens, clauses, figures, marks, given, stage_of, known)

    def _begin(self, clauses: list[Clause], marks: list[int]) -> None:
        """Marks what comes after the first act. The passive counts as one only where hardly anybody acts in the first person."""
        act, done = self.b["act"], self.b["first_act_done"]
        acts = sum(1 for clause in clauses if clause.bits & act and clause.bits & self.first_person)
        agents = self.agents if acts < 2 else self.first_person
        begun = False
        last = -1
        for clause in clauses:
            if begun:
                clause.bits |= done
                if clause.sentence != last:
                    marks[clause.sentence] |= done
            elif clause.bits & act and clause.bits & agents:
                begun, last = True, clause.sentence
            marks[clause.sentence] |= clause.bits & ~done

    def _specifics(self, tokens: Tokens, marks: list[int]) -> float:
        """Marks each sentence as concrete, abstract, recurring; gives the share of words that the lexicon knows."""
        contents, word_stems = tokens.contents, tokens.stems
        own: list[Set[str]] = []
        for number, (first, end) in enumerate(tokens.sentences):
            dull, specific = contents.count(DULL, first, end), contents.count(SPECIFIC, first, end)
            own.append(set(word_stems[first:end]) - _NOT_SPECIFIC if specific else _NO_STEMS)
            bits = 0
            if dull >= 0.55 * (dull + specific):
                bits |= self.b["abstract"]
            if specific >= 3 and specific > dull:
                bits |= self.b["concrete"]
            if dull + specific < 5:
                bits |= self.b["short"]
            marks[number] |= bits
        shared = _shared([*own[:_HOMES], set().union(*own[_HOMES:])])
        for number, stems in enumerate(own):
            if len(stems & shared) >= 2:
                marks[number] |= self.b["recurs"]
        return (sum(tokens.known) - tokens.kinds.count(NUMBER)) / max(1, len(tokens.words))


def _shared(homes: Sequence[Set[str]]) -> set[str]:
    """The stems that stand in more than one of these."""
    seen: set[str] = set()
    shared: set[str] = set()
    for stems in homes:
        shared |= seen & stems
        seen |= stems
    return shared
