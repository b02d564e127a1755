"""Proves scenarios: form, agreement, times, figures, quiz, overlap with the library, and each exemplar before the judge.

form            fields.py, read by reading.py         in time, equally long   pace.py
agreement       agreement.py (ids, quotes, options)   figures                 figures.py
the judge       proof.py                              the quiz                giveaway.py
repetitions     overlap.py                            spelling                spelling.py
a whole library completeness.py
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bot.content.completeness import missing
from bot.content.document import Document, read_document
from bot.content.figures import figure_objections
from bot.content.giveaway import giveaway_objections, library_giveaways
from bot.content.library import Library, builtin_scenarios, read_library, read_scenario
from bot.content.nodes import Fields, Items
from bot.content.overlap import overlap_objections
from bot.content.pace import pace_objections
from bot.content.problems import Problem
from bot.content.proof import Bench, proof_objections
from bot.content.spelling import spelling_objections
from bot.content.texts import Objection
from bot.core.scenario import Scenario

_WHOLE = "Put the whole text into double quotes, or begin it with `>` on a line of its own."


def check(paths: Sequence[Path] | None, bench: Bench) -> tuple[Problem, ...]:
    """Every problem of these files and folders, in order of file and place; () where all is proven.

    None means the program's own library, which must also be complete. Anything else is compared with the program's own library, so that
    no story is told twice, and its problems alone are given.
    """
    whole = paths is None
    library, problems = read_library(paths)
    ours = list(library.scenarios.values())
    places = _Places(library.files)
    found = list(problems)
    for scenario in ours:
        found += (places.problem(scenario, one) for one in _alone(scenario, bench))
        found += _cut(places.document(scenario))
    found += [] if whole else taken(library)
    others = [] if whole else [one for one in read_library(None)[0].scenarios.values() if one.id not in library.scenarios]
    found += (places.problem(one, said) for one, said in _together(others, ours))
    if whole:
        root = builtin_scenarios()
        found += (Problem(root, 0, 0, sentence) for sentence in (*missing(library), *library_giveaways(ours)))
    return tuple(sorted(found))


def check_one(document: Document, others: Iterable[Scenario], bench: Bench) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """One scenario that is to stand beside these others, and every problem of it; None where it cannot be used at all (its form, or parts
    that contradict each other). A scenario of the same id is not compared with itself."""
    scenario, problems = read_scenario(document)
    if scenario is None:
        return None, tuple(sorted(problems))
    beside = [one for one in others if one.id != scenario.id]
    objections = [*_alone(scenario, bench), *(one for _scenario, one in _together(beside, [scenario]))]
    found = [document.problem(document.find(one.where), one.message, one.hint) for one in objections]
    found += _cut(document)
    return scenario, tuple(sorted(found))


def taken(library: Library) -> Iterator[Problem]:
    """The scenarios of other folders that have the id of one of the program's own: a bot that is to offer both does not start."""
    root = builtin_scenarios().resolve()
    ours = read_library(None)[0].scenarios
    for id, file in library.files.items():
        if id in ours and not file.resolve().is_relative_to(root):
            document = read_document(file)
            message = f"`{id}` is the id of a scenario that comes with the program. A bot that is to offer both does not start."
            yield document.problem(document.find(("id",)), message, "Give this one another id and file name.")


def _alone(scenario: Scenario, bench: Bench) -> Iterator[Objection]:
    yield from pace_objections(scenario)
    yield from figure_objections(scenario)
    yield from giveaway_objections(scenario)
    yield from proof_objections(scenario, bench)


def _cut(document: Document) -> Iterator[Problem]:
    """Texts of which YAML leaves out the end: an author has written it, and nobody would read it."""
    waiting = [document.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Fields):
            waiting += node.values.values()
        elif isinstance(node, Items):
            waiting += node.items
        elif node is not None and node.cut:
            yield document.problem_at(*node.cut, "The text ends here: without quotes, YAML takes what follows ` #` for a comment.", _WHOLE)


def _together(others: Iterable[Scenario], ours: Iterable[Scenario]) -> Iterator[tuple[Scenario, Objection]]:
    """What shows only beside other scenarios. The others come first, so that a repetition is found in ours."""
    asked = list(ours)
    ids = {scenario.id for scenario in asked}
    library = [*others, *asked]
    for scenario, objection in (*overlap_objections(library), *spelling_objections(library)):
        if scenario.id in ids:
            yield scenario, objection


class _Places:
    """Turns objections into problems with line and column. A file is read again, and once."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = files
        self.read: dict[str, Document] = {}

    def document(self, scenario: Scenario) -> Document:
        found = self.read.get(scenario.id)
        if found is None:
            found = self.read[scenario.id] = read_document(self.files[scenario.id])
        return found

    def problem(self, scenario: Scenario, objection: Objection) -> Problem:
        document = self.document(scenario)
        return document.problem(document.find(objection.where), objection.message, objection.hint)
