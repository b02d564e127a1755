"""Reads the lexicon's text files.

Two shapes. Entry files hold lines `[class] entry entry ...`, a class may go on over several lines; phrase files hold a `[class]` line and
then one phrase a line; table files hold `key = value`. `//` at the start of a line begins a comment.
"""

from __future__ import annotations

from collections.abc import Iterator


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line and not line.startswith("//"):
            yield line.strip()


def read_entries(text: str) -> dict[str, list[str]]:
    """`[class] entry entry ...` -> {class: entries}. Raises ValueError where a line names no class."""
    out: dict[str, list[str]] = {}
    for line in _lines(text):
        head, bracket, rest = line.partition("]")
        if not bracket or not head.startswith("["):
            raise ValueError(f"a line of the lexicon begins with no [class]: {line!r}")
        out.setdefault(head[1:], []).extend(rest.split())
    return out


def read_phrases(text: str) -> dict[str, list[str]]:
    """A `[class]` line, then a phrase a line -> {class: phrases}. Raises ValueError where a phrase stands before any class."""
    out: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in _lines(text):
        if line[0] == "[" and line[-1] == "]":
            current = out.setdefault(line[1:-1], [])
        elif current is None:
            raise ValueError(f"a phrase stands before any [class]: {line!r}")
        else:
            current.append(line)
    return out


def read_table(text: str) -> dict[str, str]:
    """`key = value` lines -> {key: value}. Raises ValueError where a line holds no " = "."""
    out: dict[str, str] = {}
    for line in _lines(text):
        key, equals, value = line.partition(" = ")
        if not equals:
            raise ValueError(f"a line of the table holds no ' = ': {line!r}")
        out[key] = value
    return out
