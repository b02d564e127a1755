"""A quote that says too little by itself is told with what follows, up to where a clause ends."""

import pytest

from bot.core.answer import answer_of
from bot.core.vote.findings import telling
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
