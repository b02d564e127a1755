"""No regular expression of the program does more than a fixed amount of work for each character, whatever the text is made of. Steps are
counted, not seconds: the outcome is the same on every machine."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.patterns.found import Found, all_patterns, unreadable
from benchmarks.patterns.hostile import hostile
from benchmarks.patterns.matcher import Matcher, TooMuch

SHORT, LONG = 40, 80
# Twice the text may be twice the work and a little; growth with the square is four times as much.
MOST_GROWTH = 3.0
# Steps for each character of the long text: fewer say nothing about growth, more are too many whatever they grow like.
FEW, MANY = 25, 600
# What grows with the square of its text, and why that is bounded: the texts themselves are.
BOUNDED: dict[str, str] = {}


def growth(pattern: re.Pattern[str], *, anchored: bool = False) -> tuple[float, str]:
    """How much more work the worst text is when it is twice as long, and that text."""
    worst, text = 0.0, ""
    for short, long in zip(hostile(pattern, SHORT), hostile(pattern, LONG), strict=False):
        after = steps(pattern, long, anchored=anchored)
        if after >= MANY * LONG:
            return float("inf"), long
        if after > FEW * LONG and after / (before := steps(pattern, short, anchored=anchored)) > worst:
            worst, text = after / before, long
            if worst > 5:
                break
    return worst, text


def steps(pattern: re.Pattern[str], text: str, *, anchored: bool) -> int:
    matcher = Matcher(pattern, MANY * LONG)
    try:
        if anchored:
            matcher.matches(text)
        else:
            matcher.spans(text)
    except TooMuch:
        return MANY * LONG
    return matcher.steps


@pytest.fixture(scope="module")
def patterns() -> list[Found]:
    return all_patterns()


def test_work_grows_with_the_text_and_no_faster(patterns: list[Found]) -> None:
    too_much = []
    for found in patterns:
        most, text = growth(found.compiled, anchored=found.anchored)
        # Bounded texts excuse a square, and nothing beyond it.
        if most > (5 if found.pattern in BOUNDED else MOST_GROWTH):
            too_much.append(f"{found.where}: {found.pattern[:80]!r} does {most:.1f} times the work for twice {text[:60]!r}...")
    assert too_much == []


def test_every_pattern_is_known(patterns: list[Found]) -> None:
    assert len(patterns) > 50
    places = {one.where for one in patterns}
    assert {"bot/core/confidential.py", "bot/discord_app/ids.py", "bot/content/reading.py", "bot/core/text/tokens.py"} <= places
    assert unreadable() == [], "a pattern that is put together inside a function: compile it in the module, where it can be looked at"
    assert {one.pattern for one in patterns} >= set(BOUNDED)


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(a|aa)+$", r"(?:\d+)*x", r"\s+$", r"a*a*b", r"[.!?]+\"*(?=\s|$)", r"<[^>]*>", r"(?:ab)*c"]
)
def test_catastrophes_are_seen(pattern: str) -> None:
    assert growth(re.compile(pattern))[0] > MOST_GROWTH


@pytest.mark.parametrize("pattern", [r"[a-z]+", r"\b\w+\b", r"\d{1,3}(?:\.\d{1,3}){3}", r"(?<=[.!?])\s+|\n+", r"^\s*$"])
def test_honest_patterns_pass(pattern: str) -> None:
    assert growth(re.compile(pattern))[0] <= MOST_GROWTH


SAMPLES = [
    r"\b([A-Za-z]+)\s+\1\b", r"(?i:x)(?!y)z?|[^\W\d_]+", r"^ *\t|a{2,5}?b", r"(?<![\w.])(\d{1,3})(?:\.\d{1,3}){1,2}(?![\w%])",
    r"[.!?]+[\"')]*(?=\s|$)|\n", r"(?:a|ab)(?:c|bcd)(?:d*)", r"(a*)*b?", r"\Bx|y\Z|\Aa",
]  # fmt: skip


@pytest.mark.parametrize("pattern", SAMPLES)
@given(text=st.text(alphabet="aabxyzABCD c.,1\n\t\"'!?%_", max_size=20))
def test_the_counting_matcher_finds_what_the_real_one_finds(pattern: str, text: str) -> None:
    compiled = re.compile(pattern, re.MULTILINE)
    assert Matcher(compiled, bounded=False).spans(text) == [match.span() for match in compiled.finditer(text)]
