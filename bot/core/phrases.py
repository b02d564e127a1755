"""Finds the lexicon's set phrases in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.lexicon import GAP, GAP3, NUM, NUMBER, Element, Lexicon
from bot.core.tokens import Tokens


@dataclass(slots=True)
class Found:
    """A phrase at the tokens [first, end), and the class it stands for."""

    first: int
    end: int
    bits: int


def find_phrases(tokens: Tokens, lexicon: Lexicon) -> list[Found]:
    """Every phrase of every sentence, in order. Bounded work at each word: phrases are short and gaps are at most three words."""
    out: list[Found] = []
    table = lexicon.phrases
    words = tokens.words
    infos = tokens.infos
    for first, end in tokens.sentences:
        for at in range(first, end):
            found = table.get(words[at])
            if found is None:
                if infos[at].kind != NUMBER or (found := table.get("#")) is None:
                    continue
            elif infos[at].kind == NUMBER:
                found = found + table.get("#", ())
            for phrase in found:
                stop = _match(phrase.rest, 0, at + 1, end, tokens)
                if stop:
                    out.append(Found(at, stop, phrase.bits))
    return out


def _match(rest: tuple[Element, ...], place: int, at: int, end: int, tokens: Tokens) -> int:
    """The token after the phrase, or 0 where it does not stand here."""
    while place < len(rest):
        element = rest[place]
        place += 1
        if element == GAP or element == GAP3:
            for skipped in range(0, 2 if element == GAP else 4):
                stop = _match(rest, place, at + skipped, end, tokens)
                if stop:
                    return stop
            return 0
        if at >= end:
            return 0
        if isinstance(element, int):
            info = tokens.infos[at]
            if element == NUM:
                if info.kind != NUMBER:
                    return 0
            elif not (info.bits | info.verb) & element:
                return 0
        elif tokens.words[at] not in element:
            return 0
        at += 1
    return at
