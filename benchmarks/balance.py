"""What an answer counts in training, so that how it is worded says nothing of what it is worth.

Of the corpus's answers in long words (résumé English: "implementation", "proactively", "cross-functional stakeholders") few are hires,
since those who wrote the hollow ones wrote like that; of published answers, nearly half of which are in words that long, two in five are.
So in each class of words' length the hires count together as much as they do in the whole corpus, and so do the others (inverse propensity
weights; Rosenbaum and Rubin 1983).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.corpus import TOLD_FROM_ITS_END, Example, load, with_turned
from bot.core.vocabulary import HIRE_SIDE

LETTERS = (3.9, 4.1, 4.3, 4.5, 4.7, 4.9)  # in a word, on average: where one class ends and the next begins
LEAST, MOST = 0.5, 5.0  # what an answer may count: nobody's voice is drowned by a handful
_WORD = re.compile(r"[^\W\d_]+")


def training_split() -> list[Example]:
    """All that is trained on, with what each counts."""
    return balanced(with_turned(load("train", sentences=True)))


def balanced(examples: Sequence[Example]) -> list[Example]:
    """The same examples, each opening (changed and turned ones as the one they were made of) with what it counts."""
    class_of = {
        one.id: (bisect(LETTERS, letters_a_word(one.text)), one.verdict in HIRE_SIDE)
        for one in examples
        if one.kind == "opening" and one.source == "base"
    }
    many = Counter(class_of.values())
    hired = sum(count for (_, hire), count in many.items() if hire) / max(1, many.total())
    counts = {one: _counts(many, one, hired) for one in many}
    return [replace(one, counts=counts[class_of[origin]]) if (origin := _origin(one)) in class_of else one for one in examples]


def _origin(example: Example) -> str:
    return example.base_id or example.id.removesuffix(TOLD_FROM_ITS_END)


def letters_a_word(text: str) -> float:
    """How long the words of a text are on average."""
    words = _WORD.findall(text)
    return sum(map(len, words)) / max(1, len(words))


def _counts(many: Counter[tuple[int, bool]], one: tuple[int, bool], hired: float) -> float:
    length, hire = one
    share = many[one] / (many[length, True] + many[length, False])
    return min(MOST, max(LEAST, (hired if hire else 1 - hired) / share))
