"""Bytes of a YAML file -> a tree of texts, lists and fields, each with its place; or the problems that stop it.

Only what people need to write content is let through: mappings, lists and scalars. Anchors, aliases, tags, merges and further
documents are refused by name, so that no file can mean more than it shows. Scalars stay text: what `yes` or `1:30` means is decided by
the field they stand in, never by YAML. Depth, size and number of nodes are bounded, so a hostile file costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.content.problems import Problem, excerpt

MOST_BYTES = 256 * 1024
MOST_DEPTH = 12
MOST_NODES = 20_000

_Parser: Any = getattr(yaml.cyaml, "CParser", None) if yaml.__with_libyaml__ else None
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)


@dataclass(slots=True)
class Text:
    """A scalar. `plain` is true where it stands without quotes and not as a block."""

    line: int
    column: int
    value: str
    plain: bool


@dataclass(slots=True)
class Items:
    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """A mapping, in the order of the file. Of a key that stands twice the first is kept; the second is a problem already reported."""

    line: int
    column: int
    keys: dict[str, Text] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


Node = Text | Items | Fields


@dataclass(slots=True)
class Document:
    """One file as read. `root` is None where the file could not be read as YAML at all; then `problems` says why."""

    path: Path
    lines: Sequence[str]
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)

    def problem(self, node: Node | None, message: str, hint: str = "") -> Problem:
        """A problem at a node's place (the beginning of the file for None)."""
        line, column = (node.line, node.column) if node else (1, 1)
        return self.problem_at(line, column, message, hint)

    def problem_at(self, line: int, column: int, message: str, hint: str = "") -> Problem:
        return Problem(self.path, line, column, message, excerpt(self.lines, line, column), hint)

    def find(self, where: Sequence[str | int]) -> Node | None:
        """The node under these keys and indexes, or the nearest one above it that exists."""
        node = self.root
        for step in where:
            inner: Node | None = None
            if isinstance(node, Fields) and isinstance(step, str):
                inner = node.values.get(step)
            elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
                inner = node.items[step]
            if inner is None:
                return node
            node = inner
        return node


def read_document(path: Path, shown_as: Path | None = None) -> Document:
    """Reads and parses a file. Never raises for what is in the file or for a file that cannot be read: that is a problem of the document."""
    shown = shown_as or path
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return Document(
            shown,
            (),
            problems=[Problem(shown, 0, 0, f"The file cannot be read: {reason}.", hint="Check its name and its permissions.")],
        )
    return parse_document(data, shown)


def parse_document(data: bytes, path: Path) -> Document:
    """Parses the bytes of a file; `path` is only named in problems."""
    document = Document(path, ())
    text = _decode(data, document)
    if text is None:
        return document
    document.lines = text.splitlines()
    if _refused_characters(text, document):
        return document
    _Tree(document).build(text)
    return document


def _decode(data: bytes, document: Document) -> str | None:
    problem = ""
    hint = "Save the file again with the encoding UTF-8."
    if len(data) > MOST_BYTES:
        problem = f"The file is larger than {MOST_BYTES // 1024} KB."
        hint = "Is this the right file? Files of this kind hold about 30 KB."
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:64].count(0) * 3 > len(data[:64]):
        problem = "The file is saved as UTF-16, not as UTF-8."
    if problem:
        document.problems.append(Problem(document.path, 0, 0, problem, hint=hint))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").lstrip("\ufeff")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        document.lines = data.decode("utf-8", "replace").splitlines()
        message = f"A character here is not UTF-8 (byte 0x{data[error.start]:02x})."
        document.problems.append(document.problem_at(line, column, message, hint))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refused_characters(text: str, document: Document) -> bool:
    """Reports the first invisible character and the first tab in an indentation: YAML's own words for them help nobody."""
    found = _INVISIBLE.search(text)
    if found:
        line, column = _place(text, found.start())
        name = "a NUL character" if found[0] == "\0" else f"an invisible character (U+{ord(found[0]):04X})"
        document.problems.append(
            document.problem_at(line, column, f"There is {name} here.", "Delete it, or type the word again.")
        )
        return True
    tab = _TAB_INDENT.search(text)
    if tab:
        line, column = _place(text, tab.end() - 1)
        document.problems.append(
            document.problem_at(
                line, column, "This line is indented with a tab.", "Indent with spaces, two for each step inwards."
            )
        )
        return True
    return False


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class _Refused(Exception):
    """The file is refused at this place; nothing after it is read."""

    def __init__(self, mark: Any, message: str, hint: str) -> None:
        super().__init__(message)
        self.place = mark.line + 1, mark.column + 1
        self.message = message
        self.hint = hint


class _Tree:
    """Builds the nodes from the parser's events, without recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.open: list[Items | Fields] = []
        self.waiting: list[Text | None] = []  # per open collection: the key whose value comes next
        self.nodes = 0

    def build(self, text: str) -> None:
        try:
            for event in _events(text):
                self._take(event)
        except _Refused as refused:
            self._stop(*refused.place, refused.message, refused.hint)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self._stop(line, column, *_plain_words(error))
        except yaml.YAMLError as error:
            self._stop(1, 1, f"This is not readable as YAML: {error}.", "")
        if self.document.root is None and not self.document.problems:
            self._stop(1, 1, "The file is empty.", "`python -m bot new-scenario` writes a starter file.")

    def _stop(self, line: int, column: int, message: str, hint: str) -> None:
        self.document.root = None
        self.document.problems.append(self.document.problem_at(line, column, message, hint))

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            _refuse_features(event)
            mark = event.start_mark
            self._add(Text(mark.line + 1, mark.column + 1, event.value, not event.style), event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            _refuse_features(event)
            if len(self.open) >= MOST_DEPTH:
                raise _Refused(
                    event.start_mark,
                    f"This is nested more than {MOST_DEPTH} deep.",
                    "No field needs that. Look at the indentation above.",
                )
            kind = Fields if isinstance(event, yaml.MappingStartEvent) else Items
            node = kind(event.start_mark.line + 1, event.start_mark.column + 1)
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
        elif isinstance(event, yaml.DocumentStartEvent) and self.document.root is not None:
            raise _Refused(
                event.start_mark, "A second document begins here (`---`).", "Delete the line, or make two files of it."
            )

    def _add(self, node: Node, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _Refused(event.start_mark, f"The file holds more than {MOST_NODES:,} entries.", "Is this the right file?")
        if not self.open:
            self.document.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
            return
        key = self.waiting[-1]
        if key is None:
            if not isinstance(node, Text):
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
            self.document.problems.append(self.document.problem(key, message, "Keep one of them."))
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
            f"`{event.tag}` is a tag, and none are allowed here.",
            "If a text begins with an exclamation mark, put it in quotes.",
        )


def _plain_words(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """The commonest YAML errors in words for people who do not know YAML."""
    said = (error.problem or "").lower()
    for part, message, hint in _KNOWN_ERRORS:
        if part in said:
            return message, hint
    context = f" ({error.context})" if error.context else ""
    return (
        f"This cannot be read as YAML: {error.problem}{context}.",
        "Look at this line and the one above it: indentation, quotes, colons.",
    )


_KNOWN_ERRORS = (
    (
        "mapping values are not allowed",
        "A colon stands here inside a text without quotes.",
        "Put the whole text into double quotes, or begin it with `>` on a line of its own.",
    ),
    (
        "did not find expected key",
        "The text or the indentation breaks off here.",
        'Check that this line is indented like its neighbours, and that a quote inside a quoted text is written \\".',
    ),
    (
        "expected <block end>",
        "The text or the indentation breaks off here.",
        'Check that this line is indented like its neighbours, and that a quote inside a quoted text is written \\".',
    ),
    (
        "could not find expected ':'",
        "A line here has no colon after its name.",
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
    ("did not find expected ',' or", "A list in brackets is not closed, or lacks a comma.", 'Write ["first", "second"].'),
)
