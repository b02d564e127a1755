"""Figures in plain English: digits and words -> values, with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bot.core.frozen import dataclass

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_UNITS = {word: value for value, word in enumerate(_SMALL.split())}
_TENS = dict(zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True))
_SCALES = {"hundred": 100.0, "thousand": 1_000.0, "million": 1_000_000.0, "billion": 1_000_000_000.0}
_SHORT_SCALES = {"k": 1_000.0, "m": 1_000_000.0, "bn": 1_000_000_000.0}

_WORD = "|".join([*_UNITS, *_TENS])
_SCALE = "|".join(_SCALES)
_FIGURE = re.compile(
    rf"""
    (?<![\w.,:/-]) (?:
        (?P<money>[$€£]) \s?
      )?
      (?: (?P<digits>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?) (?P<short>k|K|m|M|bn)? (?![\w:]|[/-]\d|[.,]\d)
        | (?P<words>(?:{_WORD}|{_SCALE})(?:[\s-](?:and\s)?(?:{_WORD}|{_SCALE}))*) \b
      )
      (?P<half> \s and \s a \s half \b )?
      (?: \s? (?P<scale>{_SCALE})\b )?
      (?P<percent>\s?(?:%|percent\b|per\ cent\b|percentage\ points?\b))?
      (?: \s (?P<currency>dollars|euros|pounds) \b )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: its value, what kind of number it is, where it stands, and whether it was written in words."""

    value: float
    kind: Literal["money", "percent", "count"]
    start: int
    end: int
    in_words: bool


def figures(text: str) -> Iterator[Figure]:
    """Every figure of the text in order. Clock times, dates, ordinals and numbers inside names are not figures."""
    for found in _FIGURE.finditer(text):
        words = found["words"]
        value = _from_words(words) if words else float(found["digits"].replace(",", ""))
        if value is None:
            continue
        if found["half"]:
            value += 0.5
        value *= _SHORT_SCALES.get((found["short"] or "").lower(), 1.0) * _SCALES.get((found["scale"] or "").lower(), 1.0)
        money = found["money"] or found["currency"]
        yield Figure(value, "money" if money else "percent" if found["percent"] else "count", found.start(), found.end(), bool(words))


def _from_words(words: str) -> float | None:
    """The value of a number in words; None for words that are no single number ("one two")."""
    total = current = 0.0
    last = ""
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "and":
            continue
        if word in _SCALES:
            if _SCALES[word] == 100:
                current = max(current, 1) * 100
            else:
                total += max(current, 1) * _SCALES[word]
                current = 0
        elif word in _TENS:
            if last in _UNITS or last in _TENS:
                return None
            current += _TENS[word]
        else:
            if last in _UNITS or (last in _TENS and not 0 < _UNITS[word] < 10):
                return None
            current += _UNITS[word]
        last = word
    return total + current
