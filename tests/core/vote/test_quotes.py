"""A quote that says too little by itself is told with what follows, up to where a clause ends."""

import pytest

from bot.core.vote.findings import closed, telling, trimmed
from tests.core.judged import reading_of, voted

STORY = (
    "In 2023 my tech lead wanted to rewrite our search indexer from Python to Rust. I thought it was the wrong call, because when I profiled "
    "the indexer (I spent an afternoon with py-spy) 71% of the wall time was waiting on Postgres. I asked him for half an hour and showed him "
    "the flame graph. He did not agree. The director went with the rewrite. I took the tokenizer and shipped it in week 4."
)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I told my manager and opened a ticket, and the platform team looked into it.", "I told my manager and opened a ticket"),
        ("I compared it with the pump meter and found that the early crew signed.", "I compared it with the pump meter"),
        ("I wrote them off.", "I wrote them off"),
        (
            "I profiled it: 31 of the 40 minutes went into one regular expression compiled anew for every line.",
            "I profiled it: 31 of the 40 minutes went into one regular expression compiled anew for every line",
        ),
    ],
)
def test_it_ends_at_a_clause(text: str, quote: str) -> None:
    reading = reading_of(text)
    start, stop = reading.span(*telling(reading, 0, 2, *reading.tokens.sentences[0]))
    assert text[start:stop] == quote


@pytest.mark.parametrize(
    ("text", "shown", "quote"),
    [
        (
            "After the first twenty I saw that it would take me until November, so I stopped.",
            "After the first twenty I saw",
            "After the first twenty I saw that it would take me until November",
        ),
        ("I built to every change without once asking what it does to the date.", "I built to every change without once asking what", ""),
        ("We held 112 workshops, wrote 48 guidelines, and defined 17 gates.", "wrote 48 guidelines", ""),
        (
            "And I told him that it is 6% of our revenue and showed him the split.",
            "showed him the split",
            "I told him that it is 6% of our revenue and showed him the split",
        ),
        ("I did one in February actually, it fell over at 400 users, and I showed him.", "I showed him", ""),
        ("Nobody had asked me; I was on another team and my report waited.", "I was on another team and my", "I was on another team"),
    ],
)
def test_it_says_who_did_what_and_stops_in_no_half_sentence(text: str, shown: str, quote: str) -> None:
    """`quote` is "" where it is the whole sentence."""
    reading = reading_of(text)
    tokens = reading.tokens
    first, end = _words_of(text, shown)
    sentence = next(one for one in tokens.sentences if one[0] <= first < one[1])
    start, stop = reading.span(*telling(reading, *trimmed(reading, first, end), *sentence))
    assert text[start:stop] == (quote or text.rstrip("."))


def _words_of(text: str, shown: str) -> tuple[int, int]:
    first = len(reading_of(text[: text.index(shown)]).tokens.words)
    return first, first + len(reading_of(shown).tokens.words)


@pytest.mark.parametrize(
    ("text", "end", "quote"),
    [
        ("Nobody had asked me to do anything; my own project was a ledger.", 8, "Nobody had asked me to do anything"),
        ("The service belonged to the Platform team, not to us.", 8, "The service belonged to the Platform team"),
        ("We weighed the cost, the time, the risk and the people.", 8, "We weighed the cost, the time, the risk"),
    ],
)
def test_it_takes_no_words_along_of_a_clause_that_it_does_not_tell(text: str, end: int, quote: str) -> None:
    reading = reading_of(text)
    start, stop = reading.span(*trimmed(reading, 0, end))
    assert text[start:stop] == quote


def test_it_is_not_longer_than_a_person_would_quote() -> None:
    """At most forty words; it ends before a comma where there is one in the second half of them."""
    for text, words in (("I told him again " * 20, 40), ("I told him again " * 7 + ", " + "I told him again " * 13, 28)):
        reading = reading_of(text)
        first, end = trimmed(reading, 0, len(reading.tokens.words))
        assert (first, end - first) == (0, words)


@pytest.mark.parametrize(
    ("text", "within", "quote"),
    [
        (
            "I profiled the indexer (with py-spy) and sent it.",
            "I profiled the indexer (with py-spy",
            "I profiled the indexer (with py-spy)",
        ),
        ("I said “it waits on the disk” and left.", "I said “it waits on the disk", "I said “it waits on the disk”"),
        ('I wrote "needs scope" on it.', 'I wrote "needs scope', 'I wrote "needs scope"'),
        ('I wrote "needs scope", then (in May) I left.', "then (in May) I left", "then (in May) I left"),
        ("I left (it was late.", "I left (it was late", "I left (it was late"),
    ],
)
def test_it_takes_along_the_bracket_that_closes_one_of_its_own(text: str, within: str, quote: str) -> None:
    start = text.index(within)
    assert text[start : closed(text, start, start + len(within))] == quote


def test_a_finding_whose_quote_ends_in_brackets_has_both() -> None:
    judgement = voted(STORY, "have_backbone_disagree_and_commit")
    quotes = [finding.quote for finding in (*judgement.flaws, *judgement.signals) if finding.quote and "py-spy" in finding.quote]
    assert quotes
    assert [quote.count("(") - quote.count(")") for quote in quotes] == [0] * len(quotes)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "The director wanted twelve hour shifts. In the meeting I said to her, before all the others, that I am against it, because our sick "
            "days double from the tenth hour on, I had the rota beside it. She decided for it, and I made the best plan of all the wards.",
            "because our sick days double from the tenth hour on",
        ),
        (
            "The mayor wanted the road salted. I said to him on the phone that I think sand is enough there, because the creek beside it has the "
            "hatchery and I had the readings of the warden. He said no, and I did it from that night.",
            "because the creek beside it has the hatchery",
        ),
    ],
)
def test_an_objection_is_quoted_with_its_reason(text: str, quote: str) -> None:
    (found,) = (signal for signal in voted(text, "have_backbone_disagree_and_commit").signals if signal.id == "pushback")
    assert (found.quote or "").endswith(quote)


def test_one_word_alone_is_no_quote() -> None:
    text = (
        "Second week at the airport, baggage systems, I was the trainee. Every morning at half six one guy walked over to belt four and gave it "
        'a kick. Really. Everybody knew "four needs its kick". I asked why and they laughed and said it was always like this. So I got up early '
        "three days and stood next to it with my phone filming. I bent it back and put a shim behind. No kick for the whole rest of my six months."
    )
    judgement = voted(text, "learn_and_be_curious", "sde1")
    assert all(len(found.quote.split()) > 1 for found in (*judgement.flaws, *judgement.signals) if found.quote is not None)
