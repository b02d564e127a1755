"""The words of an answer, with what stands between them, and its sentences.

Fillers ("um", "you know"), markdown, bullets, list numbers, labels ("Result:") and emoji are no tokens; contractions are two. Parallel
lists, not objects: everything after this reads them many times.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from bot.core.text.forms import Form, Forms, Number
from bot.core.text.labels import LABEL_STARTS, LABEL_WORDS, label_stage
from bot.core.text.lexicon import FILLER, NUMBER, SUBJECT, Word
from bot.core.text.view import View

if TYPE_CHECKING:
    from bot.core.text.phrases import Node

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
_BETWEEN_FIGURES = frozenset({"a", "p", "vs"})  # "9 a.m.", "3 vs. 5"
_NUMBERING = 2  # digits of the number of a step
_WRAPPED = 60  # a line this long that ends without a stop runs on in the next one

_LONG, _SHORT = 45, 8  # words in a sentence that no mark ends; words on either side of where it is cut
_JOINS = frozenset({"and", "so", "but", "then", "because", "anyway", "cause", "well", "okay"})
_STARTS = frozenset({"then", "so", "now", "that", "this", "there", "it", "what", "when", "after", "because", "finally"})

_NO_WORDS: tuple[tuple[()], ...] = ((),) * len(Form._fields)


@dataclass(slots=True)
class Tokens:
    """`words[i]` is `infos[i]` to the grammar (of the kind `kinds[i]`, in the classes `bits[i]`) and has `gaps[i]` before it; the other
    lists are those of its form (forms.py), and `numbering` numbered the words. `sentences` are half-open token ranges; `headings` say which
    stage a sentence, by its first token, has by the label right before it.

    Token i is part `places[i]` of the view, which stands at [edges[2 * part], edges[2 * part + 1])."""

    words: list[str]
    infos: Sequence[Word]
    kinds: bytes
    bits: Sequence[int]
    known: Sequence[bool]
    begins: Sequence[Node | None]
    numbers: tuple[int, ...]
    contents: bytes
    stems: Sequence[str]
    numbering: Number | None
    gaps: list[int]
    sentences: list[tuple[int, int]]
    headings: dict[int, str]
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


def tokenise(view: View, forms: Forms) -> Tokens:
    """Tokens and sentences of the view. Linear in its length."""
    plain = view.plain
    if "http" in plain:
        plain = _URL.sub(lambda found: " " * len(found[0]), plain)
    pattern = _PLAIN_TOKEN if plain.isascii() else _TOKEN
    parts = pattern.split(plain)  # what is between the tokens, and every second one a token
    edges = list(accumulate(map(len, parts)))
    found = parts[1::2]
    in_lexicon, contractions, form_of = forms.lexicon.words, forms.lexicon.contractions, forms.of
    made: list[Form] = []
    gaps: list[int] = []
    places: list[int] = []
    firsts = [0]  # of the sentences
    line_start = 0
    gap = LINE
    for place, form in enumerate(map(forms.plain.get, found)):
        if form is None:
            word = found[place]
            info = in_lexicon.get(word)
            if info is not None:
                form = form_of(word)
                if info.kind != FILLER:
                    forms.plain[word] = form
                elif word != "like" or gap == COMMA:
                    continue
            elif (mark := _MARKS.get(word[0])) is None:
                if word[0].isdecimal():
                    if gap == LINE and _LIST_NUMBER.match(plain, edges[2 * place]):
                        continue
                    form = form_of(word)
                else:
                    split = contractions.get(word)
                    if split is None and word[-2:] == "'s":
                        split = (word[:-2], "'s")
                    if split is None:
                        form = forms.plain[word] = form_of(word)
                    else:
                        *before, word = split
                        for part in before:
                            made.append(form_of(part))
                            gaps.append(gap)
                            places.append(place)
                            gap = NONE
                        form = form_of(word)
            elif mark == LINE:
                start, end = edges[2 * place], edges[2 * place + 1]
                if start - line_start < _WRAPPED or gap >= BREAK or "\n" in word[1:] or _BULLET.match(plain, end):
                    gap = LINE
                    if firsts[-1] != len(made):
                        firsts.append(len(made))
                line_start = end
                continue
            elif mark == _SIGN or word[-1] == ">":
                if gap == LINE and word[0] in "-=>":
                    continue
                form = form_of("@" if word[0] == "<" else _SIGNS.get(word, ">"))
            else:
                if word == "." and gap == NONE and made and _goes_on(made, gaps[-1]):
                    continue
                if gap < mark:
                    gap = mark
                    if mark == STOP and firsts[-1] != len(made):
                        firsts.append(len(made))
                continue
        made.append(form)
        gaps.append(gap)
        places.append(place)
        gap = NONE
    if firsts[-1] != len(made):
        firsts.append(len(made))
    headings: dict[int, str] = {}
    if labels := _labels(made, gaps, firsts):
        kept, firsts, headings = _unlabelled(gaps, firsts, labels)
        made, gaps, places = [made[at] for at in kept], [gaps[at] for at in kept], [places[at] for at in kept]
    words, infos, kinds, bits, known, begins, numbers, contents, stems = zip(*made, strict=True) if made else _NO_WORDS
    if len(words) > _LONG:
        firsts = _cut(words, kinds, firsts)
    sentences = list(pairwise(firsts))
    return Tokens(
        list(words), infos, bytes(kinds), bits, known, begins, numbers, bytes(contents), stems, forms.number, gaps, sentences,
        headings, places, edges,
    )  # fmt: skip


def _labels(made: Sequence[Form], gaps: Sequence[int], firsts: Sequence[int]) -> dict[int, tuple[int, str]]:
    """For each sentence that begins with a label, by its first token, where the label ends and of which stage it is."""
    out: dict[int, tuple[int, str]] = {}
    for first, end in pairwise(firsts):
        begins = first
        while begins < end and made[begins].word in LABEL_STARTS:  # "S (situation): ..." has two
            closes = next((at for at in range(begins + 1, min(end, begins + LABEL_WORDS) + 1) if at == end or gaps[at] >= BREAK), None)
            stage = None if closes is None else label_stage(" ".join(form.word for form in made[begins:closes]))
            if closes is None or stage is None:
                break  # what runs on is no label ("Results were slow to come")
            begins = closes
            out[first] = closes, stage
    return out


def _unlabelled(
    gaps: list[int], firsts: Sequence[int], labels: Mapping[int, tuple[int, str]]
) -> tuple[list[int], list[int], dict[int, str]]:
    """The tokens that belong to no label, where sentences begin among these, and the headings; what follows a label has the gap before it
    that the label had."""
    kept: list[int] = []
    starts: list[int] = []
    headings: dict[int, str] = {}
    for first, end in pairwise(firsts):
        begins = first
        if first in labels:
            begins, headings[len(kept)] = labels[first]
        if begins < end:
            gaps[begins] = gaps[first]
            starts.append(len(kept))
            kept.extend(range(begins, end))
    return kept, [*starts, len(kept)], headings


def _goes_on(made: Sequence[Form], gap: int) -> bool:
    """Whether a full stop right after the last word, which has this gap before it, ends no sentence: it is short for something, or numbers
    what follows. After a figure it is a unit, whatever else it may be short for ("in 90 ms. Since then")."""
    word = made[-1].word
    if word[0].isdecimal():
        return gap >= STOP and len(word) <= _NUMBERING
    if gap == NONE and made[-2:-1] and made[-2].kind == NUMBER:
        return word in _BETWEEN_FIGURES
    return word in _ABBREVIATIONS or (len(word) == 1 and word != "i")


def _cut(words: Sequence[str], kinds: Sequence[int], firsts: list[int]) -> list[int]:
    """Where sentences begin, once speech that was written down without stops is cut where it takes a new start ("... and then I ...")."""
    out: list[int] = []
    for start, end in pairwise(firsts):
        out.append(start)
        if end - start > _LONG:
            for place in range(start + _SHORT, end - _SHORT):
                if words[place] in _JOINS and place - out[-1] >= _SHORT:
                    after = words[place + 1]
                    if kinds[place + 1] == SUBJECT or after in _STARTS:
                        out.append(place)
    out.append(firsts[-1])
    return out
