"""Trains bot/core/trained/reply_words.py on the training split's replies: what their words and their probes' say of each id."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.corpus import Example
from benchmarks.packing import LinearWeights
from benchmarks.words import fit_words
from bot.core.text.reading import Reading
from bot.core.trained.grams import IDS
from bot.core.trained.reply_words import reply_words

LEAST = 18  # a word of fewer replies is noise, and costs the bot memory
HOLD = 0.3
FEWEST = 5  # an id that fewer replies show is not learned


def train(examples: Sequence[Example], readings: Sequence[Reading], without: Sequence[str] = ()) -> LinearWeights:
    """The weights of all hands but those left out."""
    kept = [
        (example, reply_words(reading.tokens, example.asked))
        for example, reading in zip(examples, readings, strict=True)
        if example.kind == "reply" and example.hand not in without
    ]
    truth = np.array([[id in example.ids for id in IDS] for example, _ in kept])
    return fit_words([found for _, found in kept], truth, least=LEAST, fewest=FEWEST, hold=HOLD, dual=True)
