"""A script that plays the candidate: a reader whose answers stand in a file.

Answers are parted by a line of three hyphens. A part may also be what a candidate can type: `hint`, `again`, `next`, `2` (a vote).
Lines that begin with `#` are for the reader of the script. Where feedback is shown and the next part is an answer, the script goes on
by itself.
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from bot.terminal.reading import Keep, Whole, never_whole
from bot.terminal.render import drawn
from bot.wording.blocks import Quote, said

_AT_FEEDBACK = {"next", "n", "again", "a", "back", "b", "end"}


class ScriptError(Exception):
    """The script cannot be played; the message says where and why."""


class Script:
    """Raises ScriptError when the file cannot be read or holds no answer."""

    def __init__(self, path: Path, console: Console, candidate: str) -> None:
        self._console = console
        self._candidate = candidate
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ScriptError(f"{path}: the script cannot be read ({error}). It is a text file in UTF-8.") from error
        self._parts = [part for part in _parts(text) if part]
        if not self._parts:
            raise ScriptError(f"{path}:1:1: the script holds no answer. Write one, and part answers by a line of three hyphens.")

    @property
    def left(self) -> int:
        """How many parts were not played."""
        return len(self._parts)

    async def answer(self, draft: str, keep: Keep, whole: Whole = never_whole, below: str = "") -> str | None:
        return self._played()

    async def line(self, prompt: str) -> str | None:
        if not self._parts:
            return None
        first = self._parts[0].lower()
        if first in _AT_FEEDBACK or first.isdigit():
            return self._played()
        return ""

    def _played(self) -> str | None:
        if not self._parts:
            return None
        part = self._parts.pop(0)
        self._console.print(drawn(Quote((said(part),), self._candidate)))
        self._console.print()
        return part


def _parts(text: str) -> list[str]:
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip() == "---":
            parts.append([])
        elif not line.startswith("#"):
            parts[-1].append(line)
    return ["\n".join(part).strip() for part in parts]
