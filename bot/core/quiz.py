"""Quiz questions: what is asked, in which order, and which ones come next. Chance is a seed; the same seed draws the same everywhere.

A question is about the story of its scenario, so the story travels with it: an Item can be asked, explained and explained again years
later, whatever has become of the library.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.core.frozen import dataclass
from bot.core.scenario import QuizOption, Scenario
from bot.core.vocabulary import Level

LETTERS = "ABCDEFGH"

# What an interviewer weighs at each level (vocabulary.md, Levels): questions about these come first where a level is chosen.
FOCUS: Mapping[str, frozenset[str]] = {
    "sde1": frozenset(
        {"individual_action", "collective_voice", "data_evidence", "no_data", "root_cause", "metric_delta", "no_metric", "no_reflection"}
    ),
    "sde2": frozenset(
        {"self_initiated", "assigned", "scope_boundary", "routed", "passive", "business_impact", "prevention", "specific_reflection"}
    ),
    "senior": frozenset(
        {"systemic_insight", "tradeoff", "second_order", "prevention", "develops_others", "business_impact", "generic_reflection"}
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One question and all that is needed to ask and to explain it. `key` is "<scenario>/<question>", the same in every version of the
    library; `bars` says what each level asks of the story."""

    key: str
    principle: str
    title: str
    story: str
    ask: str
    about: tuple[str, ...]
    options: tuple[QuizOption, ...]
    bars: Mapping[str, str]

    @property
    def right(self) -> int:
        """The place of the right option among `options`."""
        return next(place for place, option in enumerate(self.options) if option.right)

    @property
    def scenario(self) -> str:
        return self.key.partition("/")[0]


def items(scenarios: Iterable[Scenario]) -> tuple[Item, ...]:
    """Every quiz question of these scenarios, those of one story together, as their files have them."""
    return tuple(
        Item(
            key=f"{scenario.id}/{question.id}",
            principle=scenario.principle,
            title=scenario.title,
            story=scenario.overview,
            ask=question.ask,
            about=question.about,
            options=question.options,
            bars={level: calibration.bar for level, calibration in scenario.calibration.items()},
        )
        for scenario in scenarios
        for question in scenario.quiz
    )


def shown_order(item: Item, seed: int) -> tuple[int, ...]:
    """The places of the options in the order in which this seed shows them. Letters count through this order."""
    return tuple(sorted(range(len(item.options)), key=lambda place: _lot("options", seed, f"{item.key}:{place}")))


def letter_of(item: Item, seed: int, place: int) -> str:
    """The letter that the option at this place is shown under."""
    return LETTERS[shown_order(item, seed).index(place)]


def draw(pool: Sequence[Item], seen: Mapping[str, int], seed: int, count: int, level: Level | None = None) -> tuple[Item, ...]:
    """`count` questions, or all there are: those that were seen least often first, so that none comes twice before the pool is through.

    `seen` counts by key. Among equals, no story comes twice while another one is left, questions about what the level weighs come first,
    then the lot decides."""
    focus = FOCUS[level] if level is not None else frozenset()

    def rank(item: Item) -> tuple[int, bool, bytes]:
        return seen.get(item.key, 0), bool(focus) and focus.isdisjoint(item.about), _lot("draw", seed, item.key)

    told: Counter[str] = Counter()
    ranked: list[tuple[int, int, Item]] = []
    for item in sorted(pool, key=rank):
        ranked.append((seen.get(item.key, 0), told[item.scenario], item))
        told[item.scenario] += 1
    ranked.sort(key=lambda one: one[:2])  # stable: within a round of stories the rank holds
    return tuple(item for _seen, _told, item in ranked[:count])


def by_story(drawn: Sequence[Item]) -> tuple[Item, ...]:
    """The same questions with those of one story behind one another: a story has to be read once only."""
    stories = list(dict.fromkeys(item.scenario for item in drawn))
    return tuple(sorted(drawn, key=lambda item: stories.index(item.scenario)))


def _lot(what: str, seed: int, key: str) -> bytes:
    """A lasting lot: neighbouring seeds say nothing about each other, and the order is the same on every machine."""
    return hashlib.sha256(f"{what}:{seed}:{key}".encode()).digest()
