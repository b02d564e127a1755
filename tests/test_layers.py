"""Imports point downwards only, and each library stays in its room (bot/__init__.py has the map)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot

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
    "greenlet": {"usecases"},
    "rich": {"terminal"},
    "matplotlib": {"wording"},
    "fsrs": {"usecases"},
    "aiohttp": {"discord_app"},
    "prometheus_client": {"discord_app"},
}
# The judge's rooms in the core, and what all of them know: what each may import of the core beside itself. What does not stand here is a
# feature, and may import any.
ALL_KNOW = {"answer", "frozen", "judgement", "vocabulary"}
ROOMS = {
    "text": ALL_KNOW,
    "trained": ALL_KNOW | {"text"},
    "vote": ALL_KNOW | {"text", "trained", "rules"},
}
CORE = ROOMS | {
    "frozen": set(),
    "vocabulary": {"frozen"},
    "judgement": {"frozen", "vocabulary"},
    "answer": {"frozen", "vocabulary", "text"},
    "rules": ALL_KNOW | {"text"},
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


def room(path: Path) -> str:
    """What a module of the core stands in: a room, or itself; "" outside the core."""
    parts = path.relative_to(ROOT / "bot").parts
    return parts[1].removesuffix(".py") if parts[0] == "core" else ""


def objections(path: Path) -> Iterator[str]:
    """What a module may not import, and why."""
    here, within = floor(path), room(path)
    for name in imported(path):
        parts = name.split(".")
        if within in CORE and parts[:2] == ["bot", "core"] and (len(parts) < 3 or parts[2] not in CORE[within] | {within}):
            yield f"{path}: {within} may not import {name}"
        if here == "__init__":
            yield f"{path}: bot/__init__.py holds no code"
        elif parts[0] == "bot" and len(parts) == 1:
            yield f"{path}: import from a room, not from the house"
        elif parts[0] == "bot" and parts[1] not in MAY_IMPORT[here] | {here}:
            yield f"{path}: {here} may not import {name}"
        elif parts[0] in HOMES and here not in HOMES[parts[0]]:
            yield f"{path}: {parts[0]} lives in {sorted(HOMES[parts[0]])} alone"
        elif here == "core" and parts[0] in IMPURE:
            yield f"{path}: the core does no I/O and knows no clock, chance or process: {name}"


def test_the_map_says_what_is_enforced() -> None:
    told: dict[str, set[str]] = {}
    table = (bot.__doc__ or "").partition("A room may import itself and\n")[2].partition("\ndiscord")[0]
    for line in table.splitlines():
        rooms, below = line[4:17], line[17:]
        told |= {room: {name for name in below.split(", ") if name != "nothing"} for room in rooms.strip().split(", ")}
    assert told == MAY_IMPORT


def test_imports_point_downwards() -> None:
    assert len(modules()) > 300
    assert not [objection for path in modules() for objection in objections(path)]


@pytest.mark.parametrize(
    ("where", "line", "objected"),
    [
        ("core/a.py", "import time", "knows no clock"),
        ("core/a.py", "from bot.store import due", "core may not import bot.store"),
        ("core/a.py", "import bot", "not from the house"),
        ("usecases/a.py", "from sqlalchemy.engine import Engine", "sqlalchemy lives in ['store'] alone"),
        ("__init__.py", "import re", "holds no code"),
        ("core/a.py", "from bot.core.vote import voting", None),
        ("core/text/a.py", "from bot.core.trained.asks import ASKS", "text may not import bot.core.trained.asks"),
        ("core/vote/a.py", "from bot.core.judge import judge", "vote may not import bot.core.judge"),
        ("core/vote/a.py", "from bot.core import judge", "vote may not import bot.core"),
        ("core/judgement.py", "from bot.core.vote.rubric import Rubric", "judgement may not import bot.core.vote.rubric"),
        ("core/vote/a.py", "from bot.core.text.reading import Reading", None),
    ],
)
def test_an_import_that_points_elsewhere_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, line: str, objected: str | None
) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    path = tmp_path / "bot" / where
    path.parent.mkdir(parents=True)
    path.write_text(line, encoding="utf-8")
    found = list(objections(path))
    assert len(found) == (objected is not None)
    assert all(str(objected) in one for one in found)


def test_the_files_that_a_command_lives_in_are_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = page.partition("## Which files a command lives in")[2].partition("\n## One step")[0]
    letters = {"D": "discord_app", "U": "usecases", "W": "wording", "C": "core", "S": "store"}
    named = [(letter, name) for letter, name in re.findall(r"\b([DUWCS])/([\w/.]+\w)", section)]
    assert len(named) > 80
    places = [ROOT / "bot" / letters[letter] / name for letter, name in named]
    assert not [str(place) for place in places if not place.exists() and not place.with_suffix(".py").exists()]


def test_every_slash_command_stands_among_them() -> None:
    pages = {name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("architecture", "commands")}
    table = pages["architecture"].partition("## Which files a command lives in")[2].partition("\n## ")[0]
    told = tuple(re.findall(r"`(/[\w ]+)`", table))
    commands = re.findall(r"^\| `(/[\w ]+)`", pages["commands"], re.MULTILINE)
    assert len(commands) > 20
    assert [command for command in commands if not f"{command} ".startswith(tuple(f"{name} " for name in told))] == []


def test_every_folder_of_the_core_is_a_room() -> None:
    assert {path.name for path in (ROOT / "bot" / "core").iterdir() if path.is_dir() and path.name != "__pycache__"} == set(ROOMS)


def test_a_file_is_one_room() -> None:
    too_long = {str(path.relative_to(ROOT)): n for path in modules() if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert not too_long
