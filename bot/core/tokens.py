"""The words of an answer, with what stands between them, and its sentences.

Fillers ("um", "you know"), markdown, bullets, list numbers and emoji are no tokens; contractions are two. Parallel lists, not objects:
everything after this reads them many times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise

from bot.core.inflect import ING, PAST, PP
from bot.core.lexicon import ADV, FILLER, NUMBER, OTHER, SUBJECT, VERB, Lexicon, Word
from bot.core.view import View

# What stands before a word.
NONE, COMMA, BREAK, STOP, LINE = range(5)
_SIGN = -1  # no mark but a word in a sign: a mention, an arrow, "%"

# At a space, which stands before nearly every token, the look-ahead fails at once instead of every alternative one after the other.
_PATTERN = (
    r"(?=[^ ])("
    r"{letter}+(?:'{letter}+)*"
    r"|[.!?]+"
    r"|[,\"]"
    r"|\d+(?:[.,:]\d+)*"
    r"|\n[\s>]*"
    r"|[;:()\[\]|]"
    r"|[%€$£¥₹&]"
    r"|<[@#:a-z/][^>\s]{{0,60}}>"
    r"|[-=]?>"
    r"|(?<=\s)[-*]+(?=\s)"
    r")"
)
_TOKEN = re.compile(_PATTERN.format(letter=r"[^\W\d_]"))
_PLAIN_TOKEN = re.compile(_PATTERN.format(letter="[a-z]"))  # finds the same in a text of ASCII alone, in half the time
_MARKS = {
    **dict.fromkeys(',"', COMMA), **dict.fromkeys(";:()[]|-*", BREAK), **dict.fromkeys(".!?", STOP), "\n": LINE,
    **dict.fromkeys("%€$£¥₹&<=>", _SIGN),
}  # fmt: skip
_SIGNS = {"%": "percent", "€": "euro", "$": "dollar", "£": "pound", "¥": "yen", "₹": "rupee", "&": "and"}
_URL = re.compile(r"https?://\S+")
_BULLET = re.compile(r"[-*+#>]|\d{1,2}[.)]\s")
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]\s")
_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "st", "vs", "approx", "ca", "incl", "etc", "no", "nr", "fig", "jr", "sr", "dept", "max", "min", "avg",
    "resp", "cf", "sq",
})  # fmt: skip
_WRAPPED = 60  # a line this long that ends without a stop runs on in the next one

_LONG, _SHORT = 45, 8  # words in a sentence that no mark ends; words on either side of where it is cut
_JOINS = frozenset({"and", "so", "but", "then", "because", "anyway", "cause", "well", "okay"})
_STARTS = frozenset({"then", "so", "now", "that", "this", "there", "it", "what", "when", "after", "because", "finally"})

_FIGURE = Word(kind=NUMBER)
_UNKNOWN = Word(kind=OTHER)
_GUESSED_PAST = Word(kind=VERB, forms=PAST | PP)
_GUESSED_ING = Word(kind=VERB, forms=ING)
_GUESSED_ADVERB = Word(kind=ADV)
UNKNOWN_WORDS = frozenset({_UNKNOWN, _GUESSED_PAST, _GUESSED_ING})


@dataclass(slots=True)
class Tokens:
    """`words[i]` is `infos[i]` to the grammar (of the kind `kinds[i]`, in the classes `bits[i]`) and has `gaps[i]` before it.
    `sentences` are half-open token ranges.

    Token i is part `places[i]` of the view, which stands at [edges[2 * part], edges[2 * part + 1])."""

    words: list[str]
    infos: list[Word]
    kinds: bytes
    bits: list[int]
    gaps: list[int]
    sentences: list[tuple[int, int]]
    places: list[int]
    edges: list[int]

    def start(self, at: int) -> int:
        """Where the token begins in the view."""
        return self.edges[2 * self.places[at]]

    def of_kind(self, kind: int, first: int, end: int) -> list[int]:
        """The tokens of this kind among [first, end)."""
        find = self.kinds.find
        out: list[int] = []
        at = find(kind, first, end)
        while at >= 0:
            out.append(at)
            at = find(kind, at + 1, end)
        return out

    def end(self, at: int) -> int:
        """Where the token ends in the view."""
        return self.edges[2 * self.places[at] + 1]


def tokenise(view: View, lexicon: Lexicon) -> Tokens:
    """Tokens and sentences of the view. Linear in its length."""
    plain = view.plain
    if "http" in plain:
        plain = _URL.sub(lambda found: " " * len(found[0]), plain)
    pattern = _PLAIN_TOKEN if plain.isascii() else _TOKEN
    parts = pattern.split(plain)  # what is between the tokens, and every second one a token
    edges = list(accumulate(map(len, parts)))
    found = parts[1::2]
    known = lexicon.words
    words: list[str] = []
    infos: list[Word] = []
    gaps: list[int] = []
    places: list[int] = []
    firsts = [0]  # of the sentences
    line_start = 0
    gap = LINE
    for place, (word, info) in enumerate(zip(found, map(known.get, found), strict=True)):
        if info is not None:
            if info.kind == FILLER and (word != "like" or gap == COMMA):
                continue
        elif (mark := _MARKS.get(word[0])) is None:
            if word[0].isdecimal():
                if gap == LINE and _LIST_NUMBER.match(plain, edges[2 * place]):
                    continue
                info = _FIGURE
            else:
                split = lexicon.contractions.get(word)
                if split is None and word[-2:] == "'s":
                    split = (word[:-2], "'s")
                if split is not None:
                    *before, word = split
                    for part in before:
                        words.append(part)
                        infos.append(known.get(part) or guess(part))
                        gaps.append(gap)
                        places.append(place)
                        gap = NONE
                    info = known.get(word)
                info = info or guess(word)
        elif mark == LINE:
            start, end = edges[2 * place], edges[2 * place + 1]
            if start - line_start < _WRAPPED or gap >= BREAK or "\n" in word[1:] or _BULLET.match(plain, end):
                gap = LINE
                if firsts[-1] != len(words):
                    firsts.append(len(words))
            line_start = end
            continue
        elif mark == _SIGN or word[-1] == ">":
            if gap == LINE and word[0] in "-=>":
                continue
            word = "@" if word[0] == "<" else _SIGNS.get(word, ">")
            info = known.get(word) or guess(word)
        else:
            if word == "." and gap == NONE and words and (words[-1] in _ABBREVIATIONS or (len(words[-1]) == 1 and words[-1] != "i")):
                continue
            if gap < mark:
                gap = mark
                if mark == STOP and firsts[-1] != len(words):
                    firsts.append(len(words))
            continue
        words.append(word)
        infos.append(info)
        gaps.append(gap)
        places.append(place)
        gap = NONE
    if firsts[-1] != len(words):
        firsts.append(len(words))
    if len(words) > _LONG:
        firsts = _cut(words, infos, firsts)
    kinds = bytes([info.kind for info in infos])
    return Tokens(words, infos, kinds, [info.bits for info in infos], gaps, list(pairwise(firsts)), places, edges)


def _cut(words: list[str], infos: list[Word], firsts: list[int]) -> list[int]:
    """Where sentences begin, once speech that was written down without stops is cut where it takes a new start ("... and then I ...")."""
    out: list[int] = []
    for start, end in pairwise(firsts):
        out.append(start)
        if end - start > _LONG:
            for place in range(start + _SHORT, end - _SHORT):
                if words[place] in _JOINS and place - out[-1] >= _SHORT:
                    after = words[place + 1]
                    if infos[place + 1].kind == SUBJECT or after in _STARTS:
                        out.append(place)
    out.append(firsts[-1])
    return out


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
