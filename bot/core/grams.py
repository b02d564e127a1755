"""The sentence model: how much each sentence speaks for each flaw and signal, for each ask (bot/core/asks.py)
and for each stage of a story.

Linear over words, word pairs and word triples, and over traits (bot/core/traits.py: who does what, and what is counted) of the sentence
and of its neighbours, each weighed by how rare it is. Where in the answer it stands counts for nothing: order is no merit. It was trained
on sentences labelled in context (tests/corpus/train/*-units.jsonl) by benchmarks/train_judge.py. It knows no story: what it says of a
sentence is one voice among the rules (bot/core/evidence.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot.core.asks import ASKS
from bot.core.lanes import Lanes, Margins, Sum
from bot.core.tokens import Tokens
from bot.core.traits import Groups, Seen
from bot.core.vocabulary import FLAWS, SIGNALS, STAGES

IDS: tuple[str, ...] = (*FLAWS, *SIGNALS)
OUTPUTS: tuple[str, ...] = (*IDS, *ASKS, *STAGES, "none")
WIDTH = len(OUTPUTS)
FINER = 128  # steps of a trait's weight in one of a gram's
GRAM_LANES, TRAIT_LANES = Lanes(WIDTH), Lanes(3 * WIDTH, octets=2)
_PART = 64 * WIDTH  # bits of a Sum of one weight an output
_FIRST = (1 << _PART) - 1

Gram = str | tuple[str, ...]
"""A word, or a run of two or three."""
Floats = Sequence[float]
Scores = Sequence[Floats]
"""Sentence x output: margins, positive where the sentence speaks for the id (or is of the stage). Sentences that read alike among
neighbours that read alike share one object."""

_NOTHING = Sum(0, 0)


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """`grams` gives a gram its row of weights (bot/core/lanes.py), `traits` gives a group its rows, by the bit of the class. A trait has
    three weights an output, one after the other: for the sentence that has it, for the one after it and for the one before it. `margins`
    knows what a trait's step is worth; a gram's is worth FINER of them."""

    grams: Mapping[Gram, int]
    traits: Mapping[int, Mapping[int, int]]
    margins: Margins
    tables: dict[Groups, tuple[int, list[int]]] = field(default_factory=dict, compare=False, repr=False)

    def scores(self, tokens: Tokens, seen: Sequence[Seen]) -> Scores:
        """What each sentence speaks for. Linear in the words. `seen` are the traits of the same text. What is worked out for one sentence
        is kept for those that read alike: ten thousand lines that say the same cost little more than one."""
        words = plain(tokens.words)
        of_words, of_traits = _Kept(self._of_words), _Kept(self._of_traits)
        own = [of_words[tuple(words[first:end])] for first, end in tokens.sentences]
        traits = [_NOTHING, *(of_traits[found] for found in seen), _NOTHING]
        together = _Kept(self._together)
        return [together[row] for row in zip(own, traits, traits[1:], traits[2:], strict=False)]

    def _of_words(self, sentence: tuple[str, ...]) -> Sum:
        rows = list(filter(None, map(self.grams.get, grams(sentence))))
        return GRAM_LANES.total(rows) if rows else _NOTHING

    def _of_traits(self, found: Seen) -> Sum:
        rows: list[int] = []
        tables, each = self.tables, 1
        for groups, bits in found:
            each = max(each, len(groups))
            mask, table = tables.get(groups) or self._table(groups)
            bits &= mask
            while bits:
                place = bits.bit_length() - 1
                bits ^= 1 << place
                rows.append(table[place] or self._row(groups, place))
        return TRAIT_LANES.total(rows, each) if rows else _NOTHING

    def _together(self, row: tuple[Sum, Sum, Sum, Sum]) -> Floats:
        """The margins of a sentence by its words and by the traits of the one before it, of itself and of the one after it."""
        words, before, here, after = row
        lanes = words.lanes * FINER + (here.lanes & _FIRST) + (before.lanes >> _PART & _FIRST) + (after.lanes >> 2 * _PART)
        return self.margins(lanes, words.middle * FINER + here.middle + before.middle + after.middle)

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
        row = sum(self.traits[group].get(1 << place, 0) for group in groups if group in self.traits)
        self.tables[groups][1][place] = row
        return row


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class _Kept(dict[_Key, _Value]):
    """What a function gave, by what it was given."""

    def __init__(self, work: Callable[[_Key], _Value]) -> None:
        self.work = work

    def __missing__(self, key: _Key) -> _Value:
        made = self[key] = self.work(key)
        return made


def plain(words: Sequence[str]) -> list[str]:
    """The words as grams hold them. Figures count as what they are like, not as what they are."""
    return [("#" if len(word) == 1 else "##") if word[0].isdigit() else word for word in words]


def grams(words: Sequence[str]) -> set[Gram]:
    """Every run of one to three (plain) words of one sentence."""
    after = words[1:]
    return {*words, *zip(words, after, strict=False), *zip(words, after, words[2:], strict=False)}
