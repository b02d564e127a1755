"""What each kind of field takes, and how it refuses the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.content.document import parse_document
from bot.content.kinds import Choice, Field, Kind, Many, Name, Prose, Record, Span, Truth, Whole
from bot.content.reading import BAD, Reading
from tests.content.files import changed, problems_of

SECONDS = Whole(0, 300, "seconds")
COLOURS = Choice("a colour", ("red", "green", "dark_blue"))


def read(kind: Kind, text: str) -> tuple[Any, str]:
    """The value of `x: <text>` as this kind, and everything said about it."""
    document = parse_document(f"x: {text}\n".encode(), Path("x.yaml"))
    assert document.root is not None, document.problems
    reading = Reading(document)
    value = reading.read(Record("the file", (Field("x", kind, "a thing"),), dict), document.root)
    return (value if value is BAD else value["x"]), "\n".join(map(str, reading.problems))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Prose(50), "Two words ", "Two words"),
        (Prose(50), '"yes"', "yes"),
        (Prose(50), '"1:30"', "1:30"),
        (Prose(50), ">\n  over\n  two lines", "over two lines"),
        (Prose(50, one_line=False), "|\n  - one\n  - two", "- one\n- two"),
        (Name(), "two-words-2", "two-words-2"),
        (COLOURS, "dark_blue", "dark_blue"),
        (SECONDS, "90", 90),
        (SECONDS, '"90"', 90),
        (Whole(1, 2**63 - 1), "9223372036854775807", 2**63 - 1),
        (Truth(), "true", True),
        (Truth(), "false", False),
        (Many(COLOURS, 1, 3), "[red, green]", ("red", "green")),
        (Many(COLOURS, 0, 3), "[]", ()),
        (Span(SECONDS), "[0, 120]", (0, 120)),
    ],
)
def test_takes(kind: Kind, text: str, value: object) -> None:
    assert read(kind, text) == (value, "")


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (Prose(50), "yes", ["`yes` as true or false", 'Write "yes"']),
        (Prose(50), "Off", ["true or false"]),
        (Prose(50), "1:30", ["as a number", 'Write "1:30"']),
        (Prose(50), "12_000", ["as a number"]),
        (Prose(50), "2024-05-01", ["as a date"]),
        (Prose(50), "~", ["text is missing"]),
        (Prose(50), "", ["text is missing"]),
        (Prose(50), "# not a text", ["text is missing", "# first needs quotes"]),
        (Prose(50), '"  "', ["text is empty"]),
        (Prose(50), "[a, b]", ["not a list"]),
        (Prose(5), "too long", ["8 characters", "at most 5"]),
        (Prose(50), "|\n  one\n  two", ["one line"]),
        (Prose(50), '"REPLACE: a text"', ["still to be written"]),
        (Name(), "Two Words", ["Write `two-words`"]),
        (Name(4), "too-long", ["at most 4"]),
        (COLOURS, "Dark Blue", ["not a colour", "Did you mean `dark_blue`?"]),
        (COLOURS, "xylophone", ["Possible here: red, green, dark_blue"]),
        (COLOURS, "{a: b}", ["One word belongs here"]),
        (SECONDS, "1:30", ["not a whole number of seconds", "Write 90, in seconds"]),
        (SECONDS, "1_00", ["Write 100"]),
        (SECONDS, "1.5", ["not a whole number"]),
        (SECONDS, "0x1F", ["not a whole number"]),
        (SECONDS, "010", ["not a whole number"]),
        (SECONDS, "301", ["out of range: 0 to 300 seconds"]),
        (SECONDS, "9" * 5_000, ["out of range"]),
        (Truth(), "yes", ["neither `true` nor `false`", "Write `true`"]),
        (Truth(), "No", ["Write `false`"]),
        (Truth(), "TRUE", ["Write `true`"]),
        (Truth(), "1", ["neither"]),
        (Many(COLOURS, 2, 3), "[red]", ["1 entry; 2 to 3", "Write 1 more"]),
        (Many(COLOURS, 1, 1), "[red, green]", ["2 entries; 1 belong"]),
        (Many(COLOURS, 2, 3), "", ["list is empty", "at least 2"]),
        (Many(COLOURS, 2, 3), "red", ["A list belongs here, not a text"]),
        (Many(COLOURS, 1, 3, distinct=True), "\n  - red\n  - green\n  - red", ["stands twice", "first in line 2"]),
        (Many(COLOURS, 1, 3, distinct=True), "[red, red]", ["stands twice"]),
        (Span(SECONDS), "[120, 0]", ["Write [0, 120]"]),
        (Span(SECONDS), "[5, 5]", ["must be below"]),
        (Span(SECONDS), "120", ["Two numbers"]),
    ],
)
def test_refuses(kind: Kind, text: str, words: list[str]) -> None:
    value, said = read(kind, text)
    assert value is BAD
    for word in words:
        assert word in said


def test_a_misspelt_field_is_reported_once_with_the_right_name() -> None:
    (problem,) = problems_of(changed("    coaching:", "    copching:"))
    assert problem.message == "`copching` is not a field of the situation stage."
    assert problem.hint == "Did you mean `coaching`?"
    assert (problem.line, problem.column) == (35, 5)


def test_a_missing_field_says_what_it_is_for() -> None:
    (problem,) = problems_of(changed("title: The webhooks that nobody was asked to mend\n", ""))
    assert "`title` is missing in the scenario: what people see in a list" in problem.message


def test_all_problems_of_a_file_are_found_at_once() -> None:
    data = (
        changed("target_seconds: 30", "target_seconds: soon")
        .replace(b"fluent: false", b"fluent: no")
        .replace(b"language: en", b"language: de")
    )
    assert [problem.line for problem in sorted(problems_of(data))] == [7, 28, 201]
