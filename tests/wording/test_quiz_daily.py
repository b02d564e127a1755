"""Days and times as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.catalogue import Texts, load_texts
from bot.wording.quiz_daily import days_of, minute_of, understood

ENGLISH, SPANISH = load_texts("en"), load_texts("es")
in_each = pytest.mark.parametrize("texts", [ENGLISH, SPANISH], ids=["en", "es"])


@in_each
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
        ("Monday to Wednesday and Sundays", "1237"),
        ("Weekdays", "12345"),
        ("every weekday", "12345"),
        ("on weekends", "67"),
    ],
)
def test_days_are_understood(typed: str, days: str, texts: Texts) -> None:
    assert understood(typed, texts) == days


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("lun-vie", "12345"),
        ("lun mié vie", "135"),
        ("miercoles", "3"),
        ("Sábado, domingo", "67"),
        ("los sábados", "6"),
        ("lunes y viernes", "15"),
        ("del viernes al lunes", "1567"),
        ("todos los lunes", "1"),
        ("todos los días", "1234567"),
        ("Todos los dias", "1234567"),
        ("días laborables", "12345"),
        ("Entre semana", "12345"),
        ("los fines de semana", "67"),
    ],
)
def test_days_are_understood_in_the_reader_s_language(typed: str, days: str) -> None:
    assert understood(typed, SPANISH) == days
    assert understood(typed, ENGLISH) is None


@in_each
@pytest.mark.parametrize("typed", ["", "   ", "mo", "holidays", "mon-", "-fri", "mon-xyz", "1-5", "and", "mon to", "mon-wed-fri"])
def test_what_is_no_choice_of_days_is_none(typed: str, texts: Texts) -> None:
    assert understood(typed, texts) is None


@in_each
@given(days=st.frozensets(st.integers(1, 7), min_size=1))
def test_what_is_told_is_understood_again(days: frozenset[int], texts: Texts) -> None:
    digits = "".join(map(str, sorted(days)))
    assert understood(days_of(digits, texts), texts) == digits


@pytest.mark.parametrize(
    ("texts", "examples"),
    [(ENGLISH, ("mon-fri", "every day", "mon wed fri")), (SPANISH, ("lun-vie", "todos los días", "lun mié vie"))],
    ids=["en", "es"],
)
def test_what_a_sentence_gives_as_an_example_is_understood(texts: Texts, examples: tuple[str, str, str]) -> None:
    assert [understood(example, texts) for example in examples] == ["12345", "1234567", "135"]
    for told in (texts("quiz.daily.bad_days", days="x"), texts("discord.command.quiz.option.weekdays")):
        assert all(example in told for example in examples)


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


@in_each
@given(typed=st.text(max_size=80))
def test_nothing_that_is_typed_breaks_it(typed: str, texts: Texts) -> None:
    minute_of(typed)
    understood(typed, texts)
