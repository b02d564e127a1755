"""The matching view of a text: what the rules read, with every position mapped back to the text as it was given.

The view is lower case; zero-width and combining characters are gone; smart quotes, dashes, bullets and arrows are plain ASCII; letters
of fancy alphabets (full width, mathematical bold) are plain letters; emoji are spaces. Nothing is ever matched on a cleaned copy
whose positions have drifted: `Span`s are computed in the view and translated by `View.span`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.core.frozen import dataclass

_SPECIAL = re.compile(r"[^\x00-\x7f]")

_PLAIN = {
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "`": "'",
    "´": "'",
    "ʼ": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "″": '"',
    "–": "-",
    "—": " - ",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "―": " - ",
    "−": "-",
    "•": "*",
    "◦": "*",
    "▪": "*",
    "‣": "*",
    "●": "*",
    "·": "*",
    "■": "*",
    "➤": "*",
    "✓": "*",
    "✔": "*",
    "→": ">",
    "⇒": ">",
    "➡": ">",
    "➜": ">",
    "↓": ">",
    "↑": ">",
    "…": "...",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
    "½": " half ",
    "⅓": " third ",
    "¼": " quarter ",
    "⅔": " two thirds ",
    "¾": " three quarters ",
}


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """What one non-ASCII character reads as: "" when it is invisible, a space when it is a picture."""
    if char in _PLAIN:
        return _PLAIN[char]
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf", "Cn", "Co", "Cs"}:
        return ""
    if category == "Sc":
        return char
    out = []
    for part in unicodedata.normalize("NFKD", char):
        kind = unicodedata.category(part)
        if kind in {"Mn", "Me", "Cf"}:
            continue
        out.append(part.lower() if kind[0] in "LNZ" or part.isascii() else " ")
    return "".join(out)


@dataclass(frozen=True, slots=True)
class View:
    """`text` as given, `plain` for matching; `origin[i]` is the place in `text` that `plain[i]` came from (None: the same place)."""

    text: str
    plain: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `text` (code points) that the non-empty span [start, end) of `plain` came from."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def view_of(text: str) -> View:
    """The matching view of any text. Linear in its length."""
    if text.isascii():
        return View(text, text.lower(), None)
    pieces: list[str] = []
    origin: list[int] = []
    done = 0
    for match in _SPECIAL.finditer(text):
        at = match.start()
        if at > done:
            pieces.append(text[done:at].lower())
            origin.extend(range(done, at))
        plain = _plain(text[at])
        pieces.append(plain)
        origin.extend([at] * len(plain))
        done = at + 1
    pieces.append(text[done:].lower())
    origin.extend(range(done, len(text)))
    return View(text, "".join(pieces), tuple(origin))
