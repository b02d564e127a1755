"""Imports point downwards only, and each library stays in its room (bot/__init__.py has the map)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# A floor may import itself and what stands below it. `config` is read at the edges alone.
MAY_IMPORT = {
    "core": set(),
    "content": {"core"},
    "rubric": set(),
    "store": {"core"},
    "config": {"core", "content"},
    "usecases": {"store", "content", "core"},
    "wording": {"core"},
    "terminal": {"wording", "usecases", "core"},
    "discord_app": {"wording", "usecases", "core", "config"},
    "commands": {"cli", "config", "terminal", "discord_app", "wording", "usecases", "store", "content", "core"},
    "cli": {"commands"},
    "__main__": {"cli"},
}
HOMES = {
    "discord": {"discord_app"},
    "yaml": {"content", "config"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "rich": {"terminal"},
    "matplotlib": {"wording"},
    "fsrs": {"usecases"},
    "aiohttp": {"discord_app"},
    "prometheus_client": {"discord_app"},
}
# What a pure core cannot need.
IMPURE = {
    "asyncio",
    "logging",
    "random",
    "time",
    "datetime",
    "os",
    "pathlib",
    "io",
    "sys",
    "socket",
    "threading",
    "subprocess",
    "secrets",
    "uuid",
}


def modules() -> list[Path]:
    return sorted((ROOT / "bot").rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""


def floor(path: Path) -> str:
    return path.relative_to(ROOT / "bot").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    here = floor(path)
    if here == "__init__":
        assert not list(imported(path)), "bot/__init__.py holds no code"
        return
    allowed = MAY_IMPORT[here] | {here}
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "bot":
            assert len(parts) > 1, f"{path}: import from a room, not from the house"
            assert parts[1] in allowed, f"{path}: {here} may not import {name}"
        elif parts[0] in HOMES:
            assert here in HOMES[parts[0]], f"{path}: {parts[0]} lives in {sorted(HOMES[parts[0]])} alone"
        elif here == "core":
            assert parts[0] not in IMPURE, f"{path}: the core does no I/O and knows no clock, chance or process: {name}"


def test_a_file_is_one_room() -> None:
    too_long = {str(path.relative_to(ROOT)): n for path in modules() if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert not too_long
