"""What an answer's sentences tell together, as numbers: from the sentence model's scores to one row of features an answer.

Counts grow with their logarithm and means are of all sentences, so that length alone tells little.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.core.grams import IDS, OUTPUTS, Floats
from bot.core.judgement import Asked
from bot.core.tokens import Tokens
from bot.core.topics import Topics
from bot.core.vocabulary import LEVELS, PRINCIPLES, STAGES

_STEEP = 2.5  # how sharply a margin turns into a likelihood
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

    def held(self, words: Sequence[str]) -> frozenset[str]:
        """The anchors that stand in this text. Linear in its words."""
        different = frozenset(words)
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


def told(scores: Floats, tokens: Tokens, asked: Asked, anchors: Anchors, topics: Topics) -> NDArray[np.float32]:
    """One number for each of NAMES."""
    count = len(tokens.sentences)
    asking = [float(asked.principle == principle) for principle in PRINCIPLES] + [float(asked.level == level) for level in LEVELS]
    if count == 0:
        return np.array([0.0] * (len(NAMES) - len(asking)) + asking, np.float32)
    likely = 1 / (1 + np.exp(-_STEEP * scores[:, : len(IDS)]))
    stage = scores[:, len(IDS) :].argmax(axis=1) + len(IDS)
    demanded = anchors.demanded(asked)
    words = np.array([end - first for first, end in tokens.sentences], np.float32)
    ordered = np.sort(likely, axis=0)
    acts = np.flatnonzero((stage == _ACTION) & (scores[:, _ACTED] > -0.6))
    upto = np.cumsum(words) / words.sum()
    row = [
        ordered[-1],
        ordered[-2] if count > 1 else np.zeros(len(IDS)),
        np.log1p(likely.sum(axis=0)),
        _mean(likely),
        _mean(_of(likely, stage == _ACTION)),
        _of(likely, stage == _RESULT).max(axis=0),
        _of(likely, stage == _REFLECTION).max(axis=0),
        np.bincount(stage - len(IDS), minlength=len(OUTPUTS) - len(IDS)) / count,
        [
            upto[acts[0]] if len(acts) else 1.0,
            words[stage == _RESULT].sum() / words.sum(),
            float((stage[-2:] == _REFLECTION).any()),
            np.log1p(words.sum()) / 5,
            count / 20,
            _shared(asked.question, tokens),
            *_anchored(asked.principle, tokens, anchors),
            *_about(asked.principle, topics.margins(tokens.words)),
            *demanded,
            *(want * float(shown) for want, shown in zip(demanded, ordered[-1, _DEMANDED], strict=True)),
        ],
        asking,
    ]
    return np.concatenate(row).astype(np.float32)


def _mean(likely: NDArray[np.float32]) -> NDArray[np.float32]:
    out: NDArray[np.float32] = np.add.reduce(likely, axis=0) / len(likely)
    return out


def _of(likely: NDArray[np.float32], where: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The sentences of one stage; where there is none, one that tells nothing."""
    held = likely[where]
    return held if len(held) else np.zeros((1, likely.shape[1]), np.float32)


def _shared(question: str, tokens: Tokens) -> float:
    """The share of the question's own words that the answer takes up, by their first five letters."""
    asked = {word[:5] for word in _WORD.findall(question.lower())} - _ASKING
    if not asked:
        return 0.5
    return len(asked.intersection([word[:5] for word in tokens.words])) / len(asked)


def _anchored(principle: str, tokens: Tokens, anchors: Anchors) -> tuple[float, float]:
    """How many of the asked principle's anchors the answer holds (up to six, 0 to 1), and how that compares with the other principles'."""
    found = anchors.held(tokens.words)
    held = {name: min(6, len(words & found)) / 6 for name, words in anchors.by_principle.items()}
    own = held.pop(principle)
    return own, own - sorted(held.values())[len(held) * 3 // 4]


def _about(principle: str, margins: Floats) -> tuple[float, float, float]:
    """How much the answer is about the asked principle, how that compares with the one it is most about, and how many of the others it is
    more about."""
    own = float(margins[_PLACE_OF[principle]])
    return own, own - float(margins.max()), float((margins > own).sum()) / len(margins)
