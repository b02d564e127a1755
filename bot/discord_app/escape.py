"""A person's words inside our own: nothing in them may format, hide, link, mention or ping, and what they said stays readable.

`clean` takes off what has no business in a text (control and direction characters, invisible ones, towers of combining marks); `escaped`
also disarms Discord's markdown. Both are for showing only: what is stored and judged is the text as given.
"""

from __future__ import annotations

import re
import unicodedata

from wcwidth import iter_graphemes

from bot.discord_app.limits import units

# More marks on one letter than any script needs: a tower that covers the lines above.
MOST_MARKS = 4
# Two joiners that emoji and some scripts are written with, and the selectors that choose how a character looks.
_KEPT_FORMAT = frozenset("\u200c\u200d")
_INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_MARKDOWN = re.compile(r"([\\*_~`|<>\[\]])")
_LINE_START = re.compile(r"^([^\S\n]*)([-+#])", re.MULTILINE)
_NUMBERED = re.compile(r"^([^\S\n]*\d{1,9})([.)])", re.MULTILINE)
_CODE = re.compile(r"(`[^`\n]+`)")
_MANY_BREAKS = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """The text without what hides, turns or covers other text. Line ends become plain ones."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
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
    return _MANY_BREAKS.sub("\n\n", "".join(kept))


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
    kept, used = [], 0
    for cluster in iter_graphemes(text):
        used += units(cluster)
        if used > length:
            break
        kept.append(cluster)
    return "".join(kept)


def cut(text: str, length: int) -> str:
    """As `head`, with an ellipsis in place of what is left out."""
    return text if units(text) <= length else head(text, length - 1).rstrip() + "…"
