"""Drills: of what came back, on whole sentences of one's own; grades that can be traced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.core.advice import ADVICE
from bot.core.drills import (
    Add,
    LeftOpen,
    Probe,
    Quiz,
    Rewrite,
    Seen,
    Spot,
    drills_for,
    quiz_drill,
    recurring,
    sentence_around,
    sentences_in,
)
from bot.core.grading import grade_choice, grade_text, spliced
from bot.core.plain import from_data, to_data
from bot.core.quiz import items, shown_order
from bot.core.vocabulary import FLAWS
from tests.core.judged import rubric
from tests.core.tellings import telling
from tests.usecases.histories import EXPORT_WEAKLY

QUESTION = "Tell me about a time when you took on something outside your area."
WE = "We looked at the logs together and we rebuilt the importer over two weeks."


def rewrite(flaw: str, sentence: str) -> Rewrite:
    start = EXPORT_WEAKLY.index(sentence)
    return Rewrite(flaw, "", "ownership", "sde2", QUESTION, EXPORT_WEAKLY, start, start + len(sentence))


def test_what_comes_back_is_in_two_of_the_last_tellings() -> None:
    old = [telling(number, flaws=("blame",)) for number in range(2)]
    new = [telling(number + 2, flaws=("no_metric",) if number % 4 == 0 else ()) for number in range(8)]
    assert recurring([*old, *new]) == ("no_metric",)
    assert recurring([telling(1, flaws=("blame",)), telling(2, weak=("blame", "metric_delta"))]) == ("blame",)
    assert recurring([telling(1, flaws=("blame",))]) == ()


@given(st.text(alphabet="ab .!?\n…\"'", max_size=80), st.data())
def test_a_sentence_around_holds_the_span_and_loses_nothing(text: str, data: st.DataObject) -> None:
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = sentence_around(text, start, end)
    assert 0 <= first <= start
    assert end <= last <= len(text) or text[last:end].strip() == ""


def test_the_sentence_is_whole() -> None:
    start = EXPORT_WEAKLY.index("we rebuilt the importer")
    first, last = sentence_around(EXPORT_WEAKLY, start, start + 10)
    assert EXPORT_WEAKLY[first:last] == WE


def test_drills_are_on_ones_own_words_where_there_are_some() -> None:
    start = EXPORT_WEAKLY.index("we rebuilt")
    seen = [Seen("s1", "collective_voice", "Why.", start, start + 10, "ownership", "sde2", QUESTION, EXPORT_WEAKLY)]
    left = [
        LeftOpen(
            "s1", 2, "individual_action", ("individual_action",), "Which part?", "We did.", "ownership", "sde2", QUESTION, EXPORT_WEAKLY
        )
    ]
    found = drills_for("collective_voice", seen, left, tuple(load_library().scenarios.values()), 1)
    assert [type(drill.task) for drill in found] == [Rewrite, Probe, Spot]
    assert len({drill.key for drill in found}) == 3
    for drill in found:
        assert from_data(type(drill), to_data(drill)) == drill
    absent = [Seen("s1", "no_metric", "Looked for a number.", None, None, "ownership", "sde2", QUESTION, EXPORT_WEAKLY)]
    assert [type(drill.task) for drill in drills_for("no_metric", absent, [], (), 1)] == [Add]
    assert drills_for("context_overload", [], [], (), 1) == []


@pytest.mark.parametrize("flaw", sorted(FLAWS))
def test_a_flaw_to_spot_has_one_right_answer_among_four(flaw: str) -> None:
    scenarios = tuple(load_library().scenarios.values())
    for drill in drills_for(flaw, [], [], scenarios, 5):
        task = drill.task
        assert isinstance(task, Spot)
        assert len(set(task.options)) == 4
        assert [grade_choice(task, place).rating for place in range(4)].count("good") == 1
        held = next(one for one in scenarios if one.id == drill.key.split(":")[2])
        shown = next(
            {each.id for each in answer.flaws} for answer in held.weak_answers if task.quote in [each.quote for each in answer.flaws]
        )
        assert not shown & (set(task.options) - {flaw}), "what the same answer shows as well is no wrong choice"


def test_a_rewrite_is_judged_in_its_place() -> None:
    task = rewrite("collective_voice", WE)
    good = grade_text(
        task, "I read three months of logs, rebuilt the importer in two weeks and wrote a check for the missing column.", rubric()
    )
    assert good.rating == "good"
    assert good.shown is not None
    same = grade_text(task, WE, rubric())
    assert (same.rating, same.why) == ("again", "still")
    assert same.enough
    whole, start, end = spliced(task, "  I did. ", rubric())
    assert whole[start:end] == "I did."
    assert whole[end:] == EXPORT_WEAKLY[task.end :]


def test_an_empty_phrase_in_its_place_is_not_good() -> None:
    for text in ("It was done.", "Logs.", "The importer."):
        assert grade_text(rewrite("collective_voice", WE), text, rubric()).rating != "good"


def test_a_sentence_that_is_missing_is_written() -> None:
    task = Add("no_metric", "", "ownership", "sde2", QUESTION, EXPORT_WEAKLY, "result")
    number = "The failures went from one a week to none in the four months since."
    assert grade_text(task, number, rubric()).rating == "good"
    whole, start, end = spliced(task, number, rubric())
    assert whole[start:end] == number
    assert whole.replace(f"{number} ", "") == EXPORT_WEAKLY, "it stands where the result ends, and nothing else has changed"
    assert whole.index("I learned") > end


def test_what_happens_to_hold_a_number_is_not_what_was_missing() -> None:
    told = EXPORT_WEAKLY[: EXPORT_WEAKLY.index(WE)]
    task = Add("no_metric", "", "ownership", "sde2", QUESTION, told, "result")
    assert grade_text(task, "I like tea. My sister lives in Leeds with two cats.", rubric()).rating != "good"
    assert grade_text(task, "The failures went from one a week to none in the four months since.", rubric()).rating == "good"


def test_a_follow_up_that_is_left_open_again_is_told_what_it_asked_for() -> None:
    probe = "Who has an interest in it staying as it is?"
    task = Probe("generic_reflection", "ownership", "senior", QUESTION, EXPORT_WEAKLY, probe, ("systemic_insight",), "We fixed it.")
    grade = grade_text(task, "Nobody really, we fixed it together and it went well.", rubric())
    assert (grade.rating, grade.enough) == ("again", ADVICE["systemic_insight"].enough), "as the interview's debrief said"


def test_sentences_are_counted_as_people_count_them() -> None:
    assert sentences_in("I wrote a check. It runs nightly, e.g. on Sundays! Failures fell from 1.5 a week to none...") == 3
    assert sentences_in("One.\n\nTwo.\n\n") == 2
    assert sentences_in("no stop at all") == 1


def test_a_quiz_question_is_right_or_wrong_wherever_its_options_stand() -> None:
    for item in items(load_library().scenarios.values())[:10]:
        task = quiz_drill(item, 3).task
        assert isinstance(task, Quiz)
        order = shown_order(item, 3)
        assert [grade_choice(task, place).rating for place in range(len(order))] == [
            "good" if item.options[place].right else "again" for place in order
        ]
