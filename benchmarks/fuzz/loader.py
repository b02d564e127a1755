"""The loader: any bytes become a scenario, or problems that name their places; in bounded time; nothing in them reaches a terminal raw."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.fuzz.coverage import Coverage
from benchmarks.fuzz.engine import Target
from benchmarks.fuzz.mutating import Mutator
from bot.config import TABLE
from bot.content.document import Document, parse_document
from bot.content.fields import QUESTIONS, SCENARIO
from bot.content.figures import figure_objections
from bot.content.giveaway import giveaway_objections
from bot.content.kinds import Choice, Kind, Many, Record
from bot.content.library import builtin_scenarios, read_scenario
from bot.content.pace import pace_objections
from bot.content.problems import Problem
from bot.content.reading import Reading
from bot.content.spelling import spelling_objections
from bot.content.texts import Objection
from bot.core.scenario import Scenario

_FILE = Path("pack.yaml")
_ID = re.compile(r"^id: ([a-z0-9-]{1,60})$", re.MULTILINE)
_YAML = (
    "&a ", "*a", "!!python/object/apply:os.system ", "!!binary ", "! ", "<<: *a\n", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! tag:x:\n",
    "? ", ": ", "- ", "[", "]", "{", "}", ", ", "|\n  ", ">-\n  ", "|9\n", '"\\x1b[2J"', '"\\0"', '"\\ud800"', '"\\U0001F600"',
    "'", '"', "#", "\t", "  ", "\n", "\n\n", "null", "~", "yes", "0x10", "1_000", "1:30", "2024-01-01", ".inf", "=",
    "[" * 30, "{a: " * 30, "- " * 30, "? " * 30,
)  # fmt: skip
# A place (line and column) is that of a file's reader: both from 1, the column within its line or just behind it.
_CONTROLS = ("Cc", "Cf", "Cs", "Co")


def _seeds() -> list[str]:
    files = sorted(builtin_scenarios().rglob("*.yaml"))
    whole = [path.read_text(encoding="utf-8") for path in files[::4]]
    return [
        *whole,
        *(text[:1_500] for text in whole),
        "",
        "id: a\n",
        "[]",
        "a: [b, {c: d}]\n",
        "token: abc\nshards: {count: 2, ids: [0]}\n",
    ]


def _words(kind: Kind) -> Iterator[str]:
    """The names of all fields and the words of all choices."""
    match kind:
        case Record(fields=fields):
            for one in fields:
                yield f"{one.name}: "
                yield from _words(one.kind)
        case Many(of=of):
            yield from _words(of)
        case Choice(words=words):
            yield from words
        case _:
            pass


def _run(text: str) -> Iterable[object]:
    data = text.encode("utf-8", "surrogateescape" if _is_bytes(text) else "surrogatepass")
    # A file is called as its scenario is; else nothing would ever be right.
    named = _ID.search(text)
    document = parse_document(data, Path(f"{named[1]}.yaml") if named else _FILE)
    problems = list(_read(document))
    for problem in problems:
        _held(problem, document)
    return {_kind(problem) for problem in problems} or {"no problems"}


def _is_bytes(text: str) -> bool:
    """Whether the halves of characters in the input stand for single bytes."""
    return not any("\ud800" <= letter < "\udc80" or "\udcff" < letter <= "\udfff" for letter in text)


def _read(document: Document) -> Iterator[Problem]:
    scenario, problems = read_scenario(document)
    if (scenario is None) != bool(problems):
        raise AssertionError("neither a scenario nor a problem, or both")
    yield from problems
    if scenario is not None:
        for objection in _alone(scenario):
            yield document.problem(document.find(objection.where), objection.message, objection.hint)
    if document.root is not None:
        for kind in (QUESTIONS, TABLE):
            reading = Reading(document)
            reading.read(kind, document.root)
            yield from reading.problems


def _alone(scenario: Scenario) -> Iterator[Objection]:
    """What the check says of one scenario, but for what it asks the judge."""
    yield from pace_objections(scenario)
    yield from figure_objections(scenario)
    yield from giveaway_objections(scenario)
    yield from (objection for _scenario, objection in spelling_objections([scenario]))


def _held(problem: Problem, document: Document) -> None:
    told = str(problem)
    told.encode()
    if any(unicodedata.category(letter) in _CONTROLS and letter != "\n" for letter in told):
        raise AssertionError(f"a problem that would reach a terminal raw: {told[:300]!r}")
    if len(told) > 2_000:
        raise AssertionError(f"a problem of {len(told)} characters: {told[:200]!r}")
    if (problem.line == 0) != (problem.column == 0) or problem.line < 0 or problem.column < 0:
        raise AssertionError(f"no place: {problem.line}:{problem.column}")
    if problem.line > len(document.lines) + 1:
        raise AssertionError(f"a place behind the end of the file: {problem.line} of {len(document.lines)}")
    if problem.line <= len(document.lines) and problem.line and problem.column > len(document.lines[problem.line - 1]) + 2:
        raise AssertionError(f"a column behind the end of its line: {problem.line}:{problem.column}")


def _kind(problem: Problem) -> str:
    """The problem without what the file said: its kind."""
    return re.sub(r"`[^`]*`|U\+[0-9A-F]+|\d+", "", problem.message)[:60]


TARGET = Target(
    "loader",
    _seeds,
    Mutator((*_YAML, *dict.fromkeys((*_words(SCENARIO), *_words(QUESTIONS), *_words(TABLE)))), 300_000),
    partial(_run),
    Coverage(tuple(f"bot/content/{name}.py" for name in ("tree", "document", "reading", "agreement")), lines=True),
    most_seconds=2.0,
)
