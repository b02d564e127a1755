"""Text from elsewhere on a line of ours: nothing in it steers a terminal, turns the line around, or cannot be seen."""

from __future__ import annotations

import unicodedata

DOT = "·"
JOINERS = "\u200c\u200d"  # formats that letters of some scripts, and emoji, are put together with
# Controls, formats (directions, joiners, tags), halves of characters, private use, and line ends of other kinds.
_STEERING = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
# Letters and signs that show nothing.
_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_MARKS = ("Mn", "Me", "Mc")


def printable(text: str, kept: str = "") -> str:
    """The text with a dot for each such character but those in `kept`; one for one, so that places stay where they are."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if letter in kept or unicodedata.category(letter) not in _STEERING else DOT for letter in text)


def has_something_to_see(text: str) -> bool:
    """Whether anything would be seen of the text: a name of spaces and invisible characters is none."""
    return any(
        letter not in _EMPTY and not letter.isspace() and unicodedata.category(letter) not in (*_STEERING, *_MARKS, "Cn") for letter in text
    )
