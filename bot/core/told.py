"""What an answer's sentences tell together, as numbers: from the sentence model's scores to one row of features an answer.

Counts grow with their logarithm and means are of all sentences, so that length alone tells little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from math import fsum, log, log1p, tanh
from operator import mul

from bot.core.asks import ASKS, Asking
from bot.core.grams import IDS, OUTPUTS, Floats, Scores
from bot.core.judgement import Asked
from bot.core.tokens import Tokens
from bot.core.topics import Topics
from bot.core.vocabulary import LEVELS, PRINCIPLES, STAGES

_STEEP = 1.25  # how sharply a margin turns into a likelihood: half of the 2.5 in a logistic function, which is a tanh moved
_STAGED = len(IDS) + len(ASKS)  # the outputs from here on are stages
_SMALL = 1e-4
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
_NOWHERE: tuple[Floats, ...] = ((0.0,) * len(IDS),)
NAMES: tuple[str, ...] = (
    *(f"{kind}:{id}" for kind in ("most", "second", "count", "mean", "in_action", "in_result", "in_reflection") for id in IDS),
    *(f"share:{stage}" for stage in OUTPUTS[_STAGED:]),
    "first_action", "result_words", "ends_with_lesson", "words", "sentences", "question_words",
    "topic", "topic_beside", "topic_place", "ask", "ask_least", "ask_beside", "ask_place", "ask_of_principle",
    *(f"{kind}:{id}" for kind in ("demanded", "demanded_and_shown") for id in DEMANDS),
    *(f"asked:{principle}" for principle in PRINCIPLES),
    *(f"level:{level}" for level in LEVELS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What tells whether an answer answers: what questions ask for, what the words of an answer are about, and for each ask how the
    sentences and the words together tell that it was told: a bias, then a weight for each of `ask_inputs`."""

    asking: Asking
    topics: Topics
    weights: Sequence[Floats]


def told(scores: Scores, tokens: Tokens, asked: Asked, about: About) -> list[float]:
    """One number for each of NAMES."""
    asking = [float(asked.principle == principle) for principle in PRINCIPLES] + [float(asked.level == level) for level in LEVELS]
    if not tokens.sentences:
        return [0.0] * (len(NAMES) - len(asking)) + asking
    likely, stage = _likelihoods(scores)
    by_id = list(zip(*likely, strict=True))
    ordered = list(map(sorted, by_id))
    most = [one[-1] for one in ordered]
    sums = list(map(fsum, by_id))
    count = len(likely)
    different = frozenset(tokens.words)
    topics = about.topics.margins(different)
    asks = about.asking.of(asked)
    own = about.asking.of_principle(asked.principle)
    demanded = [float(place in asks or place in own) for place in _DEMANDING]
    return [
        *most,
        *([one[-2] for one in ordered] if count > 1 else _NOWHERE[0]),
        *map(log1p, sums),
        *(one / count for one in sums),
        *_means(_of(likely, stage, _ACTION)),
        *map(max, zip(*_of(likely, stage, _RESULT), strict=True)),
        *map(max, zip(*_of(likely, stage, _REFLECTION), strict=True)),
        *(stage.count(number) / count for number in range(_STAGED, len(OUTPUTS))),
        *_lengths(scores, stage, tokens),
        _shared(asked.question, different),
        *_about(asked.principle, topics[: len(PRINCIPLES)]),
        *_asked(asks, own, _ask_odds(about.weights, ask_inputs(scores, topics))),
        *demanded,
        *(want * most[place] for want, place in zip(demanded, _DEMANDED, strict=True)),
        *asking,
    ]


def _likelihoods(scores: Scores) -> tuple[list[Floats], list[int]]:
    """How likely each sentence shows each id, and the output of each sentence's stage. Of sentences that share their margins one is worked
    out: ten thousand lines that say the same cost no more than one."""
    made: dict[int, tuple[Floats, int]] = {}
    likely: list[Floats] = []
    stage: list[int] = []
    for margins in scores:
        one = made.get(id(margins))
        if one is None:
            staged = margins[_STAGED:]
            shown = [0.5 + 0.5 * tanh(_STEEP * margin) for margin in margins[: len(IDS)]]
            one = made[id(margins)] = shown, _STAGED + staged.index(max(staged))
        likely.append(one[0])
        stage.append(one[1])
    return likely, stage


def _of(likely: Sequence[Floats], stage: Sequence[int], wanted: int) -> Sequence[Floats]:
    """The sentences of one stage; where there is none, one that tells nothing."""
    return [one for one, here in zip(likely, stage, strict=True) if here == wanted] or _NOWHERE


def _means(likely: Sequence[Floats]) -> list[float]:
    return [fsum(one) / len(likely) for one in zip(*likely, strict=True)]


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


def _shared(question: str, different: Set[str]) -> float:
    """The share of the question's own words that the answer takes up, by their first five letters."""
    asked = {word[:5] for word in _WORD.findall(question.lower())} - _ASKING
    if not asked:
        return 0.5
    return len(asked.intersection([word[:5] for word in different])) / len(asked)


def _about(principle: str, margins: Floats) -> tuple[float, float, float]:
    """How much the answer is about the asked principle, how that compares with the one it is most about, and how many of the others it is
    more about."""
    own = margins[_PLACE_OF[principle]]
    return own, own - max(margins), sum(margin > own for margin in margins) / len(margins)


def ask_inputs(scores: Scores, topics: Floats) -> list[tuple[float, float, float, float]]:
    """For each ask: the log-odds of the sentence that tells most of it, of the second, of all together, and what the words say."""
    likely = [[0.5 + 0.5 * tanh(_STEEP * margin) for margin in margins[len(IDS) : _STAGED]] for margins in scores]
    rows = []
    for one, topic in zip(zip(*likely, strict=True), topics[len(PRINCIPLES) :], strict=True):
        ordered = sorted(one)
        second = ordered[-2] if len(ordered) > 1 else 0.0
        rows.append((_odds(ordered[-1]), _odds(second), _odds(fsum(one) / len(one)), topic))
    return rows


def _odds(likely: float) -> float:
    bounded = min(1 - _SMALL, max(_SMALL, likely))
    return log(bounded / (1 - bounded))


def _ask_odds(weights: Sequence[Floats], inputs: Sequence[Floats]) -> list[float]:
    """The log-odds that each ask was told."""
    return [bias + fsum(map(mul, own, values)) for (bias, *own), values in zip(weights, inputs, strict=True)]


def _asked(asks: Sequence[int], own: Sequence[int], odds: Sequence[float]) -> tuple[float, ...]:
    """What was asked, as told: the likeliest of the asks and the least likely; how the likeliest compares with what was told most, and how
    many were told more; and the likeliest of those that the principle stands for."""
    best = max(odds[place] for place in asks)
    least = min(odds[place] for place in asks)
    return best, least, best - max(odds), sum(one > best for one in odds) / len(odds), max(odds[place] for place in own)
