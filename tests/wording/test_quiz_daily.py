"""Days and times as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.catalogue import load_texts
from bot.wording.quiz_daily import days_of, minute_of, understood

TEXTS = load_texts()
NAMES = [TEXTS(f"quiz.daily.day.{day}") for day in range(1, 8)]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon-fri", "12345"),
        ("Mon - Fri", "12345"),
        ("every day", "1234567"),
        ("monday, wednesday, friday", "135"),
        ("fri-mon", "1567"),
        ("sat sun", "67"),
        ("tue", "2"),
        ("Mon–Thu", "1234"),
    ],
)
def test_days_are_understood(typed: str, days: str) -> None:
    assert understood(typed, NAMES) == days


@pytest.mark.parametrize("typed", ["", "   ", "mo", "weekend", "mon-", "-fri", "mon-xyz", "1-5"])
def test_what_is_no_choice_of_days_is_none(typed: str) -> None:
    assert understood(typed, NAMES) is None


@given(st.frozensets(st.integers(1, 7), min_size=1))
def test_what_is_told_is_understood_again(days: frozenset[int]) -> None:
    digits = "".join(map(str, sorted(days)))
    told = days_of(digits, TEXTS)
    assert understood(told.replace(" and ", " ").replace(" to ", "-"), NAMES) == digits


@pytest.mark.parametrize(
    ("typed", "minute"),
    [
        ("9:00", 540),
        ("09:05", 545),
        ("17.30", 1050),
        ("9", 540),
        ("0:00", 0),
        ("23:59", 1439),
        ("5pm", 1020),
        ("12:15 am", 15),
        ("12 p.m.", 720),
    ],
)
def test_times_are_understood(typed: str, minute: int) -> None:
    assert minute_of(typed) == minute


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "nine", "13pm", "0am", "9:5", "-1", "9:00:00", "٩:٠٠"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert minute_of(typed) is None


@given(st.integers(0, 1439))
def test_every_minute_of_a_day_can_be_typed(minute: int) -> None:
    assert minute_of(f"{minute // 60}:{minute % 60:02d}") == minute


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    minute_of(typed)
    understood(typed, NAMES)
