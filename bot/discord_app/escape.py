"""A person's words inside our own: nothing in them may format, hide, link, mention or ping, and what they said stays readable.

`clean` takes off what has no business in a text (control and direction characters, invisible ones, towers of combining marks); `escaped`
also disarms Discord's markdown. Both are for showing only: what is stored and judged is the text as given.
"""

from __future__ import annotations

import re
import unicodedata

from bot.core.printable import JOINERS
from bot.discord_app.limits import OPTION_LABEL, units

# More marks on one letter than any script needs: a tower that covers the lines above.
MOST_MARKS = 4
# Two joiners that emoji and some scripts are written with, and the selectors that choose how a character looks.
_KEPT_FORMAT = frozenset(JOINERS)
_INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_MARKDOWN = re.compile(r"([\\*_~`|<>\[\]])")
_LINE_START = re.compile(r"^([^\S\n]*)([-+#])", re.MULTILINE)
_NUMBERED = re.compile(r"^([^\S\n]*\d{1,9})([.)])", re.MULTILINE)
_CODE = re.compile(r"(`[^`\n]+`)")
_MANY_BREAKS = re.compile(r"\n{3,}")
# What most texts are made of, and what there is nothing to take off of: ASCII, Latin letters, punctuation, currencies, arrows. No control
# or format character and no mark is in these ranges.
_HARMLESS = re.compile("[\n -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2122]*")


def clean(text: str) -> str:
    """The text without what hides, turns or covers other text. Line ends become plain ones."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _MANY_BREAKS.sub("\n\n", text if _HARMLESS.fullmatch(text) else _sifted(text))


def _sifted(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in ("Mn", "Me", "Mc"):
            marks += 1
            if marks <= MOST_MARKS:
                kept.append(character)
            continue
        if character not in _KEPT_FORMAT:
            marks = 0
        if category == "Cc":
            kept.append(character if character == "\n" else " " if character == "\t" else "")
        elif (category == "Cf" and character not in _KEPT_FORMAT) or category in ("Cs", "Co") or character in _INVISIBLE:
            continue
        else:
            kept.append(character)
    return "".join(kept)


def escaped(text: str) -> str:
    """The cleaned text with Discord's markdown, mentions and links disarmed."""
    text = _MARKDOWN.sub(r"\\\1", clean(text))
    text = _LINE_START.sub(r"\1\\\2", text)
    text = _NUMBERED.sub(r"\1\\\2", text)
    # An @ with a zero-width space behind it names nobody; a scheme without its colon together with its slashes links nowhere.
    return text.replace("@", "@\u200b").replace("://", ":\u200b//")


def ours(text: str) -> str:
    """A sentence of ours, or a scenario's: escaped as well, because it holds values, but `code` between backticks stays code."""
    return "".join(part if place % 2 else escaped(part) for place, part in enumerate(_CODE.split(text)))


def in_code(text: str) -> str:
    """The text for a code block, where nothing but the fence itself has a meaning."""
    return " ".join(clean(text).replace("`", "'").split())


def head(text: str, length: int) -> str:
    """The beginning of the text in at most `length` UTF-16 units; no character is cut apart."""
    if units(text) <= length:
        return text
    if _HARMLESS.fullmatch(text, 0, length + 1):
        # Every character is one unit and stands for itself, the one behind the cut as well.
        return text[:length]
    # Its tables take 1 MB, and few processes ever come here.
    from wcwidth import iter_graphemes

    kept, used = [], 0
    for cluster in iter_graphemes(text):
        used += units(cluster)
        if used > length:
            break
        kept.append(cluster)
    return "".join(kept)


def label(text: str) -> str:
    """Words of a person's for a menu's entry, where nothing is formatted but anything could be hidden or turned around. Never empty, which
    Discord refuses."""
    return cut(" ".join(clean(text).split()), OPTION_LABEL) or "…"


def cut(text: str, length: int) -> str:
    """As `head`, with an ellipsis in place of what is left out."""
    return text if units(text) <= length else head(text, length - 1).rstrip() + "…"
