"""The words of an answer, with what stands between them, and its sentences.

Fillers ("um", "you know"), markdown, bullets, list numbers and emoji are no tokens; contractions are two. Parallel lists, not objects:
everything after this reads them many times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.core.inflect import ING, PAST, PP
from bot.core.lexicon import ADV, FILLER, NUMBER, OTHER, VERB, Lexicon, Word
from bot.core.view import View

# What stands before a word.
NONE, COMMA, BREAK, STOP, LINE = range(5)

_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<number>\d+(?:[.,:]\d+)*)"
    r"|(?P<mention><[@#:a-z/][^>\s]{0,60}>)"
    r"|(?P<symbol>[%€$£¥₹&])"
    r"|(?P<arrow>[-=]?>)"
    r"|(?P<stop>[.!?]+)"
    r"|(?P<line>\n[\s>]*)"
    r"|(?P<soft>[,\"])"
    r"|(?P<hard>[;:()\[\]|]|(?<=\s)[-*]+(?=\s))"
)
_WORD, _NUMBER, _MENTION, _SYMBOL, _ARROW, _STOP, _LINE, _SOFT, _HARD = range(1, 10)
_URL = re.compile(r"https?://\S+")
_BULLET = re.compile(r"[-*+#>]|\d{1,2}[.)]\s")
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]\s")
_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "st", "vs", "approx", "ca", "incl", "etc", "no", "nr", "fig", "jr", "sr", "dept", "max", "min", "avg",
    "resp", "cf", "sq",
})  # fmt: skip
_WRAPPED = 60  # a line this long that ends without a stop runs on in the next one

_FIGURE = Word(kind=NUMBER)
_UNKNOWN = Word(kind=OTHER)
_GUESSED_PAST = Word(kind=VERB, forms=PAST | PP)
_GUESSED_ING = Word(kind=VERB, forms=ING)
_GUESSED_ADVERB = Word(kind=ADV)


@dataclass(slots=True)
class Tokens:
    """`words[i]` stands at [starts[i], ends[i]) of the view, is `infos[i]` to the grammar, and has `gaps[i]` before it.
    `sentences` are half-open token ranges."""

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    infos: list[Word] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)


_SYMBOLS = {"%": "percent", "€": "euro", "$": "dollar", "£": "pound", "¥": "yen", "₹": "rupee", "&": "and"}


def tokenise(view: View, lexicon: Lexicon) -> Tokens:
    """Tokens and sentences of the view. Linear in its length."""
    plain = view.plain
    if "http" in plain:
        plain = _URL.sub(lambda found: " " * len(found[0]), plain)
    known = lexicon.words
    contractions = lexicon.contractions
    tokens = Tokens()
    words, starts, ends, infos, gaps = tokens.words, tokens.starts, tokens.ends, tokens.infos, tokens.gaps
    gap = LINE
    line_start = 0
    previous_stop = False
    for match in _TOKEN.finditer(plain):
        kind = match.lastindex
        start = match.start()
        if kind == _WORD:
            word = match[0]
            info = known.get(word)
            if info is None:
                split = contractions.get(word)
                if split is None and word[-2:] == "'s":
                    split = (word[:-2], "'s")
                if split is not None:
                    end = match.end()
                    for part in split:
                        words.append(part)
                        starts.append(start)
                        ends.append(end)
                        infos.append(known.get(part) or guess(part))
                        gaps.append(gap)
                        gap = NONE
                    previous_stop = False
                    continue
                info = guess(word)
            elif info.kind == FILLER and (word != "like" or gap == COMMA):
                continue
            words.append(word)
            starts.append(start)
            ends.append(match.end())
            infos.append(info)
            gaps.append(gap)
            gap = NONE
            previous_stop = False
        elif kind == _NUMBER:
            if gap == LINE and _LIST_NUMBER.match(plain, start):
                continue
            words.append(match[0])
            starts.append(start)
            ends.append(match.end())
            infos.append(_FIGURE)
            gaps.append(gap)
            gap = NONE
            previous_stop = False
        elif kind == _STOP:
            if match[0] == "." and words and gap == NONE and (words[-1] in _ABBREVIATIONS or (len(words[-1]) == 1 and words[-1] != "i")):
                continue
            if gap < STOP:
                gap = STOP
            previous_stop = True
        elif kind == _LINE:
            end = match.end()
            if (
                previous_stop
                or start - line_start < _WRAPPED
                or gap >= BREAK
                or plain.find("\n", start + 1, end) >= 0
                or _BULLET.match(plain, end)
            ):
                gap = LINE
            line_start = end
        elif kind == _SOFT:
            if gap < COMMA:
                gap = COMMA
        elif kind == _HARD:
            if gap < BREAK:
                gap = BREAK
        else:
            word = "@" if kind == _MENTION else _SYMBOLS.get(match[0], ">")
            if gap == LINE and kind == _ARROW:
                continue
            words.append(word)
            starts.append(start)
            ends.append(match.end())
            infos.append(known.get(word) or guess(word))
            gaps.append(gap)
            gap = NONE
            previous_stop = False
    first = 0
    for at in range(1, len(words)):
        if gaps[at] >= STOP:
            tokens.sentences.append((first, at))
            first = at
    if words:
        tokens.sentences.append((first, len(words)))
    return tokens


def guess(word: str) -> Word:
    """What a word that the lexicon does not know may be, by its ending."""
    if len(word) > 4:
        if word[-2:] == "ed":
            return _GUESSED_PAST
        if word[-3:] == "ing":
            return _GUESSED_ING
        if word[-2:] == "ly":
            return _GUESSED_ADVERB
    return _UNKNOWN
