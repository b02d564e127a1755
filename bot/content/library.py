"""Files of scenarios -> one unchangeable Library, or all the problems of all the files."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType

from bot.content.agreement import objections
from bot.content.document import Document, read_document
from bot.content.fields import QUESTIONS, SCENARIO
from bot.content.problems import ContentProblems, Problem
from bot.content.reading import BAD, Reading
from bot.core.frozen import dataclass
from bot.core.scenario import Scenario
from bot.core.vocabulary import PRINCIPLES

QUESTION_BANK = "questions.yaml"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Library:
    """The scenarios and the general questions. `version` changes with any of their texts; `files` says where each scenario stands."""

    scenarios: Mapping[str, Scenario] = field(repr=False)
    questions: Mapping[str, tuple[str, ...]] = field(repr=False)
    version: str
    files: Mapping[str, Path] = field(default_factory=dict)
    _by_principle: Mapping[str, tuple[Scenario, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        groups: dict[str, list[Scenario]] = {principle: [] for principle in PRINCIPLES}
        for scenario in self.scenarios.values():
            groups[scenario.principle].append(scenario)
        object.__setattr__(self, "_by_principle", {principle: tuple(group) for principle, group in groups.items()})

    def by_principle(self, principle: str) -> tuple[Scenario, ...]:
        """The scenarios that ask for this principle, in order of their ids; KeyError for a principle that there is not."""
        return self._by_principle[principle]


def builtin_scenarios() -> Path:
    """The folder of the scenarios that come with the program: beside the package in a checkout, inside it once installed."""
    package = Path(__file__).parents[1]
    inside = package / "scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


def load_library(paths: Sequence[Path] | None = None) -> Library:
    """Loads every scenario of these files and folders (folders with all below them); None means the scenarios of the program.

    A folder may hold a questions.yaml with general questions; those of several folders are put together. Raises ContentProblems
    with every problem of every file: a library is whole or not at all.
    """
    library, problems = read_library(paths)
    if problems:
        raise ContentProblems(problems)
    return library


def read_library(paths: Sequence[Path] | None = None) -> tuple[Library, tuple[Problem, ...]]:
    """As load_library, but never raises: what could be read, and every problem of what could not."""
    problems: list[Problem] = []
    scenarios: dict[str, Scenario] = {}
    files: dict[str, Path] = {}
    questions: dict[str, list[str]] = {principle: [] for principle in PRINCIPLES}
    digest = hashlib.sha256()
    for path in _content_files([builtin_scenarios()] if paths is None else paths, problems):
        document = read_document(path)
        if path.name == QUESTION_BANK:
            _add_questions(document, questions, problems)
        else:
            _add_scenario(document, scenarios, files, problems)
        digest.update("\n".join(document.lines).encode())
    library = Library(
        scenarios=MappingProxyType(dict(sorted(scenarios.items()))),
        questions=MappingProxyType({principle: tuple(asked) for principle, asked in questions.items()}),
        version=digest.hexdigest()[:12],
        files=MappingProxyType(files),
    )
    return library, tuple(sorted(problems))


def _content_files(paths: Iterable[Path], problems: list[Problem]) -> list[Path]:
    """Every content file below the paths once, in an order that does not depend on the file system."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            below = [one for one in path.rglob("*") if one.suffix in SUFFIXES and not _hidden(one.relative_to(path))]
            if not below:
                problems.append(Problem(path, 0, 0, "There is no scenario in this folder.", hint="Scenarios are files that end in .yaml."))
            found |= dict.fromkeys(sorted(below))
        elif path.suffix not in SUFFIXES and path.exists():
            problems.append(
                Problem(path, 0, 0, "This is not a scenario file: its name does not end in .yaml.", hint="Rename it, or leave it out.")
            )
        else:
            found[path] = None
    special = {path for path in found if _is_special(path)}
    problems.extend(Problem(path, 0, 0, "This is no file.", hint="Take away what stands there, or name another.") for path in special)
    return [path for path in found if path not in special]


def _is_special(path: Path) -> bool:
    """A pipe that nobody may ever write to, or a device without an end. What cannot be asked for is told when it is read."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def read_scenario(document: Document) -> tuple[Scenario | None, list[Problem]]:
    """The scenario of one document, or its problems."""
    if document.root is None:
        return None, document.problems
    reading = Reading(document)
    value = reading.read(SCENARIO, document.root)
    if value is BAD or reading.problems:
        return None, reading.problems
    scenario: Scenario = value
    found = [document.problem(document.find(one.where), one.message, one.hint) for one in objections(scenario, document.path)]
    if found:
        return None, found
    version = hashlib.sha256("\n".join(document.lines).encode()).hexdigest()[:12]
    return replace(scenario, version=version), []


def _add_scenario(document: Document, scenarios: dict[str, Scenario], files: dict[str, Path], problems: list[Problem]) -> None:
    scenario, found = read_scenario(document)
    problems.extend(found)
    if scenario is None:
        return
    other = files.setdefault(scenario.id, document.path)
    if other is not document.path:
        problems.append(
            document.problem(
                document.find(("id",)),
                f"`{scenario.id}` is already the id of {other}.",
                "Give this one another id and file name.",
            )
        )
        return
    scenarios[scenario.id] = scenario


def _add_questions(document: Document, questions: dict[str, list[str]], problems: list[Problem]) -> None:
    if document.root is None:
        problems.extend(document.problems)
        return
    reading = Reading(document)
    value = reading.read(QUESTIONS, document.root)
    problems.extend(reading.problems)
    if value is BAD:
        return
    for principle, asked in value.items():
        questions[principle].extend(one for one in asked if one not in questions[principle])
