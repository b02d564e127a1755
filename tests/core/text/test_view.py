from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.view import view_of


def test_plain_text_is_lower_case_in_place() -> None:
    view = view_of("I Rebuilt it.")
    assert view.plain == "i rebuilt it."
    assert view.span(2, 9) == (2, 9)


def test_an_invisible_character_inside_a_word_belongs_to_the_word() -> None:
    text = "I re\u200bbuilt it"
    view = view_of(text)
    start = view.plain.index("rebuilt")
    first, end = view.span(start, start + len("rebuilt"))
    assert text[first:end] == "re\u200bbuilt"


def test_fancy_letters_quotes_and_combining_marks_read_as_plain_ones() -> None:
    assert view_of("𝗜 𝗿𝗲𝗯𝘂𝗶𝗹𝘁").plain == "i rebuilt"
    assert view_of("It’s “done” — now").plain == 'it\'s "done"  -  now'
    assert view_of("cafe\u0301 CAFÉ").plain == "cafe cafe"


@given(st.text(max_size=300))
def test_every_place_of_the_view_comes_from_the_text(text: str) -> None:
    view = view_of(text)
    for start in range(len(view.plain)):
        first, end = view.span(start, start + 1)
        assert 0 <= first < end <= len(text)


@given(st.text(max_size=200))
def test_places_never_run_backwards(text: str) -> None:
    view = view_of(text)
    if view.origin is not None:
        assert list(view.origin) == sorted(view.origin)
        assert len(view.origin) == len(view.plain)
