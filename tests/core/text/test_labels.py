"""Labels are the form's words and not the story's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.judged import STRONG, reading_of, voted

LABELS = [
    "Situation:",
    "S -",
    "S [situation]:",
    "(Task)",
    "Task:",
    "What I did:",
    "**Action**:",
    "Result\n",
    "## Lessons learned\n",
    "L)",
    "Key takeaway:",
]
SENTENCES = ["I counted the boats.", "Nobody had asked me.", "It fell from nine to two.", "Results were slow to come.", "A friend helped."]


def sentences(text: str) -> list[list[str]]:
    tokens = reading_of(text).tokens
    return [tokens.words[first:end] for first, end in tokens.sentences]


@given(st.lists(st.tuples(st.sampled_from(["", *LABELS]), st.sampled_from(SENTENCES)), min_size=1, max_size=8))
def test_an_answer_has_the_same_sentences_with_labels_and_without(told: list[tuple[str, str]]) -> None:
    labelled = "\n".join(f"{label} {sentence}" for label, sentence in told)
    assert sentences(labelled) == sentences("\n".join(sentence for _, sentence in told))


@pytest.mark.parametrize(
    "text", ["Results were slow.", "Action, not talk.", "My problem: nobody knew.", "Task forces met daily.", "A boat: mine."]
)
def test_what_runs_on_is_no_label(text: str) -> None:
    assert len(sentences(text)[0]) == len(text.split())


def test_a_label_on_a_line_of_its_own_says_the_stage_of_what_follows() -> None:
    tokens = reading_of("Situation\nThe boats leaked.\n\nWhat I learned\nTar first.").tokens
    assert [tokens.headings.get(first) for first, _ in tokens.sentences] == ["situation", "reflection"]


def test_a_form_that_was_left_empty_tells_no_story() -> None:
    assert voted("Situation:\nTask:\nAction:\nResult:\nReflection:").verdict == "insufficient_evidence"


def test_no_quote_begins_with_a_label() -> None:
    labelled = "\n".join(f"Action: {sentence}." for sentence in STRONG.removesuffix(".").split(". "))
    judgement = voted(labelled)
    quotes = [found.quote for found in (*judgement.flaws, *judgement.signals) if found.quote]
    assert quotes
    assert not [quote for quote in quotes if quote.startswith("Action")]


def test_stages_in_brackets_are_no_gaps_of_a_template() -> None:
    stages = ["situation", "task", "action", "result", "reflection"]
    parts = STRONG.split(". ")
    labelled = ". ".join(f"{stage[0].upper()}[{stage}] {part}" for stage, part in zip(stages, parts, strict=False))
    assert "no_story" not in voted(". ".join([labelled, *parts[len(stages) :]])).ids
