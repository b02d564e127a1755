"""Runs of two and three words that were learned, as close as they can be held: there are tens of thousands.

A trie, laid flat: `lasts` holds, one after the other, the words that follow each word in a pair, and after all of these the words that
follow each pair in a triple. Where a run's last word stands in it is the number of the run, and of its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field

from bot.core.frozen import dataclass
from bot.core.trained.lanes import Octets

NO_RUN = -1
MOST_WORDS = 0xD7FF  # a word's number is a character of `lasts`, and the next numbers (surrogates) are none


@dataclass(frozen=True, slots=True)
class Runs:
    """`after_words` says where in `lasts` those that follow each word begin, by the word's number (nought is no word), and then where the
    last of them end; `after_pairs` says the same of each pair. `table` holds the rows (lanes.py), so many octets each as `kind` says."""

    after_words: list[int]
    after_pairs: Sequence[int]
    lasts: str
    table: bytes
    kind: Octets
    ends: list[int] = field(init=False, compare=False, repr=False)  # of each word, at its own number: looked up for every word of a text

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", self.after_words[1:])

    def found(self, text: Sequence[int]) -> tuple[list[int], list[int]]:
        """For each word of a text but the last (and but the last two) the pair (and the triple) that begins there. The words are told by
        their numbers, the runs, too: NO_RUN where none was learned."""
        find, after = self.lasts.find, self.after_pairs
        spelled = "".join(map(chr, text))
        pairs = list(map(find, spelled[1:], map(self.after_words.__getitem__, text), map(self.ends.__getitem__, text)))
        # A triple that was kept keeps both its pairs (benchmarks/sentences.py): no other triple need be looked up.
        triples = [
            find(last, after[pair], after[pair + 1]) if pair != NO_RUN != beside else NO_RUN
            for pair, beside, last in zip(pairs, pairs[1:], spelled[2:], strict=False)
        ]
        return pairs, triples

    def rows(self, numbers: Iterable[int]) -> list[int]:
        """The rows of these runs."""
        return self.kind.some(self.table, numbers)
