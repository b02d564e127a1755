"""JSON data that is written into more than one column: it becomes text once."""

from __future__ import annotations

import json
from typing import Any


class Serialised:
    """Stands wherever a JSON column takes data."""

    __slots__ = ("text",)

    def __init__(self, data: Any) -> None:
        self.text = json.dumps(data)


def to_text(data: Any) -> str:
    """What every engine writes JSON columns with."""
    return data.text if type(data) is Serialised else json.dumps(data)
