"""docs/commands.md names every command and option there is, and none that there is not."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli import build_parser
from tests.discord_app.conftest import House

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \| (?P<what>.+) \| (?P<options>.+) \|$", re.MULTILINE)
DOCUMENTED = {row["name"]: (row["what"], sorted(re.findall(r"`([^`]+)`", row["options"]))) for row in ROW.finditer(PAGE)}


def slash(command: dict[str, Any], path: str) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    inner = [option for option in command.get("options", []) if option["type"] in (1, 2)]
    for option in inner:
        yield from slash(option, f"{path} {option['name']}")
    if not inner:
        yield f"/{path}", (command["description"], sorted(option["name"] for option in command.get("options", [])))


def shell(parser: argparse.ArgumentParser, path: str) -> Iterator[tuple[str, list[str]]]:
    inner = next((action for action in parser._actions if isinstance(action, argparse._SubParsersAction)), None)
    if inner is not None:
        for name, below in inner.choices.items():
            yield from shell(below, f"{path} {name}".strip())
        return
    options = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
    yield path, sorted({one.option_strings[0] if one.option_strings else str(one.metavar or one.dest) for one in options})


@pytest.mark.asyncio(loop_scope="session")
async def test_every_slash_command_is_described_as_discord_shows_it(house: House) -> None:
    registered = dict(pair for command in house.server.commands() if command["type"] == 1 for pair in slash(command, command["name"]))
    assert {name: told for name, told in DOCUMENTED.items() if name.startswith("/")} == registered
    for menu in (command["name"] for command in house.server.commands() if command["type"] != 1):
        assert f"**{menu}**" in PAGE


def test_every_shell_command_is_described_with_its_options() -> None:
    there = dict(shell(build_parser(), ""))
    assert {name: options for name, (_what, options) in DOCUMENTED.items() if not name.startswith("/")} == there
