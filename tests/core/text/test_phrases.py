"""Phrases found by a lexicon of this file's own."""

import pytest

from bot.core.text.forms import Forms
from bot.core.text.lexicon import Bits, Lexicon, LexiconData, build_lexicon
from bot.core.text.phrases import PhraseFinder
from bot.core.text.tokens import tokenise
from bot.core.text.view import view_of

_PHRASES = {
    "alone": ["luckily"],
    "pair": ["cold brew", "cold brew coffee"],
    "gap": ["the _ kettle"],
    "wide": ["broke __ down"],
    "figure": ["# kettles", "after #"],
    "class": ["a {vessel}"],
    "verb": ["pour~ it/them away"],
}


def _lexicon() -> tuple[Lexicon, Bits]:
    bits = Bits()
    data = LexiconData(
        grammar={"det": ["the", "a"]},
        contractions={},
        irregular={},
        verbs={"act": ["pour"]},
        nouns={"vessel": ["kettle", "pot"]},
        words={},
        phrases=_PHRASES,
        numbers={"two": 2.0},
    )
    return build_lexicon(data, bits), bits


LEXICON, BITS = _lexicon()
FINDER = PhraseFinder(LEXICON.phrases)
FORMS = Forms(LEXICON, FINDER.starts)


def found(text: str) -> set[tuple[int, str]]:
    """(token, class) of every phrase."""
    return {(at, name) for at, bits in FINDER.find(tokenise(view_of(text), FORMS)) for name in BITS.names(bits)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("luckily it held", {(0, "alone")}),
        ("a cold brew", {(1, "pair")}),
        ("cold coffee brew", set()),
        ("the kettle sang", {(0, "gap")}),
        ("the old kettle sang", {(0, "gap")}),
        ("the very old kettle sang", set()),
        ("it broke down", {(1, "wide")}),
        ("it broke right in front down", {(1, "wide")}),
        ("it broke right in front of down", set()),
        ("two kettles", {(0, "figure")}),
        ("17 kettles", {(0, "figure")}),
        ("after 17", {(0, "figure")}),
        ("after two", {(0, "figure")}),
        ("after noon", set()),
        ("a pot", {(0, "class")}),
        ("a lid", set()),
        ("i poured them away", {(1, "verb")}),
        ("pouring it away", {(0, "verb")}),
        ("luckily the pots poured them away", {(0, "alone"), (3, "verb")}),
    ],
)
def test_phrases(text: str, expected: set[tuple[int, str]]) -> None:
    assert found(text) == expected
    assert found(text) == expected  # the second time the graph is made out already


def test_no_phrase_goes_beyond_its_sentence() -> None:
    assert not found("It was cold. Brew it. The. Kettle. It broke. Down. After. 17.")


def test_a_phrase_that_begins_like_another_hides_neither() -> None:
    assert found("cold brew coffee in the cold pot, and a pot") == {(0, "pair"), (8, "class")}
