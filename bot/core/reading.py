"""One answer, read: its words, clauses, phrases, figures and stages, as bits that rules can ask for.

Everything the rules know about an answer is here, computed once. Positions are tokens; `Reading.span` turns them into the span of the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.core.answer import Answer
from bot.core.clauses import Clause, ClauseReader
from bot.core.lexicon import NUMBER, OTHER, VERB, Bits, Lexicon
from bot.core.phrases import Found, find_phrases
from bot.core.quantities import Quantity, QuantityReader
from bot.core.stages import StageReader
from bot.core.tokens import Tokens, tokenise

READING_BITS = ("act", "deed", "first_act_done", "concrete", "abstract", "recurs", "short", "early", "late", "general")


@dataclass(slots=True)
class Reading:
    """`clauses[i].bits` (all of them: `clause_bits`) and `sentence_bits[n]` hold every class found there, the unions those found anywhere;
    `stage_of[n]` is the stage of sentence n; `known` the share of words that the lexicon knows."""

    answer: Answer
    tokens: Tokens
    clauses: list[Clause]
    phrases: list[Found]
    figures: list[Quantity]
    sentence_bits: list[int]
    stage_of: list[str]
    known: float
    clause_bits: list[int] = field(init=False)
    clause_union: int = field(init=False)
    sentence_union: int = field(init=False)

    def __post_init__(self) -> None:
        self.clause_bits = [clause.bits for clause in self.clauses]
        self.clause_union = self.sentence_union = 0
        for bits in self.clause_bits:
            self.clause_union |= bits
        for bits in self.sentence_bits:
            self.sentence_union |= bits

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The span of the text that the tokens [first, end) came from."""
        return self.answer.view.span(self.tokens.starts[first], self.tokens.ends[end - 1])

    @property
    def words(self) -> int:
        return len(self.tokens.words)


class Reader:
    """Reads answers with a lexicon. Built once a rubric; holds no state of any answer."""

    def __init__(self, lexicon: Lexicon, bits: Bits, acts: Sequence[str]) -> None:
        self.lexicon, self.bits = lexicon, bits
        self.clause_reader = ClauseReader(lexicon, bits)
        self.quantity_reader = QuantityReader(bits)
        self.stage_reader = StageReader(bits)
        self.b = {name: bits.add(name) for name in READING_BITS}
        self.acts = 0
        for name in acts:
            self.acts |= bits[name]
        self.not_deeds = bits["static"] | bits["copula"] | bits["has"]
        self.generally = bits["by_you"] | bits["by_everyone"] | bits["by_nobody"]
        self.first_person = bits["by_i"] | bits["by_we"]
        self.agents = bits["by_i"] | bits["by_we"] | bits["by_none"]
        self.done = bits["past"] | bits["perfect"] | bits["progressive"]
        self.not_done = bits["denied"] | bits["supposed"] | bits["future"]
        self.dull = bits["generic"] | bits["platitude"] | bits["importance"] | bits["mood"] | bits["vague"]

    def read(self, answer: Answer, stages: Mapping[str, str] | None = None) -> Reading:
        """The reading of one answer. `stages` only says which stage each part of the text belongs to."""
        tokens = tokenise(answer.view, self.lexicon)
        clauses = self.clause_reader.read(tokens)
        phrases = find_phrases(tokens, self.lexicon)
        figures, marks = self.quantity_reader.read(tokens)
        for clause in clauses:
            bits = clause.bits
            if bits & self.done and not bits & self.not_done:
                if bits & self.acts:
                    bits |= self.b["act"]
                if not bits & self.not_deeds and clause.verb >= 0:
                    bits |= self.b["deed"]
                clause.bits = bits
        place = 0
        for found in phrases:
            while place + 1 < len(clauses) and clauses[place + 1].first <= found.first:
                place += 1
            clauses[place].bits |= found.bits
        known = self._specifics(tokens, marks)
        total = len(tokens.words)
        for number, (first, _) in enumerate(tokens.sentences):
            if first >= 0.72 * total:
                marks[number] |= self.b["late"]
            elif first < 0.25 * total:
                marks[number] |= self.b["early"]
        self._begin(clauses, marks)
        stage_of = self.stage_reader.stages(answer, tokens, clauses, marks)
        for number, stage in enumerate(stage_of):
            marks[number] |= self.stage_reader.bit[stage]
        for clause in clauses:
            clause.bits |= self.stage_reader.bit[stage_of[clause.sentence]]
        return Reading(answer, tokens, clauses, phrases, figures, marks, stage_of, known)

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
        homes: dict[str, int] = {}
        specific_of: list[list[str]] = []
        known = 0
        words, infos = tokens.words, tokens.infos
        for number, (first, end) in enumerate(tokens.sentences):
            specific: list[str] = []
            dull = 0
            for at in range(first, end):
                info = infos[at]
                if info.kind not in {OTHER, VERB}:
                    known += info.kind != NUMBER
                    continue
                known += bool(info.bits or info.verb)
                if info.bits & self.dull:
                    dull += 1
                elif len(words[at]) > 3:
                    specific.append(_stem(words[at]))
            specific_of.append(specific)
            for stem in specific:
                homes[stem] = homes.get(stem, 0) | 1 << min(number, 60)
            total = dull + len(specific)
            bits = 0
            if dull >= 0.55 * total:
                bits |= self.b["abstract"]
            if len(specific) >= 3 and len(specific) > dull:
                bits |= self.b["concrete"]
            if total < 5:
                bits |= self.b["short"]
            marks[number] |= bits
        for number, specific in enumerate(specific_of):
            own = 1 << min(number, 60)
            if sum(bool(homes[stem] & ~own) for stem in set(specific)) >= 2:
                marks[number] |= self.b["recurs"]
        return known / max(1, len(words))


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    for suffix in ("ing", "ed", "es", "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: len(word) - len(suffix)]
    return word
