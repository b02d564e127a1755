"""What somebody types, beside the names that it may mean. Neither capitals nor accents count: few write them in a search."""

from __future__ import annotations

import unicodedata


def folded(typed: str) -> str:
    """Without capitals and accents."""
    plain = typed.casefold()
    if plain.isascii():
        return plain
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))


def fits(typed: str, *names: str) -> bool:
    """Whether every word typed is in one of the names."""
    searched = folded(" ".join(names))
    return all(word in searched for word in folded(typed).split())
