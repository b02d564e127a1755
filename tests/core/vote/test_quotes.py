"""A quote that says too little by itself is told with what follows, up to where a clause ends."""

import pytest

from bot.core.answer import answer_of
from bot.core.vote.findings import telling, trimmed
from tests.core.judged import rubric


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I told my manager and opened a ticket, and the platform team looked into it.", "I told my manager and opened a ticket"),
        ("I compared it with the pump meter and found that the early crew signed.", "I compared it with the pump meter"),
        ("I wrote them off.", "I wrote them off"),
    ],
)
def test_it_ends_at_a_clause(text: str, quote: str) -> None:
    reading = rubric().reader.read(answer_of(text))
    start, stop = reading.span(*telling(reading, 0, 2, *reading.tokens.sentences[0]))
    assert text[start:stop] == quote


def test_it_is_not_longer_than_a_person_would_quote() -> None:
    """At most forty words; it ends before a comma where there is one in the second half of them."""
    for text, words in (("I told him again " * 20, 40), ("I told him again " * 7 + ", " + "I told him again " * 13, 28)):
        reading = rubric().reader.read(answer_of(text))
        first, end = trimmed(reading, 0, len(reading.tokens.words))
        assert (first, end - first) == (0, words)
