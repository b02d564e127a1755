"""What people and programs do to YAML files: every case is refused in plain words, at its place, without an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.document import MOST_BYTES, parse_document, read_document
from bot.content.nodes import Fields, Items, Text
from bot.content.tree import MOST_DEPTH
from tests.content.files import changed, problems_of, right_text

# What is done to the file, the words that the person must read, and the line in which it is said to be (None: the whole file).
HURT = {
    "a key twice": (changed("domain:", "title: other\ndomain:"), ["`title` stands here twice", "line 4", "line 5"], 5),
    "a tag": (changed("domain: payments", "domain: !!python/object:os.system payments"), ["!!python/object:os.system", "is a tag"], 5),
    "an exclamation mark": (changed("domain: payments", "domain: !payments"), ["is a tag", "in quotes"], 5),
    "an anchor": (changed("domain: payments", "domain: &a payments"), ["`&a` is an anchor"], 5),
    "an alias": (changed("domain: payments platform", "domain: *a"), ["`*a` is an alias"], 5),
    "an alias bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ["is an anchor"], 1),
    "a merge": (b"a: 1\n<<: {b: 2}\n", ["`<<` is not a field"], 2),
    "ten megabytes": (b"x: " + b"y" * 10_000_000, ["larger than 256 KB"], None),
    "latin-1": (changed("payments platform", "x").replace(b"domain: x", b"domain: caf\xe9"), ["not UTF-8", "0xe9"], 5),
    "utf-16": (right_text().encode("utf-16"), ["UTF-16"], None),
    "utf-16 without a mark": (right_text().encode("utf-16-le"), ["UTF-16"], None),
    "a NUL": (changed("payments platform", "payments\0platform"), ["NUL character"], 5),
    "an invisible character": (changed("payments platform", "payments\u200bplatform"), ["invisible character (U+200B)"], 5),
    "right to left": (changed("payments platform", "payments \u202eplatform"), ["U+202E"], 5),
    "a tab": (changed("    target_seconds: 30", "\ttarget_seconds: 30"), ["indented with a tab", "spaces"], 28),
    "deep brackets": (b"[" * 100_000, [f"nested more than {MOST_DEPTH} deep"], 1),
    "deep braces": (b"a: " + b"{a: " * 50_000, [f"nested more than {MOST_DEPTH} deep"], 1),
    "deep lists": (b"- " * 100_000, [f"nested more than {MOST_DEPTH} deep"], 1),
    "many entries": (b"\n".join(b"a%d: 1" % number for number in range(15_000)), ["more than 20,000 entries"], None),
    "a colon in a text": (changed("question: Tell me", "question: Well: tell me"), ["colon", "double quotes"], 9),
    "quotes in quotes": (changed('opening_line: "A rate', 'opening_line: "A "rate"'), ["breaks off here"], None),
    "an indentation": (changed("    coaching:", "   coaching:"), ["breaks off here", "indented"], 35),
    "two documents": (right_text().encode() + b"\n---\na: 1\n", ["second document"], None),
    "nothing": (b"", ["The file is empty"], None),
    "only a comment": (b"# later\n", ["The file is empty"], None),
    "a list": (b"- a\n- b\n", ["A group of fields belongs here", "not a list"], 1),
    "one word": (b"hello", ["A group of fields belongs here", "not a text"], 1),
    "a list as a key": (b"? [a, b]\n: c\n", ["A name of a field must be a word"], 1),
    "a missing comma": (changed('["I noticed", "the', '["I noticed" "the'), ["lacks a comma"], 34),
    "no colon": (changed("domain: payments", "domain payments"), ["no colon"], 5),
    "no space after a colon": (
        changed("domain: payments", "domain:payments"),
        ["domain:payments", "no colon with a space", "`name: text`"],
        5,
    ),
    "a line of a text that is not indented": (
        changed("      notification service", "notification service"),
        ["no colon", "indent the line"],
        31,
    ),
    "such a line with a colon, and one after it": (
        changed("      notification service was", "notification service was: well").replace(b"watched orders hang,", b"waited: for"),
        ["breaks off here", "indented like its neighbours"],
        31,
    ),
    "a non-breaking space in an indentation": (
        changed("    target_seconds: 30", "\u00a0\u00a0\u00a0\u00a0target_seconds: 30"),
        ["U+00A0"],
        28,
    ),
    "a non-breaking space after a colon": (changed("domain: payments", "domain:\u00a0payments"), ["a space that YAML", "U+00A0"], 5),
    "a non-breaking space after a dash": (changed("  - The disagreement", "  -\u00a0The disagreement"), ["U+00A0", "Type it again"], 22),
    "a question mark before a field": (
        changed("domain: payments", "? domain: payments"),
        ["begins with `? `", "Delete the question mark"],
        5,
    ),
    "an apostrophe in single quotes": (changed("domain: payments platform", "domain: 'a baker's shop'"), ["breaks off here", "`''`"], 5),
    "an unclosed quote": (b'id: "a\n', ["never closed"], None),
}


@pytest.mark.parametrize("name", HURT)
def test_each_hurt_file_is_refused_in_plain_words(name: str) -> None:
    data, words, line = HURT[name]
    problems = problems_of(data)
    assert problems
    said = "\n".join(map(str, problems))
    for word in words:
        assert word in said
    if line is not None:
        assert line in {problem.line for problem in problems}


def test_a_problem_shows_its_line_with_a_caret_under_the_place() -> None:
    (problem,) = problems_of(changed("principle: have", "principle: hve"))
    shown = problem.excerpt.splitlines()
    assert shown[0].endswith("principle: hve_backbone_disagree_and_commit")
    assert shown[0][shown[1].index("^") :].startswith("hve_backbone")
    assert str(problem).startswith(f"{problem.path}:3:12: ")
    assert "Did you mean `have_backbone_disagree_and_commit`?" in str(problem)


def test_columns_count_characters_not_bytes() -> None:
    (problem,) = problems_of(changed("language: en", 'language: "é—"'))
    assert problem.column == 11
    node = parse_document('{"été": [ü, *x]}'.encode(), Path("x.yaml"))
    assert node.problems[0].column == 13


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(newline: str) -> None:
    assert not problems_of(b"\xef\xbb\xbf" + right_text().replace("\n", newline).encode())


def test_a_file_that_cannot_be_read_is_a_problem_and_not_an_exception(tmp_path: Path) -> None:
    missing = read_document(tmp_path / "nothing.yaml")
    folder = read_document(tmp_path)
    assert "cannot be read" in missing.problems[0].message
    assert "cannot be read" in folder.problems[0].message


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_raise(data: bytes) -> None:
    document = parse_document(data, Path("x.yaml"))
    assert (document.root is None) <= bool(document.problems)
    for problem in document.problems:
        assert str(problem)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_damage_to_a_right_file_raises(data: st.DataObject) -> None:
    text = right_text()[:3_000]
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    filling = data.draw(st.text(alphabet=":-#'\"[]{}&*!|>%@`,? \t\nab1", max_size=8))
    document = parse_document((text[:start] + filling + text[start + length :]).encode(), Path("x.yaml"))
    for problem in document.problems:
        assert problem.line <= len(document.lines) + 1


def test_an_oversized_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES * 1_000)
    assert "larger than" in read_document(path).problems[0].message


def test_find_gives_the_node_or_the_nearest_above_it() -> None:
    document = parse_document(b"a:\n  - b: word\n  - c\n", Path("x.yaml"))
    found = document.find(["a", 0, "b"])
    assert isinstance(found, Text)
    assert (found.value, found.line, found.column) == ("word", 2, 8)
    assert isinstance(document.find(["a", 5]), Items)
    assert isinstance(document.find(["nothing"]), Fields)
