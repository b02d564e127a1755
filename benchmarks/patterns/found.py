"""All the regular expressions of bot/: those compiled when its modules are imported and its rubric is loaded, and those written inside
functions."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
_ANCHORED = {"match", "fullmatch"}
_CALLS = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """`where` is the file from the repository's root. `anchored`: it is only ever tried where a text begins (`match`, `fullmatch`)."""

    where: str
    pattern: str
    flags: int
    anchored: bool = False

    @property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags & ~re.DEBUG)


def all_patterns() -> list[Found]:
    """Every pattern of text, in order of file. A process of its own imports the program: what is imported here already would not be
    seen."""
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.patterns.found"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    compiled = {Found(*one) for one in json.loads(told.stdout)}
    return sorted(compiled | {one for path in sorted((REPOSITORY / "bot").rglob("*.py")) for one in _inside(path)})


def unreadable() -> list[str]:
    """Calls of `re` inside functions whose pattern is neither written there nor compiled: they could be anything."""
    return [
        f"{path.relative_to(REPOSITORY)}:{call.lineno}"
        for path in sorted((REPOSITORY / "bot").rglob("*.py"))
        for call in _calls(path)
        if _written(call.args[0]) is None and not _is_module_level(path, call)
    ]


def _inside(path: Path) -> list[Found]:
    found = []
    for call in _calls(path):
        text = _written(call.args[0])
        if text is not None:
            folded = any(isinstance(one, ast.Attribute) and one.attr in ("I", "IGNORECASE") for one in ast.walk(call))
            flags = int(re.IGNORECASE | re.UNICODE if folded else re.UNICODE)
            assert isinstance(call.func, ast.Attribute)
            if call.func.attr != "compile":
                found.append(Found(str(path.relative_to(REPOSITORY)), text, flags, call.func.attr in _ANCHORED))
    return found


def _calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _CALLS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.args
    ]


def _written(node: ast.expr) -> str | None:
    """The pattern as it is written; a number stands in for what a function puts into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr) and all(not isinstance(one, ast.FormattedValue) or _is_id(one.value) for one in node.values):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "1" for one in node.values)
    return None


def _is_id(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "id"


def _is_module_level(path: Path, call: ast.Call) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))
    return not any(node.lineno <= call.lineno <= (node.end_lineno or 0) for node in functions)


def _record() -> list[tuple[str, str, int, bool]]:
    """Imports the whole program and loads its rubric, and notes what it has compiled on the way."""
    seen: set[tuple[str, str, int]] = set()
    compile_ = re._compile  # type: ignore[attr-defined]

    def noted(pattern: object, flags: int) -> re.Pattern[str]:
        made: re.Pattern[str] = compile_(pattern, flags)
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back  # type: ignore[assignment]
        path = Path(frame.f_code.co_filename)
        if isinstance(made.pattern, str) and path.is_relative_to(REPOSITORY / "bot"):
            seen.add((str(path.relative_to(REPOSITORY)), made.pattern, made.flags))
        return made

    re._compile = noted  # type: ignore[attr-defined]
    import bot

    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        # What runs as soon as it is imported is no library of patterns.
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    from bot.content.rubric import load_rubric

    load_rubric()
    anchored = _only_where_texts_begin()
    return sorted((where, pattern, flags, (pattern, flags) in anchored) for where, pattern, flags in seen)


def _only_where_texts_begin() -> set[tuple[str, int]]:
    """The patterns with a name of their own in a module of ours whose every use in the program is `match` or `fullmatch`."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "bot").rglob("*.py")))
    found: set[tuple[str, int]] = set()
    for name, module in list(sys.modules.items()):
        if not name.startswith("bot."):
            continue
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for held, value in vars(module).items():
            if isinstance(value, re.Pattern):
                # A private name is used in its own module alone; any use that is no call of a method could be anything.
                where = source if held.startswith("_") else sources
                uses = re.findall(rf"(?<![\w.]){held}\b(?! = )(\.\w+)?", where)
                if uses and {use.removeprefix(".") for use in uses} <= _ANCHORED:
                    found.add((value.pattern, value.flags))
    return found


if __name__ == "__main__":
    print(json.dumps(_record()))
