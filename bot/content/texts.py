"""A scenario's texts, each with the way to it; and an objection to one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from bot.core.frozen import dataclass
from bot.core.scenario import Scenario

Where = tuple[str | int, ...]

# Fields that hold ids, words from closed lists or computed values: nobody reads them as text.
_NOT_TEXT = frozenset({"id", "principle", "shape", "language", "version", "shows", "probes", "about", "verdict"})


@dataclass(frozen=True, slots=True)
class Objection:
    """Something in a scenario that must be mended; `where` is the way to the field: keys and indexes."""

    where: Where
    message: str
    hint: str = ""


def texts_of(scenario: Scenario) -> Iterator[tuple[Where, str]]:
    """Every text that people read, in the order of the file. Parts of other texts (quotes, signatures, phrases) are left out."""
    yield from _walk(scenario, ())


def _walk(value: object, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        if value:
            yield where, value
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _walk(inner, (*where, index))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(inner, (*where, key))
    elif is_dataclass(value):
        for one in fields(value):
            inner = getattr(value, one.name)
            if one.name in ("quote", "signature", "signal_phrases"):
                continue
            if one.name in _NOT_TEXT and not (one.name == "probes" and where == ()):
                continue
            yield from _walk(inner, (*where, one.name))


def told_texts(scenario: Scenario) -> Iterator[tuple[Where, str]]:
    """The texts in which the strong candidate speaks: the stages, the reflections, the strong replies."""
    for name, stage in scenario.stages.items():
        if stage.strong:
            yield ("stages", name, "strong"), stage.strong
    for level, text in scenario.reflections.items():
        yield ("reflections", level), text
    for index, probe in enumerate(scenario.probes):
        yield ("probes", index, "strong", "text"), probe.strong.text


def retold_texts(scenario: Scenario) -> Iterator[tuple[Where, str]]:
    """The texts that tell the same story once more: overview, takeaways, opening lines, the right options of the quiz."""
    yield ("overview",), scenario.overview
    for index, takeaway in enumerate(scenario.takeaways):
        yield ("takeaways", index), takeaway
    for index, angle in enumerate(scenario.angles):
        yield ("angles", index, "opening_line"), angle.opening_line
    for index, question in enumerate(scenario.quiz):
        for number, option in enumerate(question.options):
            if option.right:
                yield ("quiz", index, "options", number, "text"), option.text
