"""What a probe asks of its reply."""

import pytest

from bot.core.judge import judge
from bot.core.judgement import Asked
from bot.core.vote.evidence import Evidence
from bot.core.vote.reply import reply_evidence, reply_score, sought_ids
from tests.core.judged import reading_of, rubric

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


@pytest.mark.parametrize(
    ("named", "beside"), [("no_metric", "metric_delta"), ("metric_delta", "no_metric"), ("routed", "individual_action")]
)
def test_who_is_asked_about_a_doubt_is_asked_for_what_would_end_it(named: str, beside: str) -> None:
    assert sought_ids(rubric(), probe("Well?", named)) == {named, beside}


def test_a_reply_without_a_word_shows_that_and_nothing_else() -> None:
    likely = {entry.id: Evidence(entry.id, 3.0, "", None) for entry in rubric().ids}
    found = reply_evidence(rubric(), reading_of(""), probe("How did you know?"), likely, learned=dict.fromkeys(likely, 3.0))
    assert [id for id, one in found.items() if one.odds > 0] == ["no_story"]


def test_both_what_was_learned_and_what_is_named_lean_a_reply() -> None:
    asked = probe("How did you know?", "data_evidence")

    def score(odds: float, learned: float) -> float:
        evidence = {entry.id: Evidence(entry.id, -6.0, "", None) for entry in rubric().ids}
        evidence["data_evidence"] = Evidence("data_evidence", odds, "", None)
        return reply_score(rubric(), reading_of(COMPARED), asked, evidence, learned=learned)[0]

    assert score(4.0, -1.0) < score(4.0, 1.0)
    assert score(-4.0, 1.0) < score(4.0, 1.0)


@pytest.mark.parametrize("text", ["42", "No.", "Me.", "25 euros."])
@pytest.mark.parametrize("asked", ["What was your own part?", "When was that, and what happened?", "Who else uses it now?"])
def test_a_word_or_two_show_nothing_and_prove_nothing(text: str, asked: str) -> None:
    found = judge(rubric(), probe(asked), text)
    assert (found.leans, found.flaws, found.signals) == ("weak", (), ())
