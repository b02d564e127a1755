"""Who does what, in the ways people tell it."""

import pytest

from tests.core.judged import reading_of, rubric


def acts(text: str) -> list[tuple[str, str]]:
    """(who, verb) of every clause that has a verb."""
    reading = reading_of(text)
    bits = rubric().reader.bits
    out = []
    for clause in reading.clauses:
        if clause.verb >= 0:
            who = [name for name in bits.names(clause.bits) if name.startswith("by_")]
            out.append((who[0], reading.tokens.words[clause.verb]))
    return out


def bits_of(text: str, verb: str) -> set[str]:
    reading = reading_of(text)
    clause = next(clause for clause in reading.clauses if clause.verb >= 0 and reading.tokens.words[clause.verb] == verb)
    return set(rubric().reader.bits.names(clause.bits))


@pytest.mark.parametrize(
    ("text", "who", "verb"),
    [
        ("I rebuilt the importer", "by_i", "rebuilt"),
        ("i rebuilt the importer", "by_i", "rebuilt"),
        ("We rebuilt the importer", "by_we", "rebuilt"),
        ("Our team rebuilt the importer", "by_we", "rebuilt"),
        ("My manager decided on a rewrite", "by_boss", "decided"),
        ("The vendor fixed the settings", "by_they", "fixed"),
        ("Femke decided on an adapter", "by_they", "decided"),
        ("The importer was rebuilt in March", "by_none", "rebuilt"),
        ("The importer was rebuilt by me", "by_i", "rebuilt"),
        ("Rebuilt the importer in March", "by_i", "rebuilt"),
        ("- rebuilt the importer", "by_i", "rebuilt"),
        ("I've rebuilt it twice", "by_i", "rebuilt"),
        ("Then I, um, I rebuilt it", "by_i", "rebuilt"),
    ],
)
def test_who_does_it(text: str, who: str, verb: str) -> None:
    assert (who, verb) in acts(text)


def test_verbs_in_a_row_share_their_subject() -> None:
    assert acts("I pulled the logs, sorted them and wrote a page") == [("by_i", "pulled"), ("by_i", "sorted"), ("by_i", "wrote")]


def test_the_subject_comes_back_after_a_clause_inside() -> None:
    assert acts("I wrote to the vendor who runs the tablets, attached the report and measured the gap")[-1] == ("by_i", "measured")


def test_being_asked_is_not_acting() -> None:
    assert {"by_i", "passive", "told"} <= bits_of("I was asked to call the patients", "asked")


@pytest.mark.parametrize(
    ("text", "verb", "bit"),
    [
        ("I would measure it first", "measure", "supposed"),
        ("I'd measure it first", "measure", "supposed"),
        ("I'd measured it before", "measured", "perfect"),
        ("I didn't measure it", "measure", "denied"),
        ("There was nobody I could ask", "ask", "denied"),
        ("I will measure it", "measure", "future"),
        ("I was measuring it", "measuring", "progressive"),
        ("I measured it", "measured", "past"),
    ],
)
def test_tense_and_denial(text: str, verb: str, bit: str) -> None:
    assert bit in bits_of(text, verb)


@pytest.mark.parametrize(
    ("text", "forgone"),
    [
        ("Instead of waiting I wrote the parser", "wait"),
        ("I wrote the parser without asking", "ask"),
        ("Rather than wait, I called them", None),  # "rather than wait" may be a noun, which says nothing either
        ("I had nobody to wait for", "wait"),
        ("There was no reason to wait, so I asked", "wait"),
        ("I had no choice but to wait", None),
        ("I went there to ask", None),
    ],
)
def test_what_was_not_done_is_kept_apart(text: str, forgone: str | None) -> None:
    bits = rubric().reader.bits
    found = {name for clause in reading_of(text).clauses for name in bits.names(clause.forgone)}
    assert (forgone in found) if forgone else not found
    assert not any("x.wait" in bits.names(clause.bits) for clause in reading_of("Instead of waiting I wrote the parser").clauses)


def test_what_others_are_asked_to_do_is_not_done_by_the_speaker() -> None:
    asked = bits_of("I asked them to rebuild the importer", "asked")
    assert "x.build" in asked
    assert "build" not in asked


def test_what_one_starts_or_decides_to_do_is_ones_own() -> None:
    assert "build" in bits_of("I decided to rebuild the importer", "decided")


def test_only_what_happened_is_an_act() -> None:
    assert "act" in bits_of("I rebuilt the importer", "rebuilt")
    assert "act" not in bits_of("I would rebuild the importer", "rebuild")
    assert "act" not in bits_of("I didn't rebuild the importer", "rebuild")
