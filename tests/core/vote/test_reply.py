"""What a probe asks of its reply."""

import pytest

from bot.core.judge import judge
from bot.core.judgement import Asked
from bot.core.vote.reply import sought_ids
from tests.core.judged import rubric

COMPARED = "I compared the two lists line by line for a week: 212 of 9,400 rows differed, all of them from the same importer."


def probe(text: str, *competency: str) -> Asked:
    return Asked("dive_deep", "sde2", "Tell me about a time you dug into something.", text, competency)


@pytest.mark.parametrize(
    "typed", ["how  did you\nknow?", "HOW DID YOU KNOW", "How did you \u200bknow?", "Ｈｏｗ did you know?", "**How** did you know?"]
)
def test_however_a_probe_was_typed_it_asks_for_the_same(typed: str) -> None:
    plain = probe("How did you know?")
    assert "data_evidence" in sought_ids(rubric(), plain)
    assert sought_ids(rubric(), probe(typed)) == sought_ids(rubric(), plain)
    assert judge(rubric(), probe(typed), COMPARED).score == judge(rubric(), plain, COMPARED).score


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("How did you handle that?", "routed"),
        ("What did you do, because it was late?", "root_cause"),
        ("Who was against it?", "prevention"),
        ("Was there pressure?", "no_data"),
    ],
)
def test_a_word_inside_another_asks_for_nothing(text: str, beside: str) -> None:
    assert beside not in sought_ids(rubric(), probe(text))


def test_a_competency_is_ids_or_a_few_words() -> None:
    assert {"no_metric", "passive"} <= sought_ids(rubric(), probe("Well?", "no_metric, passive"))
    assert {"no_metric", "root_cause"} <= sought_ids(rubric(), probe("Well?", "no_metric", "the root of it"))
    words = sought_ids(rubric(), probe("Well?", "root cause of the passive sensors"))
    assert "root_cause" in words
    assert "passive" not in words
