"""Answers told from their end, as training sees them: nothing is lost, and every place keeps its label."""

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.disguises import turned
from benchmarks.sentences import as_written, moves

TEXTS = st.lists(
    st.text(st.sampled_from("ab ,"), min_size=1, max_size=9).map(lambda words: f"x{words.strip()}"), min_size=1, max_size=9
).flatmap(
    lambda told: st.lists(st.sampled_from([". ", "! ", ".\n\n", "?  "]), min_size=len(told), max_size=len(told)).map(
        lambda stops: "".join(one + stop for one, stop in zip(told, stops, strict=True)).strip()
    )
)


@given(TEXTS)
def test_every_sentence_is_told_once(text: str) -> None:
    assert sorted(turned(text).split()) == sorted(text.split())


@given(TEXTS)
def test_a_place_in_the_turned_text_is_the_same_words_as_they_were_written(text: str) -> None:
    again = turned(text)
    for start, end, first, last in moves(text):
        assert again[start:end] == text[first:last]
        assert as_written(moves(text), (start, end)) == (first, last)


def test_the_last_third_comes_first() -> None:
    assert turned("One. Two. Three.") == "Three. One. Two."
