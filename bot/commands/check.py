"""`check`: what is wrong or missing in scenario files, in plain words and at its place."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

# A fresh starter file has a hundred texts still to be written: a few of them say enough.
_MOST_ALIKE = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="scenario files or folders (default: the program's own library)"
    )
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of a scenario file, for editors, and check nothing")


def run(arguments: argparse.Namespace) -> int:
    from dataclasses import replace
    from functools import partial

    from bot.content.check import check, taken
    from bot.content.library import read_library
    from bot.content.problems import count_line
    from bot.content.proof import Bench
    from bot.content.rubric import load_rubric
    from bot.content.schema import schema_text
    from bot.core.judge import judge
    from bot.core.printable import printable
    from bot.core.vote.voting import revote

    if arguments.schema:
        print(schema_text(), end="")
        return 0
    rubric = load_rubric()
    paths = arguments.files or None
    problems = check(paths, Bench(partial(judge, rubric), partial(revote, rubric)))
    seen: Counter[tuple[Path, str]] = Counter()
    for problem in problems:
        seen[problem.path, problem.message] += 1
        if seen[problem.path, problem.message] <= _MOST_ALIKE:
            print(replace(problem, path=_short(problem.path)))
    for (path, message), count in seen.items():
        if count > _MOST_ALIKE:
            print(f"{printable(str(_short(path)))}: and {count - _MOST_ALIKE} more places of this kind: {message}")
    library, hindering = read_library(paths)
    if problems:
        print(count_line(problems))
        if not hindering and not any(taken(library)):
            print("None of them keeps a scenario out of a bot, or of /pack; it is better when they are mended.")
        return 1
    count = len(library.scenarios)
    print(f"{count} scenario{'' if count == 1 else 's'}: nothing to mend.")
    return 0


def _short(path: Path) -> Path:
    """The path as a person here would name it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
