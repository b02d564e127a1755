"""What a question asks for is read from its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.content.library import load_library
from bot.content.rubric import read_asking, rubric_home
from bot.core.judgement import Asked
from bot.core.trained.asks import ASKS, Asking
from bot.core.vocabulary import PRINCIPLES
from tests.core.judged import rubric

TRAIN = Path(__file__).parents[2] / "corpus" / "train"


@pytest.fixture(scope="module")
def asking() -> Asking:
    return read_asking(rubric_home())


def asks(asking: Asking, question: str, principle: str = "ownership") -> set[str]:
    return {ASKS[place] for alternatives in asking.of(Asked(principle, "sde2", question)).asks for place in alternatives}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Tell me about a time you failed.", {"failed"}),
        ("Tell me about a time you disagreed with a decision and lost.", {"disagreed", "lost"}),
        ("Describe a time you didn\u2019t agree with your manager.", {"disagreed"}),
        ("Tell me about critical feedback you received.", {"criticised"}),
        ("Tell me about a time you gave somebody difficult feedback.", {"hard_truth"}),
        ("Tell me about a time you SAVED MONEY for your company.", {"frugal"}),
        ("Tell me about a time you earned the trust of a difficult customer.", {"trust", "customer"}),
        ("Tell me about somebody you coached.", {"developed"}),
        ("Tell me about a process you simplified.", {"simplified"}),
    ],
)
def test_a_question_asks_for_what_it_says(asking: Asking, question: str, wanted: set[str]) -> None:
    assert asks(asking, question) == wanted


def test_the_longest_run_wins_its_words(asking: Asking) -> None:
    assert asks(asking, "Tell me about a time you achieved something with very little.") == {"frugal"}
    assert asks(asking, "Describe a decision you made with very little data.") == {"little_info"}
    assert asks(asking, "Tell me about a time you had to deliver bad news.") == {"hard_truth"}


def test_asks_with_the_same_words_are_alternatives(asking: Asking) -> None:
    (alternatives,) = asking.of(Asked("ownership", "sde2", "Tell me about a time you pushed back on a decision.")).asks
    assert {ASKS[place] for place in alternatives} == {"disagreed", "owned", "raised_bar"}
    assert len(asking.of(Asked("ownership", "sde2", "Tell me about a time you disagreed with a decision and lost.")).asks) == 2


@pytest.mark.parametrize("principle", PRINCIPLES)
def test_a_question_without_such_words_asks_for_what_its_principle_is_about(asking: Asking, principle: str) -> None:
    unsaid = asks(asking, "Go ahead whenever it suits.", principle)
    assert unsaid >= {ASKS[place] for place in asking.of_principle(principle)}
    assert unsaid == {ASKS[place] for place in asking.broadly[principle]}


def test_who_owned_up_to_a_failure_showed_ownership(learned: Asking) -> None:
    assert {"owned", "failed"} <= asks(learned, "Tell me about a time you showed ownership.", "ownership")
    assert "failed" not in asks(learned, "Tell me about a time you took on something outside your area.", "ownership")


def test_every_ask_can_be_asked_for_in_each_of_its_words(asking: Asking) -> None:
    asked_for = {ASKS[place] for _, place in asking.cues}
    assert asked_for == set(ASKS)
    for cue, place in asking.cues:
        assert ASKS[place] in asks(asking, f"Tell me of it:{cue}"), cue


def test_labels_name_asks_that_there_are_and_units_that_stand_in_the_answer() -> None:
    for path in sorted(TRAIN.glob("*-asks.jsonl")):
        units = {raw["id"]: len(raw["spans"]) for raw in records(path.with_name(path.name.replace("-asks", "-units")))}
        for raw in records(path):
            assert set(raw["asks"]) <= set(ASKS), raw["id"]
            numbers = [number for held in raw["asks"].values() for number in held]
            assert all(1 <= number <= units[raw["id"]] for number in numbers), raw["id"]


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def learned() -> Asking:
    model = rubric().model
    assert model is not None
    assert model.sentences is not None
    return model.sentences.about.asking


def labelled() -> dict[str, list[list[str]]]:
    return {raw["question"]: raw["asks"] for raw in records(TRAIN / "questions.jsonl")}


def test_our_own_questions_ask_for_what_they_are_labelled_with(learned: Asking) -> None:
    """Whoever answers one of them well is not to be told that it was another question: each is labelled, and read as it is labelled."""
    library, known = load_library(), labelled()
    own = [(principle, question) for principle, questions in library.questions.items() for question in questions]
    own += [(one.principle, question) for one in library.scenarios.values() for question in (one.question, *one.question_variants)]
    assert [question for _, question in own if question not in known] == [], "label it in tests/corpus/train/questions.jsonl"
    for principle, question in own:
        demands = [{ASKS[place] for place in one} for one in learned.of(Asked(principle, "sde2", question)).asks]
        wanted = [set(alternatives) for alternatives in known[question]]
        assert all(one & set().union(*wanted) for one in demands), f"{question} asks for nothing else than {wanted}: {demands}"
        assert all(any(one & each for one in demands) for each in wanted), f"{question} asks for {wanted}: {demands}"


@pytest.mark.parametrize("principle", PRINCIPLES)
def test_a_question_that_may_ask_for_several_things_asks_for_what_its_principle_stands_for_as_well(learned: Asking, principle: str) -> None:
    """In words that say little, nothing is demanded that the principle does not."""
    (alternatives,) = learned.of(Asked(principle, "sde2", "Which Tuesday would you like to have back, and whom did you ring?")).asks
    assert set(learned.of_principle(principle)) <= set(alternatives)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Which wrong turn of yours hurt others most?", "failed"),
        ("Whose growth are you proudest of having had a hand in?", "developed"),
        ("When did you decide although half of what you needed to know was missing?", "little_info"),
        ("What did a client need that nobody had heard?", "customer"),
    ],
)
def test_a_question_in_other_words_asks_for_the_same(learned: Asking, question: str, wanted: str) -> None:
    """No cue names what is asked here, and none of these questions was learned from."""
    assert question not in labelled()
    assert wanted in asks(learned, question)
