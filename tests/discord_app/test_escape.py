"""The quick ways through a harmless text give what the careful ones give."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from bot.discord_app.escape import _HARMLESS, _sifted, clean, head
from bot.discord_app.limits import encoded, units

PARTS = st.sampled_from([*"aZ9 \n\t\r.,;é–’“€→漢", "e\u0301", "\u202e", "\u200b", "\u00ad", "👩‍👩‍👧‍👦", "🇩🇪", "\U0001f9d1", "\ud800"])
TEXTS = st.lists(PARTS, max_size=120).map("".join) | st.text(max_size=120)


def test_nothing_that_is_taken_off_passes_for_harmless() -> None:
    letters = (chr(code) for code in range(sys.maxunicode + 1))
    passed = [letter for letter in letters if _HARMLESS.fullmatch(letter)]
    assert len(passed) > 500
    assert [letter for letter in passed if _sifted(letter) != letter] == []
    assert [letter for letter in passed if unicodedata.combining(letter) or units(letter) != 1] == []


@given(TEXTS, st.integers(0, 60))
def test_a_head_is_as_long_as_whole_characters_allow(text: str, length: int) -> None:
    kept = ""
    for cluster in iter_graphemes(text):
        if units(kept + cluster) > length:
            break
        kept += cluster
    assert head(text, length) == kept


@given(TEXTS)
def test_what_is_cleaned_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
def test_lengths_are_those_of_the_encodings(text: str) -> None:
    assert units(text) == sum(2 if letter > "\uffff" else 1 for letter in text)
    assert encoded(text) == len(text.encode("utf-8", "surrogatepass"))
