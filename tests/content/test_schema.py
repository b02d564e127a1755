"""One definition: what the schema refuses the loader refuses, and the other way round; the files made from the table are in step."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.document import parse_document
from bot.content.fields import SCENARIO
from bot.content.kinds import Many, Record
from bot.content.library import QUESTION_BANK, builtin_scenarios
from bot.content.reading import Reading
from bot.content.schema import scenario_schema
from bot.core import scenario as core
from tests.content.files import right_text

VALIDATOR = jsonschema.Draft202012Validator(scenario_schema())
FILES = sorted(path for path in builtin_scenarios().rglob("*.yaml") if path.name != QUESTION_BANK)
RIGHT: dict[str, Any] = yaml.safe_load(right_text())


def reader_takes(data: object) -> bool:
    document = parse_document(json.dumps(data).encode(), Path("x.yaml"))
    if document.root is None:
        return False
    reading = Reading(document)
    reading.read(SCENARIO, document.root)
    return not reading.problems


def test_the_schema_is_a_schema_and_the_stored_one_is_in_step() -> None:
    jsonschema.Draft202012Validator.check_schema(scenario_schema())
    stored = (builtin_scenarios() / "scenario.schema.json").read_text(encoding="utf-8")
    assert json.loads(stored) == scenario_schema(), "python -m bot.content.schema > scenarios/scenario.schema.json"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_scenario_fits_the_schema(path: Path) -> None:
    VALIDATOR.validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_the_table_has_exactly_the_fields_of_the_core() -> None:
    def check(record: Record) -> None:
        if isinstance(record.into, type) and hasattr(record.into, "__dataclass_fields__"):
            assert {one.name for one in record.fields} == set(record.into.__dataclass_fields__) - {"version"}
        for one in record.fields:
            inner = one.kind.of if isinstance(one.kind, Many) else one.kind
            if isinstance(inner, Record):
                check(inner)

    check(SCENARIO)
    assert SCENARIO.into is core.Scenario


def ways(value: object, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(found for key, one in inner for found in ways(one, (*way, key)))]


WAYS = ways(RIGHT)[1:]
FILLINGS: list[object] = [
    None,
    "",
    "  ",
    "word",
    "no_metric",
    "two words",
    "x" * 5_000,
    0,
    12,
    -1,
    9_999,
    1.5,
    True,
    [],
    ["word"],
    [0, 9],
    {},
    {"x": 1},
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WAYS), st.sampled_from(["delete", "replace", "repeat", "add"]), st.sampled_from(FILLINGS))
def test_schema_and_loader_agree_on_damaged_scenarios(way: tuple[str | int, ...], deed: str, filling: object) -> None:
    data = copy.deepcopy(RIGHT)
    *above, last = way
    parent: Any = data
    for step in above:
        parent = parent[step]
    if deed == "delete":
        del parent[last]
    elif deed == "replace":
        parent[last] = filling
    elif deed == "repeat" and isinstance(parent, list):
        parent += [copy.deepcopy(parent[int(last)])] * 3
    elif isinstance(parent[last], dict):
        parent[last]["surplus"] = filling
    # The schema cannot say that a text may not be blank, that a list of two goes upwards, or that `12` is read as a text in quotes.
    if reader_takes(data):
        assert VALIDATOR.is_valid(data) or isinstance(filling, (int, float))
    elif VALIDATOR.is_valid(data):
        assert filling in ("  ", [0, 9], 0, 12)
