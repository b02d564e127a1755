"""Which steps from line to line some files took, by the interpreter's own tracing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]


class Coverage:
    """`files` are paths from the repository's root; a folder means every file in it. `lines` False notes which functions were entered and
    from where, which costs little; True every step between lines."""

    def __init__(self, files: tuple[str, ...], *, lines: bool) -> None:
        self._within = tuple(str(REPOSITORY / file) for file in files)
        self._lines = lines
        self._known: dict[CodeType, bool] = {}
        self._seen: set[int] = set()

    @contextmanager
    def watching(self) -> Iterator[set[int]]:
        """The steps taken inside the block, as numbers that mean something within one process."""
        self._seen = set()
        sys.settrace(self._entered)
        try:
            yield self._seen
        finally:
            sys.settrace(None)

    def _entered(self, frame: FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        wanted = self._known.get(code)
        if wanted is None:
            wanted = self._known[code] = code.co_filename.startswith(self._within)
        if not wanted:
            return None
        if not self._lines:
            before = frame.f_back
            self._seen.add(hash((code, None if before is None else before.f_lineno)))
            return None
        last = 0

        def stepped(frame: FrameType, event: str, argument: Any) -> Any:
            nonlocal last
            if event == "line":
                self._seen.add(hash((code, last, frame.f_lineno)))
                last = frame.f_lineno
            return stepped

        return stepped
