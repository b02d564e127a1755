"""Whether an answer names anything of its own.

A story names things. A list of what every good answer says ("I measured it. I found the cause. It fell from 9 to 3."), a line that is
repeated, a template whose gaps were not filled in: each sentence looks like one of a story, and together they tell none. Of 2,146 training
openings that tell a story none names fewer than 1.7 things a sentence; such lists name about one. Nor do a few words tell one ("n/a", "42",
"pass"): the shortest story of the training openings has twelve.
"""

from __future__ import annotations

import re

from bot.core.frozen import dataclass
from bot.core.text.labels import label_stage
from bot.core.text.reading import Reading
from bot.core.text.tokens import Tokens

_GAP = re.compile(r"\[([a-z][^\]\[\n]{0,40})\]")
_SHORTEST = 4  # letters in a word that names something


@dataclass(frozen=True, slots=True)
class Bare:
    """Below `words` words, below `named` different words a sentence that stand in none of the lexicon's classes, in at least `sentences`
    sentences, or from so many different `gaps` on, nothing was told."""

    named: float
    sentences: int
    gaps: int
    words: int

    def holds(self, reading: Reading) -> bool:
        tokens = reading.tokens
        if reading.words < self.words:
            return True
        if len(tokens.sentences) >= self.sentences and not self._names(tokens):
            return True
        plain = reading.answer.view.plain
        return "[" in plain and sum(label_stage(gap) is None for gap in set(_GAP.findall(plain))) >= self.gaps

    def _names(self, tokens: Tokens) -> bool:
        """Whether enough is named for so many sentences. Most answers name enough long before they end."""
        enough = self.named * len(tokens.sentences)
        named: set[str] = set()
        for word, bits in zip(tokens.words, tokens.bits, strict=True):
            if not bits and len(word) >= _SHORTEST:
                named.add(word)
                if len(named) >= enough:
                    return True
        return False
