"""The sentence model: how much each sentence speaks for each flaw and signal, for each ask (asks.py) and
for each stage of a story.

Linear over words, word pairs and word triples, and over traits (traits.py: who does what, and what is counted) of the sentence
and of its neighbours, each weighed by how rare it is. Of where in the answer it stands it knows whether that is early or late, and no more.
It was trained on sentences labelled in context (tests/corpus/train/*-units.jsonl) by benchmarks/train_judge.py. It knows no story: what
the sentences tell together is told.py's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from bot.core.frozen import dataclass
from bot.core.text.tokens import Tokens
from bot.core.trained.asks import ASKS
from bot.core.trained.lanes import Lanes, Margins, Octets
from bot.core.trained.runs import NO_RUN, Runs
from bot.core.trained.topics import Topics
from bot.core.trained.traits import Groups, Seen
from bot.core.vocabulary import FLAWS, SIGNALS, STAGES

IDS: tuple[str, ...] = (*FLAWS, *SIGNALS)
OUTPUTS: tuple[str, ...] = (*IDS, *ASKS, *STAGES, "none")
WIDTH = len(OUTPUTS)
FINER = 128  # steps of a trait's weight in one of a gram's
GRAM_ROWS, TRAIT_ROWS = Octets(WIDTH), Lanes(WIDTH, octets=2, parts=3)

Floats = Sequence[float]
Scores = Sequence[Floats]
"""Sentence x output: margins, positive where the sentence speaks for the id (or is of the stage). Sentences that read alike among
neighbours that read alike share one object."""

_NONE = 0  # the number of a word that is in no gram
# A sum of traits has three parts: what they say of their own sentence, then of the one after it, then of the one before it.
_NEXT, _BEFORE = TRAIT_ROWS.part, 2 * TRAIT_ROWS.part


class Found(NamedTuple):
    """The grams of a text: for each of its sentences the rows, each gram once; and of all of them the words and the pairs, by their numbers
    (nought and NO_RUN are none)."""

    rows: list[list[int]]
    words: set[int]
    pairs: set[int]


class Said(NamedTuple):
    """What the sentences of a text say one by one, and its words and pairs together (topics.py)."""

    scores: Scores
    topics: Floats


@dataclass(frozen=True, slots=True)
class Grams:
    """The rows of weights (lanes.py) of words and of runs of two or three words. `numbers` gives each word that is in any gram a number
    from 1 on, `words` a word's row by its number (and nought for _NONE)."""

    numbers: Mapping[str, int]
    words: Sequence[int]
    runs: Runs

    def number(self, word: str) -> int:
        """The number of a word of a text. Figures count as what they are like, not as what they are."""
        return self.numbers.get(word) or (self._figure(word) if word[0].isdigit() else _NONE)

    def _figure(self, word: str) -> int:
        return self.numbers.get("#" if len(word) == 1 else "##", _NONE)

    def found(self, sentences: Collection[Sequence[int]]) -> Found:
        """The grams of sentences of these words. All sentences are looked up together: between two of them stands a word that is in no
        gram, so that none reaches across."""
        text: list[int] = []
        for sentence in sentences:
            text += sentence
            text.append(_NONE)
        pairs, triples = self.runs.found(text)
        row_of_word, rows_of_runs = self.words.__getitem__, self.runs.rows
        out: list[list[int]] = []
        start = 0
        for sentence in sentences:
            end = start + len(sentence)
            runs = {*pairs[start:end], *triples[start:end]}
            runs.discard(NO_RUN)
            out.append([*filter(None, map(row_of_word, set(sentence))), *rows_of_runs(runs)])
            start = end + 1
        return Found(out, set(text), set(pairs))


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """`traits` gives a group the numbers of its rows, by the bit of the class, and `row` makes a row out by its number; `tables` holds them
    as they are added, those of all groups that a class is in together. A trait has three weights an output, one after the other: for the
    sentence that has it, for the one after it and for the one before it. `margins` knows what a trait's step is worth; a gram's is worth
    FINER of them."""

    grams: Grams
    topics: Topics
    traits: Mapping[int, Mapping[int, int]]
    row: Callable[[int], int]
    margins: Margins
    tables: dict[Groups, tuple[int, list[int]]] = field(default_factory=dict, compare=False, repr=False)

    def said(self, tokens: Tokens, seen: Sequence[Seen]) -> Said:
        """What a text says. Linear in the words. `seen` are the traits of the same text. What is worked out for one sentence is kept for
        those that read alike: ten thousand lines that say the same cost little more than one."""
        number = self.grams.number
        numbers = tokens.numbers if tokens.numbering == number else tuple(map(number, tokens.words))  # as read, or anew for another model
        sentences: dict[tuple[int, ...], int] = {}
        own = [sentences.setdefault(numbers[first:end], len(sentences)) for first, end in tokens.sentences]
        different = {id(found): found for found in seen}  # the trait reader has those that are alike shared
        place_of = {one: place for place, one in enumerate(different)}
        traits = [place_of[id(found)] for found in seen]
        rows: dict[tuple[int, int, int, int], int] = {}
        shared = [rows.setdefault(row, len(rows)) for row in zip(own, [-1, *traits], traits, [*traits[1:], -1], strict=False)]
        found = self.grams.found(sentences)
        of_words = GRAM_ROWS.totals(found.rows)
        of_traits = [*TRAIT_ROWS.totals(*self._of_traits(different.values())), 0]  # the last is that of the sentence beyond
        margins = self.margins([
            of_words[words] * FINER + of_traits[here] + (of_traits[before] >> _NEXT) + (of_traits[after] >> _BEFORE)
            for words, before, here, after in rows
        ])  # fmt: skip
        return Said([margins[place] for place in shared], self.topics.margins(found.words, found.pairs))

    def _of_traits(self, seen: Iterable[Seen]) -> tuple[list[list[int]], int]:
        """The rows of the traits of each of these sentences, and how many are in one at most. A row says what a trait speaks for in its own
        sentence, in the one after it and in the one before it."""
        tables, each = self.tables, 1
        out: list[list[int]] = []
        for found in seen:
            rows: list[int] = []
            for groups, bits in found:
                if len(groups) > each:
                    each = len(groups)
                mask, table = tables.get(groups) or self._table(groups)
                bits &= mask
                while bits:
                    place = bits.bit_length() - 1
                    bits ^= 1 << place
                    rows.append(table[place] or self._row(groups, place))
            out.append(rows)
        return out, each

    def _table(self, groups: Groups) -> tuple[int, list[int]]:
        """A mask of the classes that have a row in any of these groups, and room for the rows."""
        mask = 0
        for group in groups:
            for bit in self.traits.get(group, ()):
                mask |= bit
        self.tables[groups] = mask, [0] * mask.bit_length()
        return self.tables[groups]

    def _row(self, groups: Groups, place: int) -> int:
        """The rows of a class that is in all of these groups, added once and for all."""
        numbers = [self.traits[group].get(1 << place) for group in groups if group in self.traits]
        row = sum(self.row(number) for number in numbers if number is not None)
        self.tables[groups][1][place] = row
        return row
