"""Calibration over time: shares that add up, a lean only where there is one, a course that is told by the first and the last votes."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.core.calibrating import MOST_SPANS, SPAN, Call, track
from bot.core.study import SCALE

calls = st.builds(
    Call,
    at=st.integers(0, 10_000),
    source=st.sampled_from(("evaluate", "room", "panel")),
    principle=st.just("ownership"),
    yours=st.sampled_from(SCALE),
    judged=st.sampled_from([*SCALE, "insufficient_evidence"]),
)


@given(st.lists(calls, max_size=60))
def test_the_shares_add_up(found: list[Call]) -> None:
    told = track(found)
    assert told.votes == len(found) == told.same + told.kinder + told.harder
    assert told.near <= told.kinder + told.harder
    assert (told.moved is None) == (len(told.spans) < 2)
    assert all(span.votes >= SPAN or len(told.spans) == 1 for span in told.spans)
    assert track(list(reversed(found))).mean == told.mean


def test_who_is_fooled_at_first_and_learns() -> None:
    fooled = [Call(day, "evaluate", "ownership", "strong_hire", "no_hire", ("no_metric",)) for day in range(5)]
    learnt = [Call(10 + day, "room", "ownership", "no_hire", "no_hire") for day in range(7)]
    told = track([*learnt, *fooled])
    assert told.fooled == 5
    assert told.same == 7
    assert told.lean == "kinder"
    assert [span.votes for span in told.spans] == [5, 7]
    assert told.moved == -3.0
    assert told.missed == (("no_metric", 5),)


@given(st.lists(calls, max_size=300))
def test_the_lines_hold_every_vote(found: list[Call]) -> None:
    told = track(found)
    assert sum(span.votes for span in told.spans) == told.votes
    assert sum(span.same for span in told.spans) == told.same
    assert len(told.spans) <= MOST_SPANS
    assert (told.moved is None) == (len(told.spans) < 2)
    if told.moved is not None:
        first, *_rest, last = (f"{span.distance:.1f}" for span in told.spans)
        assert f"{told.moved:+.1f}" == f"{Decimal(last) - Decimal(first):+.1f}", "what whoever reads the two lines works out"


def test_one_step_now_and_then_is_no_lean() -> None:
    even = [Call(day, "room", "ownership", "hire", "hire") for day in range(6)] + [Call(9, "room", "ownership", "strong_hire", "hire")]
    assert track(even).lean == "even"
