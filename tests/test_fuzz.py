"""The fuzz targets, for as many inputs as an ordinary run can wait for; and that they would see what they look for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.fuzz import custom_ids, judge, loader
from benchmarks.fuzz.engine import Tally, Target, fuzz

# Seconds are for runs by hand: here a loaded machine must not fail.
PATIENT = 60.0


def tried(target: Target, runs: int, seed: int = 5) -> Tally:
    return fuzz(replace(target, most_seconds=PATIENT), 60, seed, runs=runs)


@pytest.mark.parametrize(
    ("target", "runs"), [(loader.TARGET, 120), (judge.TARGET, 25), (custom_ids.TARGET, 3_000)], ids=["loader", "judge", "custom-ids"]
)
def test_nothing_breaks_it(target: Target, runs: int) -> None:
    tally = tried(target, runs)
    assert [f"{one.where}: {one.error}\n{one.text[:500]!r}" for one in tally.failures] == []
    assert tally.runs == runs
    assert tally.behaviours > 5


def planted(text: str) -> list[str]:
    if "br1" in text and text.count(":") > 6:
        raise KeyError(text)
    return ["fine"]


def test_what_breaks_is_found_and_made_small() -> None:
    tally = tried(replace(custom_ids.TARGET, run=planted), 4_000)
    (failure,) = tally.failures
    assert failure.error.startswith("KeyError")
    assert sorted(failure.text) == sorted("br1:::::::")


def test_what_never_ends_is_found() -> None:
    def endless(text: str) -> list[str]:
        while text.startswith("br1:s"):
            pass
        return []

    tally = fuzz(replace(custom_ids.TARGET, run=endless, most_seconds=0.005), 60, 1, runs=3)
    assert [one.error.split(":")[0] for one in tally.failures] == ["TookTooLong"]


def test_the_same_seed_tries_the_same() -> None:
    def run(seed: int) -> list[str]:
        seen: list[str] = []
        fuzz(replace(custom_ids.TARGET, run=lambda text: seen.append(text) or [len(text)], most_seconds=PATIENT), 60, seed, runs=200)  # type: ignore[func-returns-value]
        return seen

    assert run(3) == run(3)
    assert run(3) != run(4)
