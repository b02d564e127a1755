"""An interview day: covered from different families, what is least proven first; the panel's rule to the letter."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.loop import FAMILIES, ROUNDS, Day, Round, Standing, chosen
from bot.core.panel import Heard, panel
from bot.core.plain import from_data, to_data
from bot.core.telling import Mark
from bot.core.vocabulary import LEVELS, PRINCIPLES, VERDICTS
from tests.core.tellings import verdict_at

ALL = tuple(PRINCIPLES)


def test_every_principle_has_one_family() -> None:
    assert sorted(one for family in FAMILIES.values() for one in family) == sorted(PRINCIPLES)


@given(
    st.sampled_from(sorted(LEVELS)),
    st.dictionaries(st.sampled_from(ALL), st.builds(Standing, st.none() | st.sampled_from(sorted(VERDICTS)), st.integers(0, 9))),
    st.integers(0, 2**31),
)
def test_a_day_asks_from_different_families(level: str, standings: dict[str, Standing], seed: int) -> None:
    found = chosen(level, standings, ALL, seed)  # type: ignore[arg-type]
    assert len(found) == len(set(found)) == ROUNDS[level]  # type: ignore[index]
    families = [next(name for name, group in FAMILIES.items() if one in group) for one in found]
    assert len(set(families)) == len(found)
    assert chosen(level, standings, ALL, seed) == found  # type: ignore[arg-type]


def test_what_is_least_proven_comes_before_what_holds() -> None:
    proven = {one: Standing("strong_hire", 3) for one in ALL if one not in ("dive_deep", "frugality", "earn_trust")}
    for seed in range(20):
        assert {"dive_deep", "frugality", "earn_trust"} <= set(chosen("sde2", proven, ALL, seed))


def test_a_small_library_gives_what_it_has() -> None:
    assert set(chosen("senior", {}, ["dive_deep", "are_right_a_lot"], 1)) == {"dive_deep", "are_right_a_lot"}


def test_the_place_of_a_day_is_its_first_round_that_is_not_over() -> None:
    day = Day("sde2", (Round("ownership", "a", True), Round("dive_deep", "b"), Round("frugality")))
    assert (day.place, day.over) == (1, False)
    assert Day("sde2", (Round("ownership", "a", True),)).over


def heard(place: int, score: float | None, flaws: tuple[str, ...] = (), signals: tuple[str, ...] = (), words: str = "") -> Heard:
    mark = None if score is None else Mark(verdict_at(score), score)
    gist = tuple(f"{words}{number}" for number in range(6)) if words else (f"own{place}",)
    flaws_found = dict.fromkeys(flaws, f"words of round {place}")
    return Heard(place, "ownership", "Q", mark, mark, flaws_found, dict.fromkeys(signals, "I did"), gist, "Why.")


@pytest.mark.parametrize(
    ("scores", "flaws", "decision", "first"),
    [
        ((80, 85, 60, 62), {}, "strong_hire", "raises"),
        ((80, 60, 60, 62), {}, "hire", "majority_for"),
        ((60, 60, 60, 62), {}, "hire", "majority_for"),
        ((60, 60, 60, 62), {0: "no_metric", 1: "no_metric"}, "leaning_no_hire", "no_raise"),
        ((80, 60, 60, 62), {0: "no_metric", 1: "no_metric"}, "hire", "majority_for"),
        ((80, 60, 60, 62), {0: "no_metric", 1: "no_metric", 2: "no_metric"}, "leaning_no_hire", "pattern"),
        ((40, 45, 50, 60), {}, "leaning_no_hire", "majority_against"),
        ((40, 45, 50, 40), {}, "no_hire", "majority_against"),
        ((20, 60, 60, 60), {}, "no_hire", "disqualified"),
        ((20, 60, 80, 60), {}, "hire", "majority_for"),
        ((20, 20, 90, 90), {}, "no_hire", "disqualified"),
        ((None, None, 90, 90), {}, "insufficient_evidence", "no_evidence"),
        ((None, 90, 90, 90), {}, "hire", "majority_for"),
    ],
)
def test_the_rule_by_which_votes_become_a_decision(
    scores: tuple[float | None, ...], flaws: dict[int, str], decision: str, first: str
) -> None:
    rounds = [heard(place, score, (flaws[place],) if place in flaws else ()) for place, score in enumerate(scores)]
    found = panel("sde2", rounds)
    assert found.decision == decision
    assert found.reasons[0].key == first
    assert from_data(type(found), to_data(found)) == found


@given(
    st.lists(
        st.tuples(st.none() | st.floats(0, 100), st.lists(st.sampled_from(["no_metric", "blame", "no_data"]), unique=True, max_size=3)),
        min_size=1,
        max_size=5,
    )
)
def test_every_decision_has_a_reason(rounds: list[tuple[float | None, list[str]]]) -> None:
    found = panel("sde2", [heard(place, score, tuple(flaws)) for place, (score, flaws) in enumerate(rounds)])
    assert found.reasons
    assert all(place < len(rounds) for reason in found.reasons for place in reason.rounds)


def test_shared_doubts_and_strengths_quote_their_rounds() -> None:
    found = panel("sde2", [heard(0, 60, ("no_data",), ("root_cause",)), heard(1, 50, ("no_data",), ("root_cause",)), heard(2, 80)])
    doubt = next(reason for reason in found.reasons if reason.key == "pattern")
    assert (doubt.id, doubt.rounds, doubt.quotes) == ("no_data", (0, 1), ("words of round 0", "words of round 1"))
    assert next(reason.id for reason in found.reasons if reason.key == "strength") == "root_cause"
    assert found.first_thing == "no_data"


def test_one_story_in_two_rounds_is_pointed_out() -> None:
    found = panel("sde2", [heard(0, 60, words="export"), heard(1, 60), heard(2, 60, words="export")])
    assert next(reason.rounds for reason in found.reasons if reason.key == "same_story") == (0, 2)


def test_a_story_that_its_replies_took_apart_is_a_no_and_not_a_silence() -> None:
    broken = replace(heard(0, 40), mark=Mark("insufficient_evidence", 5))
    assert broken.vote == "no_hire"
    assert replace(broken, first=broken.mark).vote is None


def test_a_story_told_again_counts_once() -> None:
    same = [heard(place, 90, words="export") for place in range(4)]
    assert panel("sde2", same).decision == "insufficient_evidence"
    assert panel("sde2", same).reasons[0].key == "same_story"
    twice = panel("sde2", [heard(0, 90, words="export"), heard(1, 90), heard(2, 90), heard(3, 20, words="export")])
    assert twice.decision == "hire", "the second telling is neither for nor against, and not all of the day was new"
    assert "disqualified" not in {reason.key for reason in twice.reasons}
