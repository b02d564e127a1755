"""The study room's machine: every way through it, the order that tells nothing, and votes that count once."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.confidential import exposures
from bot.core.study import SCALE, Cast, NotNow, Room, evaluating, order, plan, proceed, redacted, reveal, stop, tally

NAMES = {kind: kind for kind in ("credential", "email", "phone", "address", "codename", "customer")}
ids = st.lists(st.text("abcdefghjk23456789", min_size=12, max_size=12), unique=True, min_size=1, max_size=50)


@given(st.integers(1, 50))
def test_every_answer_is_voted_on_before_and_after_its_judgement(answers: int) -> None:
    room = reveal(Room("study"), answers)
    seen = []
    while room.is_open:
        seen.append((room.phase, room.place))
        assert room.judged(room.place or 0) == (room.phase == "discussing")
        room = proceed(room)
    assert seen == [(phase, place) for place in range(answers) for phase in ("voting", "discussing")]
    assert room.ending == "finished"
    assert room.phase == "done"
    assert room.step == 2 * answers + 1


def test_the_chair_shows_nothing_of_the_rubric_before_both_votes() -> None:
    room = evaluating()
    assert [phase for phase, _place in plan("evaluate", 2)] == ["voting", "voting", "discussing", "discussing"]
    assert not room.judged(0)
    assert not proceed(room).judged(0)
    assert proceed(proceed(room)).judged(0)
    assert not proceed(proceed(room)).judged(1)


@given(st.integers(0, 3), st.integers(0, 8))
def test_a_room_can_be_stopped_anywhere_and_only_once(answers: int, moves: int) -> None:
    room = Room("study")
    for number in range(moves):
        if not room.is_open:
            break
        room = reveal(room, answers) if number == 0 else proceed(room)
    if room.is_open:
        room = stop(room, "stopped")
    for move in (proceed, lambda it: reveal(it, 3), lambda it: stop(it, "stopped")):
        with pytest.raises(NotNow):
            move(room)


@given(ids, st.text(min_size=24, max_size=24), st.randoms(use_true_random=False))
def test_the_order_does_not_follow_from_when_an_answer_came(answers: list[str], seed: str, chance: object) -> None:
    shuffled = list(answers)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert order(seed, answers) == order(seed, shuffled)
    assert sorted(order(seed, answers)) == sorted(answers)


def test_every_place_is_as_likely_for_the_first_as_for_the_last() -> None:
    places = Counter(order(f"seed {number}", ["aaa", "bbb", "ccc", "ddd"]).index("aaa") for number in range(2_000))
    assert min(places.values()) > 400
    assert max(places.values()) < 600


casts = st.builds(
    Cast,
    member=st.integers(1, 50),
    place=st.integers(0, 2),
    round=st.sampled_from((1, 2)),
    verdict=st.sampled_from(SCALE),
    reasons=st.lists(st.sampled_from(("no_metric", "blame")), max_size=2).map(tuple),
)


@given(st.lists(casts, max_size=120), st.sampled_from([*SCALE, "insufficient_evidence", None]))
def test_a_vote_counts_once_and_stays_where_it_is_not_cast_again(votes: list[Cast], judged: str | None) -> None:
    told = tally(1, votes, judged)  # type: ignore[arg-type]
    first = {vote.member for vote in votes if vote.place == 1 and vote.round == 1}
    again = {vote.member for vote in votes if vote.place == 1 and vote.round == 2}
    assert told.first.total == len(first)
    assert told.last.total == len(first | again)
    assert told.nearer + told.farther <= len(first & again)
    assert all(n <= told.first.total for _id, n in told.first.reasons)


def test_what_moved_is_told_by_its_direction() -> None:
    votes = [Cast(1, 0, 1, "hire"), Cast(2, 0, 1, "no_hire"), Cast(1, 0, 2, "leaning_no_hire"), Cast(2, 0, 2, "strong_hire")]
    told = tally(0, votes, "no_hire")
    assert (told.nearer, told.farther) == (1, 1)
    assert told.first.votes == (0, 1, 0, 1)
    assert told.last.votes == (1, 0, 1, 0)


def test_what_the_guard_finds_can_be_left_out() -> None:
    text = "On Project Falcon I wrote to jane.doe@acme.example with the password: hunter2x9! and it worked."
    told = redacted(text, NAMES)  # type: ignore[arg-type]
    assert "Falcon" not in told
    assert "jane" not in told
    assert "hunter2x9" not in told
    assert told.startswith("On Project [codename] I wrote to [email]")
    assert told.endswith("[credential] and it worked.")


@given(st.text())
def test_a_text_without_secrets_stays_as_it_is(text: str) -> None:
    if not exposures(text):
        assert redacted(text, NAMES) == text  # type: ignore[arg-type]
