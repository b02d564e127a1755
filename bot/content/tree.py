"""YAML text -> nodes with places, by the parser's events.

Only what people need to write content is let through: mappings, lists and scalars. Anchors, aliases, tags and further documents are
refused by name, so that no file can mean more than it shows. Depth and number of nodes are bounded, so a hostile file costs little.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from bot.content.nodes import Fields, Items, Node, Text

MOST_DEPTH = 12
MOST_NODES = 20_000
# What is wrong in more places than that is wrong everywhere.
MOST_FOUND = 50

# What nobody sees and nobody types on purpose: it would steer a terminal, turn a line around, or make two words that look the same.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

_Parser: Any = getattr(yaml.cyaml, "CParser", None) if yaml.__with_libyaml__ else None


class Found(NamedTuple):
    """Something wrong at a place; what a Problem needs, but for the file."""

    line: int
    column: int
    message: str
    hint: str


def build_tree(text: str) -> tuple[Node | None, list[Found]]:
    """The root node (None where the text cannot be read to its end) and everything found wrong on the way."""
    tree = _Tree()
    tree.build(text)
    return tree.root, tree.found


class _Refused(Exception):
    """The file is refused at this place; nothing after it is read."""

    def __init__(self, mark: Any, message: str, hint: str) -> None:
        super().__init__(message)
        self.place = mark.line + 1, mark.column + 1
        self.message = message
        self.hint = hint


class _Tree:
    """Builds the nodes from the parser's events, without recursion."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.lines: list[str] = []
        self.found: list[Found] = []
        self.open: list[Items | Fields] = []
        self.waiting: list[Text | None] = []  # per open collection: the key whose value comes next
        self.nodes = 0

    def build(self, text: str) -> None:
        self.lines = text.split("\n")
        try:
            for event in _events(text):
                self._take(event)
        except _Refused as refused:
            self._stop(*refused.place, refused.message, refused.hint)
        except yaml.MarkedYAMLError as error:
            self._stop(*_told(error, self.lines))
        except yaml.YAMLError as error:
            self._stop(1, 1, f"This is not readable as YAML: {error}.", "")
        if self.root is None and not self.found:
            self._stop(1, 1, "The file is empty.", "`python -m bot new-scenario` writes a starter file.")

    def _stop(self, line: int, column: int, message: str, hint: str) -> None:
        self.root = None
        self.found.append(Found(line, column, message, hint))

    def _take(self, event: Any) -> None:
        mark = event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            _refuse_features(event)
            self._refuse_invisible(event)
            # Ids come back in every file.
            value = event.value if " " in event.value else sys.intern(event.value)
            self._add(Text(mark.line + 1, mark.column + 1, value, not event.style, self._cut(event)), event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            _refuse_features(event)
            if len(self.open) >= MOST_DEPTH:
                raise _Refused(
                    event.start_mark,
                    f"This is nested more than {MOST_DEPTH} deep.",
                    "No field needs that. Look at the indentation above.",
                )
            kind = Fields if isinstance(event, yaml.MappingStartEvent) else Items
            node = kind(mark.line + 1, mark.column + 1)
            self._add(node, event)
            self.open.append(node)
            self.waiting.append(None)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.open.pop()
            self.waiting.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise _Refused(
                event.start_mark,
                f"`*{event.anchor}` is an alias, and none are allowed here.",
                "Write the text out, or put it in quotes if it begins with a star.",
            )
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise _Refused(event.start_mark, "A second document begins here (`---`).", "Delete the line, or make two files of it.")

    def _cut(self, event: Any) -> tuple[int, int] | None:
        """Where a text of several words without quotes is cut by ` #`. A comment that somebody meant as one has a space after it."""
        end = event.end_mark
        if event.style or " " not in event.value or not _CUT.match(_line(self.lines, end.line), end.column):
            return None
        return end.line + 1, end.column + 1

    def _refuse_invisible(self, event: Any) -> None:
        """What was refused in the file itself could still be written as an escape."""
        found = INVISIBLE.search(event.value)
        if found:
            mark = event.start_mark
            message = f"The text that begins here has an invisible character in it, written as an escape (U+{ord(found[0]):04X})."
            self._note(Found(mark.line + 1, mark.column + 1, message, "Delete the escape."))

    def _note(self, found: Found) -> None:
        """What does not keep the rest from being read."""
        if len(self.found) < MOST_FOUND:
            self.found.append(found)

    def _add(self, node: Node, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _Refused(event.start_mark, f"The file holds more than {MOST_NODES:,} entries.", "Is this the right file?")
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
            return
        key = self.waiting[-1]
        if key is None:
            if not isinstance(node, Text):
                if not event.flow_style:
                    hint = "Delete the question mark, or put the text into double quotes."
                    raise _Refused(event.start_mark, "The line begins with `? `.", hint)
                raise _Refused(
                    event.start_mark,
                    "A name of a field must be a word, and here stands a list or a group.",
                    "Quote texts that begin with [ or {.",
                )
            self.waiting[-1] = node
            return
        self.waiting[-1] = None
        first = parent.keys.setdefault(key.value, key)
        if first is not key:
            message = f"`{key.value}` stands here twice: first in line {first.line}, again in line {key.line}."
            self._note(Found(key.line, key.column, message, "Keep one of them."))
            return
        parent.values[key.value] = node


def _events(text: str) -> Iterator[Any]:
    if _Parser is None:
        yield from yaml.parse(text, Loader=yaml.SafeLoader)
        return
    parser = _Parser(text)
    while True:
        event = parser.get_event()
        if event is None or isinstance(event, yaml.StreamEndEvent):
            return
        yield event


def _refuse_features(event: Any) -> None:
    if event.anchor:
        raise _Refused(
            event.start_mark,
            f"`&{event.anchor}` is an anchor, and none are allowed here.",
            "If a text begins with &, put it in quotes.",
        )
    if event.tag:
        raise _Refused(
            event.start_mark,
            f"`{event.tag.replace('tag:yaml.org,2002:', '!!')}` is a tag, and none are allowed here.",
            "If a text begins with an exclamation mark, put it in quotes.",
        )


def _told(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Found:
    """The commonest YAML errors in words for people who do not know YAML, at the place where a person must mend it. YAML's own place is
    where it could not go on, which is often a line that is right."""
    said = (error.problem or "").lower()
    mark = error.problem_mark or error.context_mark
    if "could not find expected ':'" in said:
        mark = error.context_mark or mark
    row, column = (mark.line, mark.column) if mark else (0, 0)
    for above in range(row, -1, -1):
        odd = _ODD_SPACE.match(_line(lines, above))
        if odd:
            message = f"Here stands a space that YAML does not take for one (U+{ord(odd[1]):04X})."
            return Found(above + 1, odd.start(1) + 1, message, "Type it again as an ordinary space.")
    if "mapping values are not allowed" in said and (began := _further_out(lines, row)) is not None:
        return Found(began + 1, 1, *_BREAKS_OFF)
    if "document start" in said and (first := _indented_first(lines, row)) is not None:
        message = f"This line is indented, and line {row + 1}, which is on the same level, is not."
        return Found(first + 1, 1, message, "Delete the spaces before it: the outermost fields begin in the first column.")
    for part, message, hint in _KNOWN_ERRORS:
        if part in said:
            return Found(row + 1, column + 1, message, hint)
    context = f" ({error.context})" if error.context else ""
    return Found(
        row + 1,
        column + 1,
        f"This cannot be read as YAML: {error.problem}{context}.",
        "Look at this line and the one above it: indentation, quotes, colons.",
    )


def _line(lines: Sequence[str], row: int) -> str:
    return lines[row] if row < len(lines) else ""


def _further_out(lines: Sequence[str], row: int) -> int | None:
    """The nearest line above that stands further out, if it is no field and no entry of a list: it was to belong to the text above."""
    here = _outer(_line(lines, row))
    for above in range(row - 1, -1, -1):
        if lines[above].strip() and _outer(lines[above]) < here:
            return None if _OPENS.match(lines[above]) else above
    return None


def _indented_first(lines: Sequence[str], row: int) -> int | None:
    """The line that the file begins with, if it stands further in than this one. A comment that was made a field by deleting `#` alone is
    such a line, and YAML takes all that follows for another document."""
    first = next((above for above in range(row) if lines[above].strip() and not lines[above].lstrip().startswith("#")), None)
    return first if first is not None and _outer(lines[first]) > _outer(_line(lines, row)) else None


def _outer(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# Web pages and word processors have these where a person sees an ordinary space.
_ODD_SPACE = re.compile(r"(?: |- |[a-z_0-9]+: )*(?:-|[a-z_0-9]+:)?([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
_CUT = re.compile(r"[ \t]+#[^\s#]")
_OPENS = re.compile(r" *(?:#|- |[\w-]+:(?: |$))")

_BREAKS_OFF = (
    "The text or the indentation breaks off here.",
    "Check that this line is indented like its neighbours, and that a quote inside a quoted text is written "
    "`\\\"` (between single quotes: `''`).",
)
_KNOWN_ERRORS = (
    ("maximum nesting depth", f"This is nested more than {MOST_DEPTH} deep.", "No field needs that. Look at the brackets."),
    (
        "mapping values are not allowed",
        "A colon stands here inside a text without quotes.",
        "Put the whole text into double quotes, or begin it with `>` on a line of its own.",
    ),
    ("did not find expected key", *_BREAKS_OFF),
    ("expected <block end>", *_BREAKS_OFF),
    (
        "could not find expected ':'",
        "A line here has no colon with a space after its name.",
        "Write `name: text`, or indent the line so that it belongs to the text above.",
    ),
    (
        "did not find expected '-' indicator",
        "A list goes on here with a different indentation.",
        "Begin each entry of a list in the same column.",
    ),
    ("cannot start any token", "This character cannot begin a text.", "Put the text into double quotes."),
    (
        "unexpected end of stream",
        "A quote is opened and never closed.",
        "Close it, or begin the text with `>` on a line of its own.",
    ),
    (
        "found unknown escape character",
        "A backslash stands in a double-quoted text.",
        "Write \\\\ for a backslash, or use single quotes.",
    ),
    ("undefined alias", "A text here begins with `*`.", "Put it into double quotes."),
    ("did not find expected alphabetic", "A text here begins with `*` or `&`.", "Put it into double quotes."),
    ("expected ',' or", "A list in brackets is not closed, or lacks a comma.", 'Write ["first", "second"].'),
)
