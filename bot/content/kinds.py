"""The kinds of field that a file of content can have, as plain data.

One table of these (fields.py, and the one of bot/config.py) is the only definition of a format: reading.py validates by it,
schema.py turns it into a JSON Schema, guide.py into the writers' field list. A new kind needs a branch in each of the three.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, Final

from bot.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Prose:
    """A text, stripped at both ends. `most` counts characters. `one_line` refuses line breaks."""

    most: int
    one_line: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """A short lower-case name: words of letters and digits joined by hyphens."""

    most: int = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list of words. `noun` says what they are ("a principle")."""

    noun: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` to `most`, in decimal digits. `unit` names what it counts."""

    least: int
    most: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`, and no other spelling."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one kind."""

    of: Kind
    least: int
    most: int
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Two whole numbers, from and to, the first below the second."""

    of: Whole


@dataclass(frozen=True, slots=True)
class Record:
    """A group of named fields, built by `into(**values)`. `noun` names it in problems ("a probe")."""

    noun: str
    fields: tuple[Field, ...]
    into: Callable[..., Any]


Kind = Prose | Name | Choice | Whole | Truth | Many | Span | Record

REQUIRED: Final = object()
PLACEHOLDER: Final = "REPLACE:"
"""What a text of a starter file begins with: such a text is still to be written."""


@dataclass(frozen=True, slots=True)
class Field:
    """A named field. `meaning` is a short phrase for writers; `default` is the value where it is left out; `starter` is what a
    starter file shows in its place."""

    name: str
    kind: Kind
    meaning: str
    default: Any = field(default=REQUIRED)
    starter: str = ""

    @property
    def required(self) -> bool:
        return self.default is REQUIRED


def frozen(**values: Any) -> Mapping[str, Any]:
    """Builds the record whose fields are keys (stages, levels): an unchangeable mapping."""
    return MappingProxyType(values)
