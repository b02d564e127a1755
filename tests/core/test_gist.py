"""What a story is about: enough to see that it was told before, and careful."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.core.gist import alike, gist, most_alike, suggested_name
from tests.usecases.histories import EXPORT, EXPORT_WEAKLY, PRINTERS


def test_two_tellings_of_one_event_are_alike_and_two_events_are_not() -> None:
    assert alike(gist(EXPORT), gist(EXPORT_WEAKLY)) > 0.0
    assert alike(gist(EXPORT), gist(PRINTERS)) == 0.0
    assert most_alike(gist(EXPORT_WEAKLY), {1: gist(PRINTERS), 2: gist(EXPORT)}) == 2
    assert most_alike(gist(EXPORT), {1: gist(PRINTERS)}) is None
    assert most_alike(gist(EXPORT), {}) is None


def test_stories_of_the_library_are_kept_apart() -> None:
    """Precision first: of all pairs of different stories hardly one may be joined."""
    told = [gist(scenario.strong_answer("sde2")) for scenario in load_library().scenarios.values()]
    pairs = list(combinations(told, 2))
    wrong = sum(alike(one, other) > 0.0 for one, other in pairs)
    assert wrong <= max(2, len(pairs) // 200)


def test_a_name_is_the_first_clause_that_is_about_something() -> None:
    assert suggested_name(EXPORT) == "Our nightly export to the clinics failed about once a week"
    assert suggested_name(f"Sure. So, this was last year. {PRINTERS}") == "The label printers in the warehouse jammed every afternoon"
    long = suggested_name("The lock on the voucher table went stale " + "again and again " * 2 + "in the depot " * 20)
    assert long == "The lock on the voucher table went stale again"
    endless = suggested_name("The voucher lock of the depot " * 9)
    assert endless.endswith(" …")
    assert suggested_name("") == ""
    assert suggested_name("We did it. It was good.") == ""


@given(st.text())
def test_any_text_has_a_gist(text: str) -> None:
    assert len(gist(text)) <= 120
    assert alike(gist(text), gist(text)) in (0.0, 1.0)
    suggested_name(text)
