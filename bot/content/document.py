"""Bytes of a YAML file -> a tree of texts, lists and fields, each with its place; or the problems that stop it.

The size of a file is bounded before it is read, its characters are checked before it is parsed, and nothing in it can raise:
whatever is wrong becomes a problem of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.content.nodes import Fields, Items, Node
from bot.content.problems import Problem, excerpt, sentence
from bot.content.tree import INVISIBLE, build_tree

MOST_BYTES = 256 * 1024

_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)


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
        return Problem(self.path, line, column, sentence(message), excerpt(self.lines, line, column), sentence(hint))

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


def read_document(path: Path) -> Document:
    """Reads and parses a file. Never raises: a file that cannot be read is a document with that problem."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return Document(
            path,
            (),
            problems=[Problem(path, 0, 0, f"The file cannot be read: {reason}.", hint="Check its name and its permissions.")],
        )
    return parse_document(data, path)


def parse_document(data: bytes, path: Path) -> Document:
    """Parses the bytes of a file; `path` is only named in problems."""
    document = Document(path, ())
    text = _decode(data, document)
    if text is None:
        return document
    document.lines = _lines(text)
    if _refused_characters(text, document):
        return document
    document.root, found = build_tree(text)
    document.problems.extend(document.problem_at(*one) for one in found)
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
        before = _with_plain_ends(data[: error.start].decode("utf-8", "replace").lstrip("\ufeff"))
        line, column = _place(before, len(before))
        document.lines = _lines(_with_plain_ends(data.decode("utf-8", "replace").lstrip("\ufeff")))
        message = f"A character here is not UTF-8 (byte 0x{data[error.start]:02x})."
        document.problems.append(document.problem_at(line, column, message, hint))
        return None
    return _with_plain_ends(text)


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> list[str]:
    """The lines as the parser counts them: the other characters that end one are refused."""
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]


def _refused_characters(text: str, document: Document) -> bool:
    """Reports the first invisible character or the first tab in an indentation: YAML's own words for them help nobody."""
    found = INVISIBLE.search(text)
    if found:
        line, column = _place(text, found.start())
        name = "a NUL character" if found[0] == "\0" else f"an invisible character (U+{ord(found[0]):04X})"
        document.problems.append(document.problem_at(line, column, f"There is {name} here.", "Delete it, or type the word again."))
        return True
    tab = _TAB_INDENT.search(text)
    if tab:
        line, column = _place(text, tab.end() - 1)
        document.problems.append(
            document.problem_at(line, column, "This line is indented with a tab.", "Indent with spaces, two for each step inwards.")
        )
        return True
    return False


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
