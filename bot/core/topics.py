"""What an answer is about: how much its words speak for each principle and for each ask (bot/core/asks.py), whatever was asked.

Linear over word beginnings, weighed by how rare they are; trained on answers that do answer their question (benchmarks/topics.py). A story
that speaks for every principle but the one asked may be a story on the wrong question. It is one voice among many, as in told.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.core.asks import ASKS
from bot.core.frozen import dataclass
from bot.core.lanes import Margins, Octets
from bot.core.vocabulary import PRINCIPLES

TOPICS: tuple[str, ...] = (*PRINCIPLES, *ASKS)
TOPIC_ROWS = Octets(len(TOPICS))
STEM = 6  # letters


@dataclass(frozen=True, slots=True)
class Topics:
    """`stems` gives a word beginning its row of weights (bot/core/lanes.py)."""

    stems: Mapping[str, int]
    to_margins: Margins

    def margins(self, words: Iterable[str]) -> Sequence[float]:
        """One number for each of TOPICS; positive where the words speak for it."""
        rows = list(filter(None, map(self.stems.get, stems(words))))
        (total,) = TOPIC_ROWS.totals([rows])
        (margins,) = self.to_margins([total])
        return margins


def stems(words: Iterable[str]) -> set[str]:
    """The beginnings of the different words of a text."""
    return {word[:STEM] for word in words}
