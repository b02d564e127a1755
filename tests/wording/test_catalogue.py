"""The sentences: complete, well formed, and careful with a person's words."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.blocks import Span, said
from bot.wording.catalogue import Texts, languages, load_texts

BOT = Path(__file__).parents[2] / "bot"


def test_a_persons_words_stay_marked_wherever_a_sentence_puts_them() -> None:
    texts = Texts("en", {"a": "You said {quote}, *twice*."})
    assert texts.text("a", quote=said("*x* {y}")) == (
        Span("You said "),
        Span("*x* {y}", "said"),
        Span(", "),
        Span("twice", "strong"),
        Span("."),
    )


@given(st.text())
def test_any_words_pass_through_unchanged(words: str) -> None:
    texts = Texts("en", {"a": "{quote}"})
    assert texts.text("a", quote=said(words)) == (said(words),)


def test_a_count_chooses_its_sentence_and_english_stands_in() -> None:
    english = Texts("en", {"more": {"one": "One more.", "other": "{n} more."}, "only": "Here."})
    spanish = Texts("es", {"more": {"one": "Uno más.", "other": "{n} más."}}, english)
    assert [spanish("more", n=number) for number in (1, 2)] == ["Uno más.", "2 más."]
    assert spanish("only") == "Here."
    with pytest.raises(KeyError):
        spanish("nowhere")


def test_every_sentence_that_the_code_names_is_there() -> None:
    """Keys with a variable part are checked by the pages that use them; these are the ones written out."""
    texts = load_texts()
    named = {
        f"{path.name}: {key}": key
        for path in BOT.rglob("*.py")
        for key in re.findall(r"(?:texts|_texts)(?:\.text)?\(\s*\"([a-z_.]+)\"", path.read_text(encoding="utf-8"))
    }
    assert named
    assert [place for place, key in named.items() if key not in texts] == []


@pytest.mark.parametrize("language", languages())
def test_sentences_are_plain_and_calm(language: str) -> None:
    texts = load_texts(language)
    for key in texts.keys:
        sentence = texts._sentence(key, {})
        assert "!" not in sentence, f"{key}: no exclamation marks"
        assert sentence.count("*") % 2 == 0, f"{key}: stars come in pairs"
        assert sentence == sentence.strip(), f"{key}: stray space"


@pytest.mark.parametrize("language", languages())
def test_a_sentence_that_ends_in_a_quotation_ends_before_the_next_begins(language: str) -> None:
    texts = load_texts(language)
    assert [key for key in texts.keys if re.search(r"\{quote\} [A-ZÁÉÍÓÚÑ]", texts._sentence(key, {}))] == []
