"""Which question comes next: a principle, then a question that the member has not just had.

A question that belongs to a scenario brings exemplars with it, so those come first; the general bank follows when the scenarios of a
principle have all been asked. Everything is decided by the seed that is handed in.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from bot.content.library import Library
from bot.core.frozen import dataclass
from bot.core.scenario import Scenario
from bot.core.vocabulary import PRINCIPLES
from bot.usecases.exchange import Wish
from bot.usecases.past_refusals import NoQuestionFor
from bot.usecases.refusals import NoScenarioFor, NoSuchScenario


@dataclass(frozen=True, slots=True)
class Choice:
    """What will be asked. `scenario` is None for a question of the general bank."""

    principle: str
    question: str
    scenario: Scenario | None


def choose(
    library: Library,
    seed: int,
    recent: Sequence[tuple[str, str | None]],
    *,
    principle: str | None = None,
    scenario_id: str | None = None,
    needs_scenario: bool = False,
    excluded: frozenset[str] = frozenset(),
) -> Choice:
    """The next question. `recent` are (question, scenario id) pairs, newest first; `excluded` are questions not to ask at all.

    Raises NoSuchScenario, NoScenarioFor (the mode needs one and the principle has none), NoQuestionFor (it has no question at all), and
    LookupError when every question of the principle is excluded."""
    chance = random.Random(seed)
    if scenario_id is not None:
        scenario = library.scenarios.get(scenario_id)
        if scenario is None:
            raise NoSuchScenario(scenario=scenario_id)
        return Choice(scenario.principle, scenario.question, scenario)
    if principle is None:
        principle = _principle(library, chance, recent, needs_scenario)
    choices = _choices(library, principle, needs_scenario)
    if not choices and needs_scenario:
        raise NoScenarioFor(principle=principle)
    if not choices:
        raise NoQuestionFor(principle=principle)
    choices = [choice for choice in choices if choice.question not in excluded]
    return min(choices, key=lambda choice: (*_staleness(choice, recent), chance.random()), default=None) or _none_left(principle)


def chosen(library: Library, seed: int, recent: Sequence[tuple[str, str | None]], wish: Wish, needs_scenario: bool) -> Choice:
    """What is asked for a wish: the question that it names, beside its scenario's exemplars where that is still there, or the next one.

    Raises what `choose` raises, and NoSuchScenario for a question whose mode needs a scenario that has left the library."""
    if wish.question is None or wish.principle is None:
        return choose(library, seed, recent, principle=wish.principle, scenario_id=wish.scenario_id, needs_scenario=needs_scenario)
    scenario = library.scenarios.get(wish.scenario_id or "")
    if scenario is None and needs_scenario:
        raise NoSuchScenario(scenario=wish.scenario_id or "-")
    return Choice(wish.principle, wish.question, scenario)


def _principle(library: Library, chance: random.Random, recent: Sequence[tuple[str, str | None]], needs_scenario: bool) -> str:
    """One of those that the member has rehearsed least lately."""
    had = [
        library.scenarios[scenario].principle for _question, scenario in recent if scenario is not None and scenario in library.scenarios
    ]
    known = [principle for principle in PRINCIPLES if _choices(library, principle, needs_scenario)]
    if not known:
        raise NoScenarioFor(principle="ownership")
    fewest = min(had.count(principle) for principle in known)
    return chance.choice([principle for principle in known if had.count(principle) == fewest])


def _choices(library: Library, principle: str, needs_scenario: bool) -> list[Choice]:
    choices = [
        Choice(principle, question, scenario)
        for scenario in library.by_principle(principle)
        for question in ((scenario.question,) if needs_scenario else (scenario.question, *scenario.question_variants))
    ]
    if not needs_scenario:
        choices += [Choice(principle, question, None) for question in library.questions.get(principle, ())]
    return choices


def _staleness(choice: Choice, recent: Sequence[tuple[str, str | None]]) -> tuple[int, int, int]:
    """Sorts first what was asked longest ago: the question itself, then its scenario; exemplars before none."""
    questions = [question for question, _scenario in recent]
    scenarios = [scenario for _question, scenario in recent]
    id = choice.scenario.id if choice.scenario else None
    asked = len(recent) - questions.index(choice.question) if choice.question in questions else 0
    told = len(recent) - scenarios.index(id) if id is not None and id in scenarios else 0
    return asked, 1 if id is None else 0, told


def _none_left(principle: str) -> Choice:
    raise LookupError(f"every question for {principle} has been asked in this session")
