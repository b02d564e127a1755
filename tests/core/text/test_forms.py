"""What is known of a word is the same whether it was looked up before or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.rubric import load_rubric
from bot.core.answer import answer_of
from bot.core.text import forms as forms_of_words
from bot.core.text.forms import NOTHING, SPECIFIC, Forms
from bot.core.text.tokens import tokenise
from bot.core.text.view import view_of
from bot.core.vote.rubric import Rubric

TEXT = "I didn't wait: the dashboards showed 12 failures, so I rebuilt them. Like, the vendor wasn't amused."


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric()


def test_a_text_reads_the_same_after_everything_was_forgotten(rubric: Rubric, monkeypatch: pytest.MonkeyPatch) -> None:
    view, reader = view_of(TEXT), rubric.reader
    monkeypatch.setattr(forms_of_words, "_MOST_KNOWN", 2)
    forms = Forms(reader.lexicon, reader.phrase_finder.starts)
    assert tokenise(view, forms) == tokenise(view, forms)
    assert tokenise(view, forms).words == tokenise(view, reader.forms).words
    assert len(forms.known) <= 2
    assert set(forms.plain) <= set(forms.known)


def test_what_a_word_says_by_itself(rubric: Rubric) -> None:
    forms = Forms(rubric.reader.lexicon, rubric.reader.phrase_finder.starts)
    assert (forms.of("dashboards").content, forms.of("dashboards").stem) == (SPECIFIC, "dashboard")
    assert (forms.of("the").content, forms.of("the").stem) == (NOTHING, "")
    assert forms.of("the") is forms.of("the")


def test_another_model_numbers_the_words_itself(rubric: Rubric) -> None:
    assert rubric.model is not None
    assert rubric.model.sentences is not None
    model = rubric.model.sentences.model
    reading = rubric.reader.read(answer_of(TEXT))
    seen = rubric.traits.seen(reading)
    turned = dict(zip(model.grams.numbers, reversed(list(model.grams.numbers.values())), strict=True))
    other = replace(model, grams=replace(model.grams, numbers=turned))
    assert other.said(reading.tokens, seen) != model.said(reading.tokens, seen)
    unread = replace(reading.tokens, numbering=None, numbers=())
    assert other.said(unread, seen) == other.said(reading.tokens, seen)
