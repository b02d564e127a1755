"""The parts of `check` that need no judge: times, figures, quiz, repetitions, spelling, completeness."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.completeness import missing
from bot.content.figures import figure_objections
from bot.content.giveaway import giveaway_objections, library_giveaways
from bot.content.library import Library, builtin_scenarios, load_library
from bot.content.overlap import overlap_objections
from bot.content.pace import pace_objections
from bot.content.quantities import figures
from bot.content.spelling import misspellings, spelling_objections
from bot.content.texts import texts_of
from bot.core.scenario import Scenario
from bot.core.vocabulary import PRINCIPLES
from tests.content.files import changed, right_text, scenario_of

RIGHT = scenario_of(right_text().encode())
OTHER = load_library([builtin_scenarios() / "dive_deep" / "cold-chain-alarm.yaml"]).scenarios["cold-chain-alarm"]
NO_QUESTIONS: dict[str, tuple[str, ...]] = dict.fromkeys(PRINCIPLES, ())


def with_strong(stage: str, text: str) -> Scenario:
    return replace(RIGHT, stages={**RIGHT.stages, stage: replace(RIGHT.stages[stage], strong=text)})


def with_overview(text: str) -> Scenario:
    return replace(RIGHT, overview=text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("from 0.3% to zero", [(0.3, "percent"), (0, "count")]),
        ("$8,000 per week, or 8K dollars", [(8_000, "money"), (8_000, "money")]),
        ("two hundred and forty visits in twenty-three clinics", [(240, "count"), (23, "count")]),
        ("one and a half million euros, £1.2m", [(1_500_000, "money"), (1_200_000, "money")]),
        ("about thirty percent of 1,048", [(30, "percent"), (1_048, "count")]),
        ("at 14:30 on 2024-05-01 the 3rd build of v2.3.1 on P1, 24/7", []),
        ("four thousand, and twelve hundred", [(4_000, "count"), (1_200, "count")]),
        ("one two three", []),
    ],
)
def test_figures_are_read_in_digits_and_words(text: str, values: list[tuple[float, str]]) -> None:
    assert [(one.value, one.kind) for one in figures(text)] == values


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It fell from 240 to 90, by 50%.", "From 240 to 90 is 62%, not 50%."),
        ("It fell from 240 to 90, a 50% drop.", "is 62%, not 50%"),
        ("That doubled it, from 30 to 80.", 'is 2.67 times, not "doubled"'),
        ("It fell by a third, from nine to two.", "not"),
        ("It cost $8,000 a week, about $300,000 a year.", "about 416,000 a year, not 300,000"),
        ("12 of 48 (30%) came back.", "12 of 48 is 25%, not 30%"),
        ("50 of the 40 came back.", "more than all of them"),
    ],
)
def test_figures_that_contradict_each_other_are_recomputed(sentence: str, words: str) -> None:
    said = [one.message for one in figure_objections(with_strong("action", sentence)) if one.where == ("stages", "action", "strong")]
    assert len(said) == 1
    assert words in said[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "It fell from 240 to 90, by a good 60%.",
        "It fell from nine days to two, 78% faster.",
        "We halved it, from 11 to 5.",
        "It cost $8,000 a week, which is about $400,000 a year.",
        "It cost $8,000 a week, and our budget was $20,000 a year.",
        "12 of 48 (25%) came back, and 30% of all others did.",
        "From 240 to 90 in one year, from 90 to 40 in the next, 50% of them by hand.",
    ],
)
def test_figures_that_may_be_right_are_left_alone(sentence: str) -> None:
    assert not [one for one in figure_objections(with_strong("action", sentence)) if one.where == ("stages", "action", "strong")]


def test_a_retelling_may_use_only_the_figures_of_the_story() -> None:
    (objection,) = figure_objections(with_overview("The rate was 0.4%, and $8,000 a week were lost."))
    assert objection.where == ("overview",)
    assert '"0.4%"' in objection.message
    assert not list(figure_objections(with_overview("The loss was $416,000 a year, with a rate of 0.3%.")))


def test_texts_must_fit_their_time() -> None:
    long = with_strong("task", "word " * 54)
    (objection,) = pace_objections(long)
    assert objection.message == "The text has 54 words; 20 seconds are time for 53 at most."
    assert not list(pace_objections(with_strong("task", "word " * 53)))
    assert ("stages", "action", "strong") in [one.where for one in pace_objections(with_strong("action", "word " * 241))]
    slow = replace(RIGHT, calibration={**RIGHT.calibration, "sde2": replace(RIGHT.calibration["sde2"], seconds=(0, 60))})
    assert [one.where for one in pace_objections(slow)] == [("calibration", "sde2", "seconds")]


def test_counterparts_must_be_about_equally_long() -> None:
    probe = RIGHT.probes[1]
    short = replace(RIGHT, probes=(replace(probe, weak=replace(probe.weak, text="It was high.")), *RIGHT.probes[2:]))
    assert [one.where for one in pace_objections(short)] == [("probes", 0, "weak", "text")]
    curt = replace(RIGHT, weak_answers=(replace(RIGHT.weak_answers[1], text="We did it."),))
    assert [one.where for one in pace_objections(curt)] == [("weak_answers", 0, "text")]


def test_a_right_option_may_not_stand_out() -> None:
    question = RIGHT.quiz[0]
    right = next(option for option in question.options if option.right)
    longer = replace(question, options=tuple(replace(one, text=one.text * 2) if one.right else one for one in question.options))
    (objection,) = giveaway_objections(replace(RIGHT, quiz=(longer, *RIGHT.quiz[1:])))
    assert "much longer" in objection.message
    first = tuple(replace(one, options=(right, *(option for option in one.options if not option.right))) for one in RIGHT.quiz)
    (objection,) = giveaway_objections(replace(RIGHT, quiz=first))
    assert "always stands in place 1" in objection.message


def test_a_library_may_not_reward_taking_the_longest() -> None:
    def padded(scenario: Scenario) -> Scenario:
        quiz = tuple(
            replace(
                question,
                options=tuple(
                    replace(one, text=f"{one.text} Yes.") if one.right else replace(one, text=one.text[:60]) for one in question.options
                ),
            )
            for question in scenario.quiz
        )
        return replace(scenario, quiz=quiz)

    assert list(library_giveaways([padded(RIGHT)] * 5)) == ["Who always takes the longest option is right in 20 of 20 quiz questions."]
    assert not list(library_giveaways([RIGHT] * 5))
    assert not list(library_giveaways([padded(RIGHT)])), "too few questions to say"


def test_a_story_told_twice_is_found_and_said_once() -> None:
    again = replace(RIGHT, id="again", title="Lost notifications")
    said = [objection.message for scenario, objection in overlap_objections([RIGHT, OTHER, again]) if scenario is again]
    assert said == ["This seems to be the story of webhook-drop-rate again."]
    assert not list(overlap_objections([RIGHT, OTHER]))


def test_a_retelling_in_other_words_is_the_same_story_still() -> None:
    stages = {
        **RIGHT.stages,
        "situation": replace(
            RIGHT.stages["situation"], strong="Week after week 0.3% of the Platform team's webhooks got lost. No alert, no ticket."
        ),
        "action": replace(
            RIGHT.stages["action"],
            strong="From the delivery logs I saw the retry logic drop a notification at each unhandled exception. "
            "I wrote a fix with a test, put an alert on the dead letter queue, and gave the Platform team the pull request.",
        ),
    }
    again = replace(
        RIGHT,
        id="again",
        title="The lost webhooks",
        overview="An engineer mends the webhooks of another team's payment service.",
        stages=stages,
    )
    assert any("story of webhook-drop-rate again" in objection.message for _, objection in overlap_objections([RIGHT, OTHER, again]))


def test_a_long_phrase_may_not_stand_in_two_scenarios_or_twice_in_one() -> None:
    phrase = "nobody had the time to look into it before the end of that week"
    once = replace(RIGHT, overview=f"{RIGHT.overview} And {phrase}.")
    other = replace(OTHER, takeaways=(f"Then {phrase}, they said.", *OTHER.takeaways[1:]))
    (found,) = overlap_objections([once, other])
    assert found[0] is other
    assert found[1].where == ("takeaways", 0)
    assert "stands in webhook-drop-rate too, under overview" in found[1].message
    begun = replace(OTHER.stages["situation"], strong=RIGHT.stages["situation"].strong)
    said = [found.message for _, found in overlap_objections([RIGHT, replace(OTHER, stages={**OTHER.stages, "situation": begun})])]
    assert any("begins as the one of webhook-drop-rate does" in one for one in said)
    twice = replace(once, takeaways=(f"Then {phrase}, they said.", *RIGHT.takeaways[1:]))
    (found,) = overlap_objections([twice])
    assert "stands in this file too" in found[1].message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They recieve it.", ['"recieve" is misspelt', 'Write "receive"']),
        ("It was the the last one.", ["the word stands here twice"]),
        ("The notifiaction came late.", ['"notifiaction" is misspelt', 'Write "notification"']),
        ("It had had an effect.", []),
        ("The colour of the organisation, and the color of the organization.", []),
    ],
)
def test_spelling(text: str, words: list[str]) -> None:
    often = replace(
        RIGHT, takeaways=("A notification is a notification is another notification, one more notification.", *RIGHT.takeaways[1:])
    )
    found = [objection for scenario, objection in spelling_objections([often, with_overview(text)]) if objection.where == ("overview",)]
    assert len(found) == bool(words)
    for word in words:
        assert word in f"{found[0].message} {found[0].hint}"


def test_no_right_word_is_in_the_list_of_wrong_ones() -> None:
    wrong = misspellings()
    assert len(wrong) > 150
    assert not set(wrong) & {word for right in wrong.values() for word in right.split()}


def test_every_text_that_people_read_is_checked() -> None:
    texts = dict(texts_of(RIGHT))
    assert texts[("probes", 0, "weak", "why")].startswith("A message passes the problem on")
    assert texts[("quiz", 0, "options", 1, "why")]
    assert texts[("calibration", "senior", "focus")]
    assert not [where for where in texts if where[-1] in ("id", "principle", "shows", "version")]
    assert not list(figure_objections(RIGHT))


def test_a_library_that_lacks_something_says_what() -> None:
    said = list(missing(Library({"x": RIGHT}, NO_QUESTIONS, "")))
    assert "Dive Deep has 0 of 2 scenarios." in said
    assert "Have Backbone; Disagree and Commit has 1 of 2 scenarios." in said
    assert "Ownership has 0 of 10 general questions." in said
    assert any("honest_failure" in one for one in said)
    assert not any("fluent" in one for one in said)
    plain = scenario_of(changed("fluent: true", "fluent: false"))
    assert "0 of 1 scenarios have a fluent weak answer; half of them should." in missing(Library({"x": plain}, NO_QUESTIONS, ""))
