"""What an answer's sentences tell together, as numbers: from the sentence model's scores to one row of features an answer.

Counts grow with their logarithm and means are of all sentences, so that length alone tells little.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bot.core.grams import IDS, OUTPUTS, Floats
from bot.core.judgement import Asked
from bot.core.tokens import Tokens
from bot.core.vocabulary import LEVELS, PRINCIPLES, STAGES

_STEEP = 2.5  # how sharply a margin turns into a likelihood
_ACTION, _RESULT, _REFLECTION = (len(IDS) + list(STAGES).index(stage) for stage in ("action", "result", "reflection"))
_ACTED = IDS.index("individual_action")
_WORD = re.compile(r"[a-z]{4,}")
_ASKING = frozenset(
    [
        "tell",
        "about",
        "time",
        "when",
        "your",
        "what",
        "describe",
        "example",
        "that",
        "with",
        "from",
        "something",
        "someone",
        "have",
        "give",
        "walk",
        "through",
        "would",
        "where",
        "which",
        "were",
        "situation",
        "share",
        "give",
        "they",
        "them",
        "their",
        "this",
        "than",
        "been",
        "more",
        "most",
        "work",
        "worked",
    ]
)

NAMES: tuple[str, ...] = (
    *(f"{kind}:{id}" for kind in ("most", "second", "count", "mean", "in_action", "in_result", "in_reflection") for id in IDS),
    *(f"share:{stage}" for stage in OUTPUTS[len(IDS) :]),
    "first_action", "result_words", "ends_with_lesson", "words", "sentences", "question_words", "anchors", "anchors_beside",
    *(f"asked:{principle}" for principle in PRINCIPLES),
    *(f"level:{level}" for level in LEVELS),
)  # fmt: skip


Anchors = Mapping[str, tuple[str, ...]]


def told(scores: Floats, tokens: Tokens, asked: Asked, anchors: Anchors) -> NDArray[np.float32]:
    """One number for each of NAMES. `anchors` are, by principle, beginnings of words that stories about it use."""
    count = len(tokens.sentences)
    asking = [float(asked.principle == principle) for principle in PRINCIPLES] + [float(asked.level == level) for level in LEVELS]
    if count == 0:
        return np.array([0.0] * (len(NAMES) - len(asking)) + asking, np.float32)
    likely = 1 / (1 + np.exp(-_STEEP * scores[:, : len(IDS)]))
    stage = scores[:, len(IDS) :].argmax(axis=1) + len(IDS)
    words = np.array([end - first for first, end in tokens.sentences], np.float32)
    ordered = np.sort(likely, axis=0)
    acts = np.flatnonzero((stage == _ACTION) & (scores[:, _ACTED] > -0.6))
    upto = np.cumsum(words) / words.sum()
    row = [
        ordered[-1],
        ordered[-2] if count > 1 else np.zeros(len(IDS)),
        np.log1p(likely.sum(axis=0)),
        likely.mean(axis=0),
        _of(likely, stage == _ACTION).mean(axis=0),
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
        ],
        asking,
    ]
    return np.concatenate(row).astype(np.float32)


def _of(likely: NDArray[np.float32], where: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The sentences of one stage; where there is none, one that tells nothing."""
    return likely[where] if where.any() else np.zeros((1, likely.shape[1]), np.float32)


def _shared(question: str, tokens: Tokens) -> float:
    """The share of the question's own words that the answer takes up, by their first five letters."""
    asked = {word[:5] for word in _WORD.findall(question.lower())} - {word[:5] for word in _ASKING}
    if not asked:
        return 0.5
    return len(asked & {word[:5] for word in tokens.words}) / len(asked)


def _anchored(principle: str, tokens: Tokens, anchors: Anchors) -> tuple[float, float]:
    """How many of the asked principle's anchors the answer holds (up to six, 0 to 1), and how that compares with the other principles'."""
    text = " " + " ".join(tokens.words)
    held = {name: min(6, sum(f" {word}" in text for word in words)) / 6 for name, words in anchors.items()}
    own = held.pop(principle)
    return own, own - sorted(held.values())[len(held) * 3 // 4]
