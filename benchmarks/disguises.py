"""The same answer in other clothes: changes of form that must not move a vote to the other side (issue 3).

Every change is deterministic: the same text always gets the same disguise.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from zlib import crc32

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[A-Za-z]{5,}")


def _dice(text: str) -> random.Random:
    return random.Random(crc32(text.encode()))


def typos(text: str) -> str:
    """Two neighbouring letters swapped in one long word out of forty."""
    dice = _dice(text)

    def maybe(found: re.Match[str]) -> str:
        word = found[0]
        if dice.random() > 1 / 40:
            return word
        at = dice.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _WORD.sub(maybe, text)


def zero_width(text: str) -> str:
    """An invisible character inside every third word."""
    words = text.split(" ")
    return " ".join(word[:1] + "\u200b" + word[1:] if place % 3 == 0 and len(word) > 2 else word for place, word in enumerate(words))


def smart_quotes(text: str) -> str:
    return text.replace("'", "\u2019").replace(' "', " \u201c").replace('"', "\u201d").replace(" - ", " \u2014 ")


def bold(text: str) -> str:
    """Every tenth word in bold."""
    words = text.split(" ")
    return " ".join(f"**{word}**" if place % 10 == 5 and word.strip() and "\n" not in word else word for place, word in enumerate(words))


def mentioned(text: str) -> str:
    """Greets somebody first, as in a channel, and ends with an emoji."""
    return f"<@123456789012345678> {text} \U0001f642"


def lines(text: str) -> str:
    """A sentence a line."""
    return "\n".join(_SENTENCE.split(text))


def paragraphs(text: str) -> str:
    """Line breaks doubled and spaces doubled."""
    return text.replace("\n", "\n\n").replace(". ", ".  ")


def turned(text: str) -> str:
    """Told from its end: the last third of the sentences first."""
    return " ".join(text[start:end] for start, end in turned_order(text))


def turned_order(text: str) -> list[tuple[int, int]]:
    """Where the sentences of `turned` stand in the text, in their new order; a space comes between two."""
    gaps = [gap.span() for gap in _SENTENCE.finditer(text)]
    sentences = list(zip([0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)], strict=True))
    cut = len(sentences) - len(sentences) // 3
    return sentences[cut:] + sentences[:cut]


DISGUISES: Mapping[str, Callable[[str], str]] = {
    "lower case": str.lower, "upper case": str.upper, "smart quotes": smart_quotes, "zero-width characters": zero_width, "bold words": bold,
    "a mention and an emoji": mentioned, "a sentence a line": lines, "more space": paragraphs, "typos": typos, "the end told first": turned,
}  # fmt: skip
