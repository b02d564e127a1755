"""A minute's worth: never more in a minute than twice what the limit says, and the time that is told is true."""

import math

from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.allowance import MINUTE, Allowance, Allowances, Bucket, drawn

limits = st.integers(1, 500)
pauses = st.lists(st.floats(0, 200, allow_nan=False), max_size=60)


def taken(most: int, pauses: list[float]) -> list[float]:
    """The moments at which something was taken, of all those at which it was asked for."""
    bucket: Bucket | None = None
    now, times = 0.0, []
    for pause in pauses:
        now += pause
        left = drawn(bucket, most, now)
        if isinstance(left, Bucket):
            bucket = left
            times.append(now)
    return times


@given(limits, pauses)
def test_no_minute_holds_more_than_a_full_bucket_and_a_minutes_filling(most: int, pauses: list[float]) -> None:
    times = taken(most, pauses)
    for start in times:
        assert sum(start <= time <= start + MINUTE for time in times) <= 2 * most


@given(limits)
def test_a_minutes_worth_is_there_at_once_and_then_no_more(most: int) -> None:
    assert len(taken(most, [0.0] * (most + 3))) == most


@example(1, [166.39960753992426, 199.10848149410464, 199.6, 199.68736882895686, 199.68736882895686, 0.0])  # 60 seconds later, but for a bit
@given(limits, pauses)
def test_when_it_is_free_again_is_true(most: int, pauses: list[float]) -> None:
    bucket: Bucket | None = None
    now = 0.0
    for pause in pauses:
        now += pause
        left = drawn(bucket, most, now)
        if isinstance(left, Bucket):
            bucket = left
        else:
            assert 0 < left <= MINUTE / most + 1e-6
            assert isinstance(drawn(bucket, most, now + math.ceil(left)), Bucket)


@given(limits, st.floats(0, 1e9), st.floats(0, 1e9))
def test_a_clock_that_is_set_back_fills_nothing(most: int, at: float, back: float) -> None:
    left = drawn(Bucket(0.0, at), most, at - back)
    assert left == MINUTE / most


def test_what_has_no_limit_named_has_none() -> None:
    assert Allowances()["answers"] == Allowance(0, 0)
