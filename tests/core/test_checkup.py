"""Where a figure becomes a finding, and that every finding that wants something done says what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.checkup import Check, clock, disk, servers, shards

GIB = 2**30


@pytest.mark.parametrize(
    ("ahead", "standing", "words"),
    [
        (0.4, "ok", "agrees"),
        (-1.9, "ok", "agrees"),
        (5, "warn", "5 s ahead of"),
        (-29, "warn", "29 s behind"),
        (-3_600, "fail", "3,600 s behind"),
    ],
)
def test_a_clock_that_is_off_is_told_by_how_much(ahead: float, standing: str, words: str) -> None:
    found = clock(ahead)
    assert found.standing == standing
    assert words in found.message


@pytest.mark.parametrize(("free", "standing"), [(50 * GIB, "ok"), (GIB, "warn"), (10 * 2**20, "fail")])
def test_a_disk_that_fills_up_is_told_before_it_is_full(free: int, standing: str) -> None:
    assert disk(free, "/srv").standing == standing


def test_too_few_shards_and_too_many_starts_are_told() -> None:
    assert [one.standing for one in shards(1, 0, 900)] == ["ok"]
    assert [one.standing for one in shards(4, 8, 900)] == ["ok"]
    assert [one.standing for one in shards(4, 2, 20)] == ["warn", "warn"]


def test_servers_are_named_with_what_they_lack_and_long_lists_are_cut() -> None:
    assert [one.standing for one in servers([], 0, "https://invite")] == ["note"]
    (fine,) = servers([], 3, "https://invite")
    assert fine.standing == "ok"
    assert "https://invite" in fine.advice, "there may be another server to invite it to"
    found = servers([(f"hall {number}", ("Attach Files",)) for number in range(12)], 30, "https://invite")
    assert "30, and in 12 the bot lacks something" in found[0].message
    assert "https://invite" in found[0].advice
    assert [one.message for one in found[1:3]] == ["hall 0: lacks Attach Files", "hall 1: lacks Attach Files"]
    assert found[-1].message == "and 4 more"


def told(checks: list[Check]) -> bool:
    return all(bool(one.advice) for one in checks if one.standing in ("warn", "fail") and one.name != "Server")


@given(st.floats(-1e6, 1e6), st.integers(0, 2**50), st.integers(1, 100), st.integers(0, 100), st.integers(0, 1000))
def test_whatever_is_wrong_says_what_to_do(ahead: float, free: int, recommended: int, count: int, left: int) -> None:
    assert told([clock(ahead), disk(free, "x"), *shards(recommended, count, left), *servers([("a", ("b",))], 2, "i")])
