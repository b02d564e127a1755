"""Trains what a question's words ask for (bot/core/trained/asks.py) on the labelled questions (tests/corpus/train/questions.jsonl)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.packing import LinearWeights
from benchmarks.words import fit_words
from bot.content.rubric import read_asking, rubric_home
from bot.core.trained.asks import ASKS, parts, plain_question

LEAST = 4  # a part of fewer questions is noise
HOLD = 1.0
MOST = 6_000  # parts that are kept: the weakest say hardly anything, and cost the bot memory
FEWEST = 4  # an ask of fewer questions is left to its cues


def train(labelled: Mapping[str, Sequence[Sequence[str]]]) -> LinearWeights:
    """The weights, from these questions with what they ask for."""
    asking = read_asking(rubric_home())
    plain = [plain_question(question) for question in labelled]
    found = [parts(question, asking.named(question)) for question in plain]
    truth = np.array([[any(ask in alternatives for alternatives in asks) for ask in ASKS] for asks in labelled.values()])
    return fit_words(found, truth, least=LEAST, fewest=FEWEST, hold=HOLD, most=MOST)
