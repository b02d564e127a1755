"""A scenario file that is right, and ways to make it wrong."""

from __future__ import annotations

from pathlib import Path

from bot.content.document import parse_document
from bot.content.library import builtin_scenarios, read_scenario
from bot.content.problems import Problem
from bot.core.scenario import Scenario

RIGHT = builtin_scenarios() / "have_backbone_disagree_and_commit" / "webhook-drop-rate.yaml"


def right_text() -> str:
    return RIGHT.read_text(encoding="utf-8")


def changed(old: str, new: str) -> bytes:
    """The right file with one thing changed. The old text must be in it."""
    text = right_text()
    assert old in text
    return text.replace(old, new, 1).encode()


def problems_of(data: bytes) -> list[Problem]:
    """The problems of a file with these bytes, as the loader finds them."""
    return read_scenario(parse_document(data, RIGHT))[1]


def scenario_of(data: bytes) -> Scenario:
    scenario, problems = read_scenario(parse_document(data, RIGHT))
    assert scenario is not None, problems
    return scenario


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path
