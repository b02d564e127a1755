"""Is a whole library complete: enough stories for every principle, from enough lines of work, in enough shapes?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.content.fields import SHAPES
from bot.content.library import Library
from bot.core.vocabulary import PRINCIPLES

SCENARIOS_EACH = 2
QUESTIONS_EACH = 10
_SAME_DOMAIN = 3


def missing(library: Library) -> Iterator[str]:
    """What the library that comes with the program still lacks, a sentence each. Packs of others need not be complete."""
    for principle, term in PRINCIPLES.items():
        count = len(library.by_principle(principle))
        if count < SCENARIOS_EACH:
            yield f"{term.name} has {count} of {SCENARIOS_EACH} scenarios."
        asked = len(library.questions[principle])
        if asked < QUESTIONS_EACH:
            yield f"{term.name} has {asked} of {QUESTIONS_EACH} general questions."
    scenarios = library.scenarios.values()
    shapes = {scenario.shape for scenario in scenarios}
    for shape, meaning in SHAPES.items():
        if shape not in shapes:
            yield f"No scenario has the shape {shape} ({meaning})."
    fluent = sum(any(answer.fluent for answer in scenario.weak_answers) for scenario in scenarios)
    if 2 * fluent < len(scenarios):
        yield f"{fluent} of {len(scenarios)} scenarios have a fluent weak answer; half of them should."
    for domain, count in sorted(Counter(scenario.domain for scenario in scenarios).items()):
        if count > _SAME_DOMAIN:
            yield f"{count} scenarios come from the same line of work ({domain})."
