"""The warning before names and secrets: it sees the plain cases, and stays quiet on ordinary answers."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.confidential import exposures, masked

SHOWN = [
    ("credential", "I found AKIAABCDEFGHIJKLMNOP in the repository.", "AKIAABCDEFGHIJKLMNOP"),
    ("credential", "The password was hunter22!x and nobody changed it.", "hunter22!x"),
    ("credential", "We used postgres://admin:s3cret@db.example.com/prod then.", "postgres://admin:s3cret@db.example.com/prod"),
    ("email", "I wrote to bob.k@example.com the same day.", "bob.k@example.com"),
    ("phone", "I called +49 170 1234567 at night.", "+49 170 1234567"),
    ("address", "The host db1.prod.internal was down.", "db1.prod.internal"),
    ("address", "It ran on 10.0.3.4 for years.", "10.0.3.4"),
    ("codename", "It was codenamed Bluebird at the time.", "Bluebird"),
    ("codename", "I joined Project Falcon in May.", "Falcon"),
    ("customer", "Our customer Initech was unhappy.", "Initech"),
    ("customer", "Contoso GmbH called us on Friday.", "Contoso GmbH"),
]

ORDINARY = [
    "The password was stolen, so I reset all of them.",
    "Our customer Service team answered. The client I met was kind. Project Management said no.",
    "I moved us from AWS to Azure with Kafka, 1.5.2 and 3.10.0.4, at 10:30.",
    "I saved 412,000 euros over 2019-2023, which is 1,900 a month.",
    "Customer complaints fell by 40%. Customers wrote to us. The customer was happy.",
    "My project was late. The project I led took 9 months.",
]


@pytest.mark.parametrize(("kind", "text", "quote"), SHOWN)
def test_what_should_not_be_shown_is_quoted_exactly(kind: str, text: str, quote: str) -> None:
    (found,) = exposures(text)
    assert (found.kind, found.quote) == (kind, quote)
    assert text[found.start : found.end] == quote


def test_a_credential_is_never_repeated_in_full() -> None:
    text = "The token: ghp_abcdefghijklmnopqrstuvwxyz012345 was in the log."
    assert [masked(found) for found in exposures(text)] == ["ghp_…"]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_answer_gives_no_warning(text: str) -> None:
    assert exposures(text) == ()


def test_the_answers_of_the_corpus_give_almost_no_warning() -> None:
    """They name invented firms in passing, and people by first name: a warning at each would be clicked away."""
    answers = [
        json.loads(line)["answer"]
        for path in sorted((Path(__file__).parents[1] / "corpus" / "train").glob("*-answers.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    some = answers[::5]  # of every hand: the corpus grows, the suite need not
    warned = [answer for answer in some if exposures(answer)]
    assert len(some) > 1000
    assert len(warned) <= len(some) * 0.02


@given(st.text(max_size=400))
def test_spans_are_exact_and_do_not_overlap_on_any_text(text: str) -> None:
    end = 0
    for found in exposures(text):
        assert text[found.start : found.end] == found.quote
        assert found.start >= end
        end = found.end
