"""Can the right option of a quiz question be told without reading, by its length or its place?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.content.texts import Objection
from bot.core.scenario import QuizQuestion, Scenario

_STANDS_OUT = 1.3
_ENOUGH_QUESTIONS = 16
_MOST_OF_THE_TIME = 0.45


def giveaway_objections(scenario: Scenario) -> Iterator[Objection]:
    """Within one scenario: a right option much longer or shorter than the others, or always in the same place."""
    places = [_right(question) for question in scenario.quiz]
    if len(set(places)) == 1 and len(places) > 1:
        yield Objection(("quiz",), f"The right option always stands in place {places[0] + 1}.", "Move some of them.")
    for index, question in enumerate(scenario.quiz):
        lengths = [len(option.text) for option in question.options]
        right = lengths.pop(_right(question))
        if right > _STANDS_OUT * max(lengths) or right * _STANDS_OUT < min(lengths):
            what = "longer" if right > max(lengths) else "shorter"
            yield Objection(
                ("quiz", index, "options", _right(question), "text"),
                f"The right option is much {what} than all the others.",
                "Make them about equally long.",
            )


def library_giveaways(scenarios: Iterable[Scenario]) -> Iterator[str]:
    """Over a whole library: a strategy that needs no reading (take the longest, the shortest, the second) and is right too often."""
    questions = [question for scenario in scenarios for question in scenario.quiz]
    if len(questions) < _ENOUGH_QUESTIONS:
        return
    hits: Counter[str] = Counter()
    for question in questions:
        lengths = [len(option.text) for option in question.options]
        right = _right(question)
        hits["the longest option"] += lengths[right] == max(lengths) and lengths.count(max(lengths)) == 1
        hits["the shortest option"] += lengths[right] == min(lengths) and lengths.count(min(lengths)) == 1
        hits[f"option {right + 1}"] += 1
    for strategy, count in sorted(hits.items()):
        if count > _MOST_OF_THE_TIME * len(questions):
            yield f"Who always takes {strategy} is right in {count} of {len(questions)} quiz questions."


def _right(question: QuizQuestion) -> int:
    return next(index for index, option in enumerate(question.options) if option.right)
