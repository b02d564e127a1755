"""Texts changed at random: pieces of them moved, doubled, repeated, cut and spliced; words of a grammar and hostile characters put in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

# What text fields meet sooner or later: controls, escapes of terminals, directions, joiners, towers of marks, halves of characters,
# line ends of other kinds, mentions, markdown, HTML, numbers too long for a number.
HOSTILE = (
    "\0",
    "\x07",
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x85",
    "\u2028",
    "\u2029",
    "\r",
    "\r\n",
    "\t",
    "\x0b",
    "\x0c",
    "\x7f",
    "\x9b31m",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\ufffe",
    "\ufffd",
    "\ud800",
    "\udfff",
    "\udcff",
    "\udcc3",
    "Z" + "\u0351\u0334\u0489" * 12,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U000e0041",
    "\u3164",
    "\u00ad",
    "İ",
    "ß",
    "ﬁ",
    "Å",
    "한글",
    "٣",
    "²",
    "½",
    "１２",
    "@everyone",
    "<@1>",
    "<t:1:R>",
    "||",
    "```",
    "**",
    "[a](http://b)",
    "<script>",
    "&amp;",
    "%s{0}",
    "9" * 400,
    "1e999",
    "-0",
    "'",
    '"',
    "\\",
    " " * 300,
    "\n" * 50,
    "a" * 1_000,
)


class Mutator:
    """`words` are the grammar's own; no text grows beyond `most` characters."""

    def __init__(self, words: Sequence[str], most: int) -> None:
        self._words = tuple(words)
        self._most = most
        self._ways: tuple[Callable[[Random, str, str], str], ...] = (
            self._cut, self._double, self._move, self._word, self._word, self._hostile, self._letter, self._repeat, self._splice,
            self._lines, self._number,
        )  # fmt: skip

    def __call__(self, random: Random, text: str, other: str) -> str:
        """The text after one to six changes; `other` is what pieces are taken from."""
        for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4, 6))):
            text = random.choice(self._ways)(random, text, other)
        return text[: self._most]

    def _cut(self, random: Random, text: str, _other: str) -> str:
        start, end = _piece(random, text)
        return text[:start] + text[end:]

    def _double(self, random: Random, text: str, _other: str) -> str:
        start, end = _piece(random, text)
        return text[:end] + text[start:end] + text[end:]

    def _move(self, random: Random, text: str, _other: str) -> str:
        start, end = _piece(random, text)
        rest = text[:start] + text[end:]
        place = random.randint(0, len(rest))
        return rest[:place] + text[start:end] + rest[place:]

    def _word(self, random: Random, text: str, _other: str) -> str:
        return _put(random, text, random.choice(self._words) if self._words else "")

    def _hostile(self, random: Random, text: str, _other: str) -> str:
        return _put(random, text, random.choice(HOSTILE))

    def _letter(self, random: Random, text: str, _other: str) -> str:
        place = random.randint(0, len(text))
        letter = chr(random.choice((random.randint(0, 0x7F), random.randint(0, 0x2FFF), random.randint(0, 0x10FFFF))))
        return text[:place] + letter + text[place + 1 :]

    def _repeat(self, random: Random, text: str, _other: str) -> str:
        """The same piece many times: what grows faster than its input shows itself here."""
        start, end = _piece(random, text)
        piece = text[start:end]
        times = random.choice((3, 10, 50, 400, 5_000))
        room = max(0, self._most - len(text)) // max(1, len(piece))
        return text[:end] + piece * min(times, room) + text[end:]

    def _splice(self, random: Random, text: str, other: str) -> str:
        start, end = _piece(random, other)
        return _put(random, text, other[start:end])

    def _lines(self, random: Random, text: str, _other: str) -> str:
        lines = text.split("\n")
        one, two = random.randrange(len(lines)), random.randrange(len(lines))
        match random.randrange(4):
            case 0:
                lines[one], lines[two] = lines[two], lines[one]
            case 1:
                del lines[one]
            case 2:
                lines[one] = " " * random.randint(0, 8) + lines[one].lstrip(" ")
            case _:
                lines.insert(one, lines[two])
        return "\n".join(lines)

    def _number(self, random: Random, text: str, _other: str) -> str:
        places = [place for place, letter in enumerate(text[:4_000]) if letter.isdigit()]
        if not places:
            return text
        place = random.choice(places)
        return text[:place] + str(random.choice((0, 1, -1, 7, 10**6, 10**30))) + text[place + 1 :]


def _piece(random: Random, text: str) -> tuple[int, int]:
    start = random.randint(0, len(text))
    length = random.choice((1, 1, 2, 4, 8, 20, 80, 400, 2_000))
    return start, min(len(text), start + random.randint(1, length))


def _put(random: Random, text: str, word: str) -> str:
    place = random.randint(0, len(text))
    return text[:place] + word + text[place + (random.randint(0, 12) if random.random() < 0.3 else 0) :]
