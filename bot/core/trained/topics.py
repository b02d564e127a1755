"""What an answer is about, whatever was asked: how much its words speak for each principle and for each ask (asks.py); and where it lies
among the kinds of stories that have no name.

Linear over the words and pairs of words of the whole answer, of those that its sentences are read by (grams.py), trained on answers that
do answer their question (benchmarks/topics.py). A story that speaks for every principle but the one asked may be a story on the wrong
question. Beside these stand AXES numbers without a name, and a question's words have as many (asks.py): the two were learned together
(benchmarks/matching.py), so that a question lies near the stories that answer it. They are some voices among many, as in told.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.frozen import dataclass
from bot.core.trained.asks import ASKS, AXES
from bot.core.trained.lanes import Margins, Octets
from bot.core.vocabulary import PRINCIPLES

TOPICS: tuple[str, ...] = (*PRINCIPLES, *ASKS)
TOPIC_ROWS = Octets(len(TOPICS) + AXES)


@dataclass(frozen=True, slots=True)
class Topics:
    """The rows of weights (lanes.py) of those words and pairs that tell one topic from another. `words` and `pairs` say by their numbers in
    the grams which row it is, from 1 on (0: none); the last of `pairs` stands for NO_RUN. `table` holds the rows, from 0 on."""

    words: Sequence[int]
    pairs: Sequence[int]
    table: bytes
    to_margins: Margins

    def margins(self, words: Iterable[int], pairs: Iterable[int]) -> list[float]:
        """One number for each of TOPICS, positive where the text speaks for it, and then its place on each of the axes. Words and pairs
        without a row are passed over."""
        numbers = {*map(self.words.__getitem__, words), *map(self.pairs.__getitem__, pairs)} - {0}
        (margins,) = self.to_margins(TOPIC_ROWS.totals([TOPIC_ROWS.some(self.table, [number - 1 for number in numbers])]))
        return margins
