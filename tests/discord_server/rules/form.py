"""A body under examination, and the problems found in it so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..errors import InvalidForm, Problem
from ..jsontypes import Json


class Form:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, path: Iterable[str | int], code: str, message: str) -> None:
        self.problems.append(Problem(tuple(str(step) for step in path), code, message))

    def text(self, of: Json, key: str, path: Sequence[str | int], most: int, *, least: int = 0, required: bool = False) -> str:
        """A text field. Discord strips white space before it counts what must not be empty."""
        value = of.get(key)
        if value is None:
            if required:
                self.wrong((*path, key), "BASE_TYPE_REQUIRED", "This field is required")
            return ""
        if not isinstance(value, str):
            self.wrong((*path, key), "STRING_TYPE_CONVERT", "Could not interpret the value as a string.")
            return ""
        if least and not value.strip():
            self.wrong((*path, key), "BASE_TYPE_REQUIRED", "This field is required")
        elif not least <= len(value) <= most:
            bounds = f"or fewer in length, not {len(value)}" if not least else f"between {least} and {most} in length, not {len(value)}"
            self.wrong(
                (*path, key),
                "BASE_TYPE_MAX_LENGTH" if not least else "BASE_TYPE_BAD_LENGTH",
                f"Must be {most if not least else ''} {bounds}.",
            )
        return value

    def count(self, items: Sequence[Any], path: Sequence[str | int], most: int, *, least: int = 0) -> None:
        if not least <= len(items) <= most:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length, not {len(items)}.")

    def number(self, of: Json, key: str, path: Sequence[str | int], least: int, most: int) -> None:
        value = of.get(key)
        if value is not None and not (isinstance(value, int) and least <= value <= most):
            self.wrong((*path, key), "NUMBER_TYPE_MAX", f"int value should be between {least} and {most}, not {value}.")

    def finish(self, violation: str = "limit") -> None:
        if self.problems:
            raise InvalidForm(self.problems, violation=violation)
