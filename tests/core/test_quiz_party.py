"""A party goes through its questions, ends when nobody answers, and takes no step twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.plain import from_data, to_data
from bot.core.quiz_party import MOST_SILENT, NotNow, Party, proceed, reading_seconds, start, stop


def played(party: Party, answers: list[tuple[int, bool]]) -> Party:
    """Through stories and questions, one (answers, late) a question, as far as they reach."""
    party = start(party)
    for count, late in answers:
        if not party.is_open:
            break
        party = proceed(party)
        assert party.phase == "asking"
        party = proceed(party, answers=count, late=late)
    return party


def test_every_question_is_asked_once_and_then_it_is_over() -> None:
    party = played(Party(5, 30), [(3, False)] * 5)
    assert (party.phase, party.ending, party.place, party.closed_place) == ("done", "finished", 4, 4)
    with pytest.raises(NotNow):
        proceed(party)


def test_two_silent_questions_in_a_row_end_it_and_one_answer_between_them_does_not() -> None:
    assert played(Party(9, 30), [(0, False), (0, False)]).ending == "silent"
    assert played(Party(9, 30), [(0, False), (1, False), (0, False)]).is_open


def test_silence_while_the_bot_was_away_proves_nothing() -> None:
    party = played(Party(9, 30), [(0, False), (0, True), (0, True)])
    assert party.is_open
    assert party.silent == 1


def test_a_lobby_that_nobody_starts_closes() -> None:
    assert proceed(Party(5, 30)).ending == "unopened"


@given(st.integers(1, 20), st.integers(10, 60), st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=25), st.booleans())
def test_a_party_always_ends_and_counts_its_steps(total: int, window: int, answers: list[tuple[int, bool]], breaks_off: bool) -> None:
    party = start(Party(total, window))
    steps = {party.step}
    for count, late in [*answers, *[(0, False)] * (MOST_SILENT + total)]:
        if not party.is_open:
            break
        for _half in range(2):
            before, party = party, proceed(party, answers=count, late=late)
            assert party.step == before.step + 1
            assert from_data(Party, to_data(party)) == party
            steps.add(party.step)
            if not party.is_open:
                break
            assert party.place < total
        if breaks_off and party.is_open:
            party = stop(party, "stopped")
    assert party.phase == "done"
    assert party.ending in ("finished", "silent", "stopped")


@pytest.mark.parametrize(("total", "window"), [(0, 30), (21, 30), (5, 9), (5, 61)])
def test_what_no_party_can_have_is_refused(total: int, window: int) -> None:
    with pytest.raises(ValueError, match="are possible"):
        Party(total, window)


@pytest.mark.parametrize(
    ("words", "told_before", "after_answer", "seconds"),
    [(0, False, False, 8), (100, False, False, 30), (1000, False, False, 40), (100, False, True, 45), (100, True, True, 15)],
)
def test_a_story_stays_as_long_as_it_takes_to_read(words: int, told_before: bool, after_answer: bool, seconds: int) -> None:
    assert reading_seconds("word " * words, told_before=told_before, after_answer=after_answer) == seconds
