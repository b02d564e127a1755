"""What must agree inside one scenario, beyond the form of its fields: names, quotes, times, right options.

Checked at every load, so it is cheap; what needs the judge or the rest of the library is in check.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.content.reading import name_problem
from bot.content.texts import Objection, Where
from bot.core.scenario import Scenario, stands_in
from bot.core.vocabulary import BASE_LEVEL, PRINCIPLES


def objections(scenario: Scenario, path: Path) -> Iterator[Objection]:
    """Everything in the scenario that contradicts itself or its place (`path`)."""
    yield from _names(scenario, path)
    yield from _phrases(scenario)
    yield from _times(scenario)
    yield from _quiz(scenario)
    yield from _angles(scenario)


def _names(scenario: Scenario, path: Path) -> Iterator[Objection]:
    if scenario.id != path.stem:
        # A browser names a second copy "my-scenario (1).yaml", which no id can be.
        or_else = "" if name_problem(path.stem) else f", or write id: {path.stem}"
        message = f"The id is `{scenario.id}`, but the file is named {path.name}."
        yield Objection(("id",), message, f"Rename the file to {scenario.id}{path.suffix}{or_else}.")
    folder = path.absolute().parent.name
    if folder in PRINCIPLES and folder != scenario.principle:
        yield Objection(
            ("principle",),
            f"The principle is `{scenario.principle}`, but the file lies in the folder {folder}.",
            f"Move the file to {scenario.principle}/.",
        )
    yield from _repeated(("probes",), [probe.id for probe in scenario.probes], "id")
    yield from _repeated(("quiz",), [question.id for question in scenario.quiz], "id")
    for index, variant in enumerate(scenario.question_variants):
        if variant == scenario.question:
            yield Objection(("question_variants", index), "This is the question itself, not another way to ask it.", "Word it differently.")


def _repeated(where: Where, names: Sequence[str], key: str) -> Iterator[Objection]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            yield Objection((*where, index, key), f"`{name}` stands twice in this file.", "Give one of them another name.")
        seen.add(name)


def _phrases(scenario: Scenario) -> Iterator[Objection]:
    for name, stage in scenario.stages.items():
        texts = [stage.strong] if stage.strong else list(scenario.reflections.values())
        for index, phrase in enumerate(stage.signal_phrases):
            if not any(stands_in(phrase, text) for text in texts):
                of = "the strong text of this stage" if stage.strong else "any of the three reflections"
                yield Objection(
                    ("stages", name, "signal_phrases", index),
                    f'"{phrase}" does not stand in {of}.',
                    "Copy it from there, word for word.",
                )
    for index, probe in enumerate(scenario.probes):
        if not stands_in(probe.strong.signature, probe.strong.text):
            yield Objection(
                ("probes", index, "strong", "signature"),
                "The signature does not stand in the strong reply.",
                "Copy it from there, word for word.",
            )
    for index, answer in enumerate(scenario.weak_answers):
        yield from _repeated(("weak_answers", index, "flaws"), [flaw.id for flaw in answer.flaws], "id")
        for number, flaw in enumerate(answer.flaws):
            if flaw.quote is not None and flaw.quote not in answer.text:
                yield Objection(
                    ("weak_answers", index, "flaws", number, "quote"),
                    "These words do not stand in the weak answer.",
                    "Copy them from there, word for word; leave `quote` out if the flaw is that something is missing.",
                )


def _times(scenario: Scenario) -> Iterator[Objection]:
    total = sum(stage.target_seconds for stage in scenario.stages.values())
    upper = scenario.calibration[BASE_LEVEL].seconds[1]
    if total > upper:
        yield Objection(
            ("calibration", BASE_LEVEL, "seconds"),
            f"The five target times add up to {total} seconds, more than the {upper} allowed here.",
            "Shorten a stage, or allow more.",
        )


def _quiz(scenario: Scenario) -> Iterator[Objection]:
    for index, question in enumerate(scenario.quiz):
        right = sum(option.right for option in question.options)
        if right != 1:
            yield Objection(
                ("quiz", index, "options"),
                f"{right or 'No'} options are right; exactly one must be.",
                "Write `right: true` at one of them.",
            )
        texts = [option.text for option in question.options]
        if len(set(texts)) != len(texts):
            yield Objection(("quiz", index, "options"), "Two options have the same text.", "Word one of them differently.")


def _angles(scenario: Scenario) -> Iterator[Objection]:
    yield from _repeated(("angles",), [angle.principle for angle in scenario.angles], "principle")
    for index, angle in enumerate(scenario.angles):
        if angle.principle == scenario.principle:
            yield Objection(
                ("angles", index, "principle"),
                "This is the scenario's own principle.",
                "An angle tells the story for another one.",
            )
