"""What an answer's sentences tell together, as numbers: from the sentence model's scores to one row of features an answer.

Counts grow with their logarithm and means are of all sentences, so that length alone tells little.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from math import fsum, log1p, tanh

from bot.core.grams import IDS, OUTPUTS, Floats, Scores
from bot.core.judgement import Asked
from bot.core.tokens import Tokens
from bot.core.topics import Topics
from bot.core.vocabulary import LEVELS, PRINCIPLES, STAGES

_STEEP = 1.25  # how sharply a margin turns into a likelihood: half of the 2.5 in a logistic function, which is a tanh moved
_ACTION, _RESULT, _REFLECTION = (len(IDS) + list(STAGES).index(stage) for stage in ("action", "result", "reflection"))
_ACTED = IDS.index("individual_action")
_PLACE_OF = {principle: place for place, principle in enumerate(PRINCIPLES)}
_WORD = re.compile(r"[a-z]{4,}")
_ASKING_WORDS = """
    tell about time when your what describe example that with from something someone have give walk through would where which were
    situation share give they them their this than been more most work worked
"""
_ASKING = frozenset(word[:5] for word in _ASKING_WORDS.split())

DEMANDS = ("pushback", "customer_focus", "develops_others")  # signals that some questions ask for outright
_DEMANDED = [IDS.index(id) for id in DEMANDS]
_NOWHERE: tuple[Floats, ...] = ((0.0,) * len(IDS),)
NAMES: tuple[str, ...] = (
    *(f"{kind}:{id}" for kind in ("most", "second", "count", "mean", "in_action", "in_result", "in_reflection") for id in IDS),
    *(f"share:{stage}" for stage in OUTPUTS[len(IDS) :]),
    "first_action", "result_words", "ends_with_lesson", "words", "sentences", "question_words", "anchors", "anchors_beside",
    "topic", "topic_beside", "topic_place", *(f"{kind}:{id}" for kind in ("demanded", "demanded_and_shown") for id in DEMANDS),
    *(f"asked:{principle}" for principle in PRINCIPLES),
    *(f"level:{level}" for level in LEVELS),
)  # fmt: skip


class Anchors:
    """By principle, the beginnings of words that stories about it use ("responsib", "another team"), made ready for looking up; and the
    questions that demand one of DEMANDS: those of these principles, and those with one of these beginnings in them."""

    def __init__(self, beginnings: Mapping[str, Sequence[str]], demands: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.demands = tuple((frozenset(demands[id]["principles"]), tuple(demands[id]["words"])) for id in DEMANDS)
        self.by_principle = {principle: frozenset(words) for principle, words in beginnings.items()}
        everything = frozenset[str]().union(*self.by_principle.values())
        self.runs = tuple((run.split()[0], " " + run) for run in sorted(everything) if " " in run)
        single = [word for word in sorted(everything) if " " not in word]
        self.head = min((len(word) for word in single), default=1)
        self.by_head: dict[str, tuple[str, ...]] = {}
        for word in single:
            self.by_head[word[: self.head]] = (*self.by_head.get(word[: self.head], ()), word)

    def held(self, words: Sequence[str], different: Set[str]) -> frozenset[str]:
        """The anchors that stand in a text of these words. Linear in them."""
        find, head = self.by_head.get, self.head
        found = {anchor for word in different if (near := find(word[:head])) for anchor in near if word.startswith(anchor)}
        if any(first in different for first, _ in self.runs):
            text = " " + " ".join(words)
            found.update(run[1:] for first, run in self.runs if first in different and run in text)
        return frozenset(found)

    def demanded(self, asked: Asked) -> list[float]:
        """For each of DEMANDS, 1 where the question asks for it."""
        question = asked.question.lower()
        return [float(asked.principle in principles or any(word in question for word in words)) for principles, words in self.demands]


def told(scores: Scores, tokens: Tokens, asked: Asked, anchors: Anchors, topics: Topics) -> list[float]:
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
    demanded = anchors.demanded(asked)
    different = frozenset(tokens.words)
    return [
        *most,
        *([one[-2] for one in ordered] if count > 1 else _NOWHERE[0]),
        *map(log1p, sums),
        *(one / count for one in sums),
        *_means(_of(likely, stage, _ACTION)),
        *map(max, zip(*_of(likely, stage, _RESULT), strict=True)),
        *map(max, zip(*_of(likely, stage, _REFLECTION), strict=True)),
        *(stage.count(number) / count for number in range(len(IDS), len(OUTPUTS))),
        *_lengths(scores, stage, tokens),
        _shared(asked.question, different),
        *_anchored(asked.principle, anchors, anchors.held(tokens.words, different)),
        *_about(asked.principle, topics.margins(different)),
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
            staged = margins[len(IDS) :]
            shown = [0.5 + 0.5 * tanh(_STEEP * margin) for margin in margins[: len(IDS)]]
            one = made[id(margins)] = shown, len(IDS) + staged.index(max(staged))
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


def _anchored(principle: str, anchors: Anchors, found: frozenset[str]) -> tuple[float, float]:
    """How many of the asked principle's anchors the answer holds (up to six, 0 to 1), and how that compares with the other principles'."""
    held = {name: min(6, len(words & found)) / 6 for name, words in anchors.by_principle.items()}
    own = held.pop(principle)
    return own, own - sorted(held.values())[len(held) * 3 // 4]


def _about(principle: str, margins: Floats) -> tuple[float, float, float]:
    """How much the answer is about the asked principle, how that compares with the one it is most about, and how many of the others it is
    more about."""
    own = margins[_PLACE_OF[principle]]
    return own, own - max(margins), sum(margin > own for margin in margins) / len(margins)
