"""Whether an answer is in words that cannot be judged: another language, or no language at all."""

from __future__ import annotations

import re

from bot.core.frozen import dataclass
from bot.core.text.reading import Reading

_LATIN = re.compile(r"[A-Za-z]")
_HALF, _QUARTER, _LEAST_FOREIGN = 0.5, 0.25, 2
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Unread:
    """From so many `words` on, an answer of which the lexicon knows less than the share `known` is not English: of 25,000 training answers
    those in other languages or in random letters have at most 0.2 of it, and the barest list of products in English 0.3. So is one in
    letters of another script alone, which may stand without spaces. A shorter one may be a list of names: it is not English where fewer
    than half of its words are, and at least two, and a quarter of them, are `foreign`: everyday words of other languages.
    `why` tells a person so, `ask` is what is asked then, and `lift` is what would raise the vote."""

    known: float
    words: int
    foreign: frozenset[str]
    why: str
    ask: str
    lift: str

    def holds(self, reading: Reading) -> bool:
        words = reading.tokens.words
        if len(words) < self.words and reading.known < _HALF:
            foreign = sum(word in self.foreign for word in words)
            if foreign >= _LEAST_FOREIGN and foreign >= _QUARTER * len(words):
                return True
        if reading.known >= self.known:
            return False
        if len(words) >= self.words:
            return True
        plain = reading.answer.view.plain
        return reading.known == 0 and _LATIN.search(plain) is None and _LETTER.search(plain) is not None
