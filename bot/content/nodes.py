"""What a YAML file is made of once it is read: texts, lists and groups of fields, each with its place (line and column from 1).

Scalars stay text: what `yes` or `1:30` means is decided by the field they stand in, never by YAML.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Text:
    """A scalar. `plain` is true where it stands without quotes and not as a block; `cut` is the line and column at which such a text ends
    because YAML takes the rest of its line, which begins like "#12", for a comment."""

    line: int
    column: int
    value: str
    plain: bool
    cut: tuple[int, int] | None = None


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
