"""Points, places, spreads and streaks."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.core.quiz_points import Given, ranked, spread, standings, streak

ANSWERS = st.lists(st.builds(Given, st.integers(1, 6), st.booleans(), st.integers(0, 60_000)), max_size=40)


def test_being_right_decides_and_the_time_only_between_equals() -> None:
    answers = [Given(1, True, 900), Given(2, True, 100), Given(2, True, 100), Given(3, True, 500), Given(1, False, 1)]
    assert [(each.place, each.member, each.points) for each in standings(answers)] == [(1, 2, 2), (2, 3, 1), (3, 1, 1)]


def test_a_quick_wrong_answer_gains_nothing() -> None:
    placed = standings([Given(1, True, 500), Given(1, False, 0), Given(2, True, 500), Given(2, False, 60_000)])
    assert [(each.place, each.millis) for each in placed] == [(1, 500), (1, 500)]


def test_who_joined_and_never_answered_is_last_with_nothing() -> None:
    placed = standings([Given(1, True, 5)], players=[9, 1])
    assert [(each.place, each.member, each.points) for each in placed] == [(1, 1, 1), (2, 9, 0)]


@given(ANSWERS)
def test_every_player_has_one_place_and_more_points_never_a_worse_one(answers: list[Given]) -> None:
    placed = standings(answers)
    assert sorted(each.member for each in placed) == sorted({answer.member for answer in answers})
    assert sum(each.points for each in placed) == sum(answer.right for answer in answers)
    for before, after in itertools.pairwise(placed):
        assert (before.points, -before.millis) >= (after.points, -after.millis)
        equal = (before.points, before.millis) == (after.points, after.millis)
        assert (before.place == after.place) == equal


def test_over_days_only_points_count_and_equals_share_a_place() -> None:
    assert [(each.place, each.member) for each in ranked({1: 3, 2: 5, 3: 3, 4: 0})] == [(1, 2), (2, 1), (2, 3), (4, 4)]


@given(st.integers(2, 8).flatmap(lambda options: st.tuples(st.just(options), st.lists(st.integers(0, options - 1)))))
def test_the_spread_counts_every_answer_once(given_: tuple[int, list[int]]) -> None:
    options, choices = given_
    counts = spread(options, choices)
    assert len(counts) == options
    assert sum(counts) == len(choices)


def test_a_streak_is_answered_days_in_a_row_and_today_is_not_missed_yet() -> None:
    assert streak([True, True, False, True], open_now=True) == 2
    assert streak([False, True, True, False], open_now=True) == 2
    assert streak([False, True, True], open_now=False) == 0
    assert streak([False, False, True], open_now=True) == 0
    assert streak([], open_now=True) == 0
