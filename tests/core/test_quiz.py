"""Which questions come, in which order, and what a party and its points do over time."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.plain import from_data, to_data
from bot.core.quiz import FOCUS, Item, by_story, draw, items, letter_of, shown_order
from bot.core.quiz_replies import Posed
from bot.core.scenario import QuizOption
from bot.core.vocabulary import FLAWS_AND_SIGNALS, LEVELS, Level
from tests.core.held import scenario

SEEDS = st.integers(0, 2**31)


def made(key: str, about: tuple[str, ...] = ("no_data",), options: int = 4) -> Item:
    choices = tuple(QuizOption(f"option {place}", place == 1, f"why {place}") for place in range(options))
    return Item(key, "ownership", "A title", "A story.", f"What about {key}?", about, choices, {"senior": "the bar"})


POOL = tuple(made(f"{story}/{question}") for story in "abcde" for question in range(4))


def test_a_scenarios_questions_bring_its_story_and_its_bars() -> None:
    found = items([scenario()])
    assert [item.key for item in found] == [f"webhook-drop-rate/{question.id}" for question in scenario().quiz]
    assert found[0].story == scenario().overview
    assert set(found[0].bars) == set(LEVELS)
    assert found[0].options[found[0].right].right


def test_an_item_outlives_the_library() -> None:
    for item in items([scenario()]):
        assert from_data(Item, to_data(item)) == item


def test_what_a_level_weighs_is_in_the_vocabulary() -> None:
    assert set(FOCUS) == set(LEVELS)
    assert all(ids <= set(FLAWS_AND_SIGNALS) for ids in FOCUS.values())


@given(SEEDS, st.lists(st.integers(1, 12), min_size=1, max_size=30))
def test_none_comes_twice_before_the_pool_is_through(seed: int, counts: list[int]) -> None:
    seen: dict[str, int] = {}
    for turn, count in enumerate(counts):
        drawn = draw(POOL, seen, seed + turn, count)
        assert len({item.key for item in drawn}) == len(drawn) == min(count, len(POOL))
        for item in drawn:
            seen[item.key] = seen.get(item.key, 0) + 1
        asked = [seen.get(item.key, 0) for item in POOL]
        assert max(asked) - min(asked) <= 1


@given(SEEDS, st.sampled_from([None, *LEVELS]), st.integers(0, 15))
def test_no_story_comes_twice_in_a_quiz_while_another_is_left(seed: int, level: Level | None, before: int) -> None:
    seen = {item.key: 1 for item in draw(POOL, {}, seed + 1, before)}
    for count in range(1, 6):
        assert len({item.scenario for item in draw(POOL, seen, seed, count, level)}) == count


@given(SEEDS)
def test_the_same_seed_draws_and_shuffles_the_same(seed: int) -> None:
    assert draw(POOL, {}, seed, 7) == draw(tuple(reversed(POOL)), {}, seed, 7)
    assert shown_order(POOL[0], seed) == shown_order(POOL[0], seed)
    assert sorted(shown_order(POOL[0], seed)) == [0, 1, 2, 3]


def test_no_letter_is_the_right_one_more_often_than_chance_allows() -> None:
    """A fair shuffle puts the right option at each of four letters in a quarter of the cases: 500 of 2,000, give or take 4.5 sigma."""
    letters = [letter_of(item, seed, item.right) for item in POOL for seed in range(100)]
    assert all(abs(letters.count(letter) - 500) < 90 for letter in "ABCD")


def test_a_level_brings_what_it_weighs_first_but_nothing_twice() -> None:
    pool = (*POOL, made("x/senior", ("systemic_insight",)), made("y/senior", ("tradeoff", "no_data")))
    assert {item.key for item in draw(pool, {}, 5, 2, "senior")} == {"x/senior", "y/senior"}
    seen = {"x/senior": 1, "y/senior": 1}
    assert not {item.key for item in draw(pool, seen, 5, 20, "senior")} & set(seen)


@given(SEEDS, st.integers(1, 20))
def test_questions_of_one_story_come_together_and_none_is_lost(seed: int, count: int) -> None:
    drawn = draw(POOL, {}, seed, count)
    told = by_story(drawn)
    assert sorted(item.key for item in told) == sorted(item.key for item in drawn)
    stories = [item.scenario for item in told]
    changes = sum(before != after for before, after in itertools.pairwise(stories))
    assert changes == len(set(stories)) - 1


@given(SEEDS, st.integers(2, 8))
def test_letters_lead_to_the_options_they_are_shown_with(seed: int, options: int) -> None:
    item = made("a/1", options=options)
    posed = Posed(item, seed)
    for letter, place, option in posed.options:
        assert item.options[place] is option
        assert posed.letter(place) == letter == letter_of(item, seed, place)


@pytest.mark.parametrize("count", [0, 1, 50])
def test_a_draw_gives_what_there_is(count: int) -> None:
    assert len(draw(POOL, {}, 1, count)) == min(count, len(POOL))
