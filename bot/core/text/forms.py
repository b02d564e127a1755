"""What is known of a word, wherever it stands: looked up once, and kept for the texts to come.

Everything after the tokens asks something else of the same few hundred words, so what each of them asks is worked out together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from bot.core.text.inflect import ING, PAST, PP
from bot.core.text.lexicon import ADV, NUMBER, OTHER, VERB, Lexicon, Word

if TYPE_CHECKING:
    from bot.core.text.phrases import Node

_MOST_KNOWN = 3072  # words; an answer of 300 has 150 different ones

_FIGURE = Word(kind=NUMBER)
_UNKNOWN = Word(kind=OTHER)
_GUESSED_PAST = Word(kind=VERB, forms=PAST | PP)
_GUESSED_ING = Word(kind=VERB, forms=ING)
_GUESSED_ADVERB = Word(kind=ADV)
_UNKNOWN_WORDS = frozenset({_UNKNOWN, _GUESSED_PAST, _GUESSED_ING})
NOTHING, DULL, SPECIFIC = range(3)

Number = Callable[[str], int]


class Form(NamedTuple):
    """A word: what it is to the grammar (`info`, of which `kind` and `bits` are parts; `known`: a figure, an adverb, or in the lexicon),
    the phrases that begin with it, its number in the sentence model, whether it says anything by itself (`content`: NOTHING, DULL or
    SPECIFIC), and the stem of one that is specific."""

    word: str
    info: Word
    kind: int
    bits: int
    known: bool
    begins: Node | None
    number: int
    content: int
    stem: str


class Forms:
    """The forms of a lexicon's words and of any others. `plain` holds those that stand for themselves wherever they stand, which most
    do; the tokeniser fills it.

    `starts` are the phrases' first words, `number` numbers words for the sentence model, `dull` are the classes that tell nothing."""

    def __init__(self, lexicon: Lexicon, starts: Mapping[str, Node], number: Number | None = None, dull: int = 0) -> None:
        self.lexicon, self.starts, self.number, self.dull = lexicon, starts, number, dull
        self.known: dict[str, Form] = {}
        self.plain: dict[str, Form] = {}

    def of(self, word: str) -> Form:
        """The form of a word, which is not empty."""
        return self.known.get(word) or self._learn(word)

    def _learn(self, word: str) -> Form:
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
            self.plain.clear()
        info = self.lexicon.words.get(word) or (_FIGURE if word[0].isdecimal() else guess(word))
        number = -1 if self.number is None else self.number(word)
        content = self._content(word, info)
        stem = _stem(word) if content == SPECIFIC else ""
        known = info not in _UNKNOWN_WORDS
        form = Form(word, info, info.kind, info.bits, known, self.starts.get(word), number, content, stem)
        self.known[word] = form
        return form

    def _content(self, word: str, info: Word) -> int:
        if info.kind not in {OTHER, VERB}:
            return NOTHING
        if info.bits & self.dull:
            return DULL
        return SPECIFIC if len(word) > 3 else NOTHING


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


def _stem(word: str) -> str:
    for suffix in ("ing", "ed", "es", "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word
