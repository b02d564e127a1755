"""Files made to harm: refused with their place, in bounded memory, and nothing of them steers a terminal."""

from __future__ import annotations

import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.document import MOST_BYTES, parse_document
from bot.content.problems import Problem
from bot.content.tree import MOST_DEPTH, MOST_FOUND
from tests.content.files import changed, problems_of

FILE = Path("pack.yaml")
MEGABYTE = 1_024 * 1_024
FULL = MOST_BYTES - 100

BOMBS: dict[str, bytes] = {
    "laughs": b"a: &a [x, x, x, x, x, x, x, x, x]\n"
    + b"".join(b"%c: &%c [*%c, *%c, *%c]\n" % (98 + n, 98 + n, *[97 + n] * 3) for n in range(20)),
    "a cycle": b"a: &a\n  - *a\n",
    "a merge": b"a: &a {b: c}\nd:\n  <<: *a\n",
    "a python object": b"a: !!python/object/apply:os.system ['true']\n",
    "a tag of its own": b"%TAG ! tag:evil,2024:\n---\na: !x b\n",
    "binary": b"a: !!binary R0lGODlh\n",
    "brackets": b"[" * FULL,
    "braces": b"{a: " * (FULL // 4),
    "questions": b"? " * (FULL // 2),
    "dashes": b"- " * (FULL // 2),
    "indentation": b"".join(b" " * depth + b"a:\n" for depth in range(600)),
    "a great many entries": b"- a\n" * (FULL // 4),
    "a great many names": b"".join(b"k%d: v\n" % number for number in range(25_000)),
    "one name again and again": b"same: x\n" * (FULL // 8),
    "a huge text": b'a: "' + b"x" * FULL + b'"',
    "a huge name": b"x" * FULL + b": a",
    "a huge anchor": b"&" + b"x" * FULL + b" a",
    "a huge tag": b"!" + b"x" * FULL + b" a",
    "a huge number": b"a: " + b"9" * FULL,
    "open quotes": b"a: '" * (FULL // 4),
    "documents": b"--- a\n" * (FULL // 6),
    "comments": b"#" * FULL,
    "nothing but colons": b":" * FULL,
    "spaces": b" " * FULL,
    "too large": b"a" * (MOST_BYTES + 1),
}


def assert_harmless(problem: Problem) -> None:
    told = str(problem)
    told.encode()
    assert len(told) < 2_000
    assert [letter for letter in told if letter != "\n" and unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")] == []


@pytest.mark.parametrize("name", list(BOMBS))
def test_a_bomb_is_refused_where_it_stands_and_costs_little(name: str) -> None:
    tracemalloc.start()
    try:
        problems = problems_of(BOMBS[name])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert 1 <= len(problems) <= 2 * MOST_FOUND
    assert peak < 40 * MEGABYTE
    for problem in problems:
        assert_harmless(problem)
    if name != "too large":
        assert problems[0].line >= 1
        assert problems[0].column >= 1


def test_depth_is_what_the_rule_says() -> None:
    deep = parse_document(b"[" * MOST_DEPTH + b"]" * MOST_DEPTH, FILE)
    assert deep.root is not None
    deeper = parse_document(b"[" * (MOST_DEPTH + 1) + b"]" * (MOST_DEPTH + 1), FILE)
    assert (deeper.problems[0].line, deeper.problems[0].column) == (1, MOST_DEPTH + 1)


@pytest.mark.parametrize(
    ("escape", "code"),
    [
        (r"\e[2J", "U+001B"),
        (r"\x9b31m", "U+009B"),
        (r"\0", "U+0000"),
        (r"\u202e", "U+202E"),
        (r"\u200b", "U+200B"),
        (r"\L", "U+2028"),
        (r"\N", "U+0085"),
    ],
)
def test_what_steers_a_terminal_is_refused_as_an_escape_too(escape: str, code: str) -> None:
    (problem,) = problems_of(changed("domain: payments platform", f'domain: "pay {escape} ments"'))
    assert code in problem.message
    assert (problem.line, problem.column) == (5, 9)


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\x85", "\u061c", "\u180e", "\U000e0041", "\u3164", "\x1b", "\u200b"])
def test_what_cannot_be_seen_is_refused_where_it_stands(letter: str) -> None:
    (problem,) = problems_of(f"id: a\ntitle: one{letter}two\n".encode())
    assert (problem.line, problem.column) == (2, 11)
    assert f"U+{ord(letter):04X}" in problem.message
    assert_harmless(problem)


def test_an_excerpt_of_bytes_that_are_no_text_is_harmless() -> None:
    (problem,) = problems_of(b"id: a\n\x1b]0;owned\x07title: \xff\n")
    assert (problem.line, problem.column) == (2, 18)
    assert "]0;owned" in problem.excerpt
    assert_harmless(problem)


@given(st.text(max_size=300), st.sampled_from(["{}: x\n{}: y", "principle: {}", "- {}", "{}", "id: {}\ntitle: {}"]))
def test_whatever_a_file_says_its_problems_are_harmless(text: str, form: str) -> None:
    for problem in problems_of(form.format(text, text).encode("utf-8", "surrogatepass")):
        assert_harmless(problem)
        assert problem.line >= 0
