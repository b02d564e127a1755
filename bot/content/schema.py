"""The field table -> a JSON Schema (draft 2020-12), for editors that complete and check YAML while it is written.

It says what a schema can say: form, limits, closed lists. What must agree inside a file is checked by agreement.py alone.
"""

from __future__ import annotations

import json
from typing import Any, assert_never

from bot.content.fields import SCENARIO
from bot.content.kinds import Choice, Kind, Many, Name, Prose, Record, Span, Truth, Whole


def scenario_schema() -> dict[str, Any]:
    """The schema of a scenario file, as plain JSON data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of the bar-raiser interview",
        "description": "How to write one: scenarios/README.md",
        **kind_schema(SCENARIO),
    }


def kind_schema(kind: Kind) -> dict[str, Any]:
    """The schema of one kind of field."""
    match kind:
        case Prose():
            return {"type": "string", "minLength": 1, "maxLength": kind.most}
        case Name():
            return {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": kind.most}
        case Choice():
            return {"enum": list(kind.words)}
        case Whole():
            return {"type": "integer", "minimum": kind.least, "maximum": kind.most}
        case Truth():
            return {"type": "boolean"}
        case Many():
            many = {"type": "array", "items": kind_schema(kind.of), "minItems": kind.least, "maxItems": kind.most}
            return many | ({"uniqueItems": True} if kind.distinct else {})
        case Span():
            return {"type": "array", "items": kind_schema(kind.of), "minItems": 2, "maxItems": 2}
        case Record():
            return {
                "type": "object",
                "properties": {one.name: {"description": one.meaning} | kind_schema(one.kind) for one in kind.fields},
                "required": [one.name for one in kind.fields if one.required],
                "additionalProperties": False,
            }
        case _:
            assert_never(kind)


def schema_text() -> str:
    """The schema as it stands in a file."""
    return json.dumps(scenario_schema(), indent=2) + "\n"


if __name__ == "__main__":
    print(schema_text(), end="")  # noqa: T201  a command that prints
