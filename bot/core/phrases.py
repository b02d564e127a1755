"""Finds the lexicon's set phrases in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.lexicon import GAP, GAP3, NUM, NUMBER, Element, Lexicon, Phrase, Word
from bot.core.tokens import Tokens

_NONE: Sequence[Phrase] = ()


@dataclass(slots=True)
class Found:
    """A phrase at the tokens [first, end), and the class it stands for."""

    first: int
    end: int
    bits: int


def find_phrases(tokens: Tokens, lexicon: Lexicon) -> list[Found]:
    """Every phrase of every sentence, in order. Bounded work at each word: only phrases whose first two words stand there are tried,
    they are short, and gaps are at most three words."""
    out: list[Found] = []
    find = lexicon.phrases.get
    figure = find("#")
    words, infos = tokens.words, tokens.infos
    for first, end in tokens.sentences:
        for at in range(first, end):
            start = find(words[at])
            if infos[at].kind == NUMBER:
                starts = (start, figure)
            elif start is None:
                continue
            else:
                starts = (start, None)
            for start in starts:
                if start is None:
                    continue
                for phrase in start.any:
                    stop = _match(phrase.rest, 0, at + 1, end, words, infos)
                    if stop:
                        out.append(Found(at, stop, phrase.bits))
                if start.after and at + 1 < end:
                    for phrase in start.after.get(words[at + 1], _NONE):
                        rest = phrase.rest  # its first element is the word that stands here
                        stop = at + 2 if len(rest) == 1 else _match(rest, 1, at + 2, end, words, infos)
                        if stop:
                            out.append(Found(at, stop, phrase.bits))
    return out


def _match(rest: tuple[Element, ...], place: int, at: int, end: int, words: Sequence[str], infos: Sequence[Word]) -> int:
    """The token after the phrase, or 0 where it does not stand here."""
    while place < len(rest):
        element = rest[place]
        place += 1
        if isinstance(element, int):
            if element in (GAP, GAP3):
                for skipped in range(2 if element == GAP else 4):
                    stop = _match(rest, place, at + skipped, end, words, infos)
                    if stop:
                        return stop
                return 0
            if at >= end:
                return 0
            info = infos[at]
            if element == NUM:
                if info.kind != NUMBER:
                    return 0
            elif not (info.bits | info.verb) & element:
                return 0
        elif at >= end or words[at] not in element:
            return 0
        at += 1
    return at
