"""What an answer's sentences tell together, as numbers: from the sentence model's scores to one row of features an answer.

Counts grow with their logarithm and means are of all sentences, so that length alone tells little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, islice
from math import atanh, fsum, log1p, tanh
from operator import mul

from bot.core.frozen import dataclass
from bot.core.judgement import Asked
from bot.core.text.tokens import Tokens
from bot.core.trained.asks import ASKS, Asking
from bot.core.trained.grams import IDS, OUTPUTS, Floats, Said, Scores
from bot.core.trained.topics import TOPICS
from bot.core.vocabulary import PRINCIPLES, STAGES

_STEEP = 1.25  # tanh(1.25 * margin) is the logistic function of 2.5 * margin, told from -1 to 1 instead of from 0 to 1
_STAGED = len(IDS) + len(ASKS)  # the outputs from here on are stages
_STEEPNESS = (_STEEP,) * _STAGED
_SURE = 0.9998  # no likelihood, from -1 to 1, is further out: atanh of it stays small
_MOST = 2 * atanh(_SURE)
_ACTION, _RESULT, _REFLECTION = (_STAGED + list(STAGES).index(stage) for stage in ("action", "result", "reflection"))
_ACTED = IDS.index("individual_action")
_PLACE_OF = {principle: place for place, principle in enumerate(PRINCIPLES)}
_WORD = re.compile(r"[a-z]{4,}")
_ASKING_WORDS = """
    tell about time when your what describe example that with from something someone have give walk through would where which were
    situation share give they them their this than been more most work worked
"""
_ASKING = frozenset(word[:5] for word in _ASKING_WORDS.split())

DEMANDS = {"pushback": "disagreed", "customer_focus": "customer", "develops_others": "developed"}
"""Signals that belong to an ask: what was asked for is missed where it is not shown."""
_DEMANDED = [IDS.index(id) for id in DEMANDS]
_DEMANDING = [ASKS.index(ask) for ask in DEMANDS.values()]
_NOWHERE = (0.0,) * len(IDS)
NAMES: tuple[str, ...] = (
    *(f"{kind}:{id}" for kind in ("most", "second", "count", "mean", "in_action", "in_result", "in_reflection") for id in IDS),
    *(f"share:{stage}" for stage in OUTPUTS[_STAGED:]),
    "first_action", "result_words", "ends_with_lesson", "words", "sentences", "question_words",
    "topic", "topic_beside", "topic_place", "ask", "ask_least", "ask_beside", "ask_place", "ask_of_principle", "match",
    *(f"unmet:{ask}" for ask in ASKS),
    *(f"{kind}:{id}" for kind in ("demanded", "demanded_and_shown") for id in DEMANDS),
    *(f"asked:{principle}" for principle in PRINCIPLES),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What tells whether an answer answers: what questions ask for, and for each ask how the sentences and the words together tell that it
    was told: a bias, then a weight for each of `ask_inputs`."""

    asking: Asking
    weights: Sequence[Floats]


def told(said: Said, tokens: Tokens, asked: Asked, about: About) -> list[float]:
    """One number for each of NAMES."""
    scores, topics = said
    asking = _asked_for(asked.principle)
    if not tokens.sentences:
        return [*[0.0] * (len(NAMES) - len(asking)), *asking]
    found = different(scores)
    stage, count = found.stage_of, len(scores)
    (most, second), together = found.loudest(), found.sums()
    sums = [0.5 * (count + one) for one in together[: len(IDS)]]
    asks, wanted = about.asking.of(asked)
    own = about.asking.of_principle(asked.principle)
    named = {*own, *chain.from_iterable(asks)}
    odds = _ask_odds(about.weights, _ask_inputs(most, second, together, count, topics))
    demanded = [float(place in named) for place in _DEMANDING]
    shown = _likely(most[: len(IDS)])
    return [
        *shown,
        *(_likely(second[: len(IDS)]) if count > 1 else _NOWHERE),
        *map(log1p, sums),
        *[one / count for one in sums],
        *found.means_in(_ACTION),
        *found.most_in(_RESULT),
        *found.most_in(_REFLECTION),
        *[stage.count(number) / count for number in range(_STAGED, len(OUTPUTS))],
        *_lengths(scores, stage, tokens),
        _shared(asked.question, tokens),
        *_about(asked.principle, topics[: len(PRINCIPLES)]),
        *_asked(asks, own, odds),
        fsum(map(mul, topics[len(TOPICS) :], wanted)),
        *_unmet(asks, odds),
        *demanded,
        *[want * shown[place] for want, place in zip(demanded, _DEMANDED, strict=True)],
        *asking,
    ]


@dataclass(frozen=True, slots=True)
class Different:
    """The sentences that tell different things: each one's margins, by how much it is likelier than not to show each id and to tell each
    ask (-1 to 1), its stage (an output), and how often it comes. `stage_of` is the stage of every sentence of the answer."""

    margins: list[Floats]
    leaning: list[Floats]
    stages: list[int]
    times: list[int]
    stage_of: list[int]

    def loudest(self) -> tuple[list[float], list[float]]:
        """The largest and the second largest margin of each id and each ask; of one sentence the second is the first."""
        twice = [one for one, times in zip(self.margins, self.times, strict=True) if times > 1]
        ordered = list(map(sorted, islice(zip(*self.margins, *twice, strict=True), _STAGED)))
        return [one[-1] for one in ordered], [one[-2:][0] for one in ordered]

    def sums(self) -> list[float]:
        """By how much all sentences together are likelier than not to show each id and to tell each ask."""
        return _added(self.leaning, self.times, _STAGED)

    def means_in(self, stage: int) -> Sequence[float]:
        """How likely a sentence of this stage shows each id."""
        here = [place for place, one in enumerate(self.stages) if one == stage]
        if not here:
            return _NOWHERE
        times = [self.times[place] for place in here]
        count = sum(times)
        return [0.5 + 0.5 * one / count for one in _added([self.leaning[place] for place in here], times, len(IDS))]

    def most_in(self, stage: int) -> Sequence[float]:
        """How likely the sentence of this stage that shows most of an id shows it."""
        here = [one for one, at in zip(self.leaning, self.stages, strict=True) if at == stage]
        return [0.5 + 0.5 * one for one in islice(map(max, zip(*here, strict=True)), len(IDS))] if here else _NOWHERE


def different(scores: Scores) -> Different:
    """Sentences that share their margins are taken together: ten thousand lines that say the same cost no more than one."""
    kept = {id(one): one for one in scores}
    margins = list(kept.values())
    leaning: list[Floats] = [list(map(tanh, map(mul, one, _STEEPNESS))) for one in margins]
    stages = [_STAGED + staged.index(max(staged)) for staged in [one[_STAGED:] for one in margins]]
    if len(kept) == len(scores):
        return Different(margins, leaning, stages, [1] * len(scores), stages)
    times, stage_by = Counter(map(id, scores)), dict(zip(kept, stages, strict=True))
    return Different(margins, leaning, stages, list(times.values()), [stage_by[id(one)] for one in scores])


def _added(rows: Sequence[Floats], times: Sequence[int], width: int) -> list[float]:
    """The sum of each of the first columns, exact before it is rounded: the same in whatever order the sentences stand."""
    columns = islice(zip(*rows, strict=True), width)
    if max(times) == 1:
        return list(map(fsum, columns))
    return [fsum(map(mul, column, times)) for column in columns]


def _likely(margins: Floats) -> list[float]:
    return [0.5 + 0.5 * tanh(_STEEP * margin) for margin in margins]


def _lengths(scores: Scores, stage: Sequence[int], tokens: Tokens) -> tuple[float, ...]:
    """What the lengths of the sentences tell: where the first act ends, the share of the result, whether a lesson ends the answer, and how
    many words and sentences there are."""
    total = len(tokens.words)
    acted = (
        end / total
        for margins, here, (_, end) in zip(scores, stage, tokens.sentences, strict=True)
        if here == _ACTION and margins[_ACTED] > -0.6
    )
    result = sum(end - first for here, (first, end) in zip(stage, tokens.sentences, strict=True) if here == _RESULT)
    return next(acted, 1.0), result / total, float(_REFLECTION in stage[-2:]), log1p(total) / 5, len(stage) / 20


@lru_cache(maxsize=len(PRINCIPLES))
def _asked_for(principle: str) -> tuple[float, ...]:
    return tuple(float(principle == one) for one in PRINCIPLES)


def _shared(question: str, tokens: Tokens) -> float:
    """The share of the question's own words that the answer takes up, by their first five letters."""
    asked = _own_words(question)
    if not asked:
        return 0.5
    text = f" {' '.join(tokens.words)} "
    return sum([word in text for word in asked]) / len(asked)


@lru_cache(maxsize=256)
def _own_words(question: str) -> tuple[str, ...]:
    """How words that begin like the question's own stand in a text whose words have spaces around them."""
    asked = {word[:5] for word in _WORD.findall(question.lower())} - _ASKING
    return tuple(f" {word}" if len(word) == 5 else f" {word} " for word in asked)


def _about(principle: str, margins: Floats) -> tuple[float, float, float]:
    """How much the answer is about the asked principle, how that compares with the one it is most about, and how many of the others it is
    more about."""
    own = margins[_PLACE_OF[principle]]
    return own, own - max(margins), sum(margin > own for margin in margins) / len(margins)


def ask_inputs(said: Said) -> list[tuple[float, float, float, float]]:
    """For each ask: the log-odds of the sentence that tells most of it, of the second, of all together, and what the words say."""
    found = different(said.scores)
    return _ask_inputs(*found.loudest(), found.sums(), len(said.scores), said.topics)


def _ask_inputs(most: Floats, second: Floats, together: Floats, count: int, topics: Floats) -> list[tuple[float, float, float, float]]:
    place = len(IDS)
    return [
        (
            _bounded(2 * _STEEP * first, _MOST),
            _bounded(2 * _STEEP * other, _MOST) if count > 1 else -_MOST,
            2 * atanh(_bounded(one / count, _SURE)),
            topic,
        )
        for first, other, one, topic in zip(
            most[place:], second[place:], together[place:], topics[len(PRINCIPLES) : len(TOPICS)], strict=True
        )
    ]


def _bounded(value: float, most: float) -> float:
    return -most if value < -most else most if value > most else value


def _ask_odds(weights: Sequence[Floats], inputs: Sequence[Floats]) -> list[float]:
    """The log-odds that each ask was told."""
    return [
        bias + fsum((own_most * most, own_second * second, own_all * together, own_topic * topic))
        for (bias, own_most, own_second, own_all, own_topic), (most, second, together, topic) in zip(weights, inputs, strict=True)
    ]


def _asked(asks: Sequence[Sequence[int]], own: Sequence[int], odds: Sequence[float]) -> tuple[float, ...]:
    """What was asked, as told: the likeliest of the asks and the least likely (of alternatives the likeliest); how the likeliest compares
    with what was told most, and how many were told more; and the likeliest of those that the principle stands for."""
    each = [max(odds[place] for place in alternatives) for alternatives in asks]
    best, least = max(each), min(each)
    return best, least, best - max(odds), sum(one > best for one in odds) / len(odds), max(odds[place] for place in own)


def _unmet(asks: Sequence[Sequence[int]], odds: Sequence[float]) -> list[float]:
    """For each ask by how much it is unlikelier than not to have been told, where it was asked for (of alternatives the likeliest). One
    that most stories of its kind are labelled with says more by its absence than one that is seldom named."""
    out = [0.0] * len(odds)
    for alternatives in asks:
        place = max(alternatives, key=odds.__getitem__)
        out[place] = max(0.0, -odds[place])
    return out
