"""bot/rubric/trained.json and sentences.npz -> the trained layer of the judge (bot/core/trained.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from bot.content.rules import RubricProblem
from bot.core.grams import SentenceModel
from bot.core.leaning import Leaner, ReplyIds
from bot.core.told import Anchors
from bot.core.topics import Topics
from bot.core.trained import IdModel, Model, Sentences


def read_sentences(home: Path) -> dict[str, Any]:
    """The arrays of sentences.npz (benchmarks/train_judge.py writes it); {} where there is none."""
    path = home / "sentences.npz"
    if not path.is_file():
        return {}
    with path.open("rb") as file, np.load(file) as data:
        return {name: data[name] for name in data.files}


def _topics(arrays: dict[str, Any]) -> Topics:
    stems = bytes(arrays["topic_stems"]).decode("utf-8").split("\n")
    return Topics(
        vocabulary=dict(zip(stems, range(len(stems)), strict=True)),
        weights=np.multiply(arrays["topic_weights"], arrays["topic_scale"], dtype=np.float32),
        rarity=arrays["topic_rarity"].astype(np.float32),
        bias=arrays["topic_bias"],
    )


def _leaner(arrays: dict[str, Any]) -> Leaner | None:
    if "lean_weights" not in arrays:
        return None
    return Leaner(arrays["lean_mean"], arrays["lean_spread"], arrays["lean_weights"], float(arrays["lean_bias"]))


def _reply_ids(arrays: dict[str, Any]) -> ReplyIds | None:
    if "reply_weights" not in arrays:
        return None
    names = ("reply_weights", "reply_own", "reply_sought", "reply_both", "reply_bias")
    return ReplyIds(arrays["lean_mean"], arrays["lean_spread"], *(arrays[name] for name in names))


def build_sentences(arrays: dict[str, Any], weights: dict[str, Any], anchors: Anchors) -> Sentences:
    """The sentence layer from its arrays and each id's weights of the told features."""
    grams = bytes(arrays["grams"]).decode("utf-8").split("\n")
    model = SentenceModel(
        vocabulary=dict(zip(grams, range(len(grams)), strict=True)),
        weights=np.multiply(arrays["weights"], arrays["scale"], dtype=np.float32),
        rarity=arrays["rarity"].astype(np.float32),
        traits=tuple(bytes(arrays["traits"]).decode("utf-8").split("\n")),
        trait_weights=np.multiply(arrays["trait_weights"], arrays["trait_scale"], dtype=np.float32),
        trait_rarity=arrays["trait_rarity"].astype(np.float32),
        bias=arrays["bias"],
    )
    ids = tuple(weights)
    table = np.array([weights[id] for id in ids], np.float32).T
    return Sentences(
        model,
        arrays["told_mean"],
        arrays["told_spread"],
        float(arrays["clip"]),
        ids,
        table,
        anchors,
        _topics(arrays),
        _leaner(arrays),
        _reply_ids(arrays),
    )


def read_model(trained: dict[str, Any], arrays: dict[str, Any] | None, anchors: Anchors) -> Model | None:
    """The trained layer, or None where nothing was trained. Without `arrays` the caller brings what the sentences tell.

    Raises RubricProblem where the arrays are missing though they are counted on."""
    if not trained:
        return None
    ids = {id: IdModel(one["bias"], one["reply_bias"], tuple(one["told"]), one.get("shift", 0.0)) for id, one in trained.items()}
    if arrays is not None and not arrays:
        raise RubricProblem("bot/rubric/sentences.npz is missing, and trained.json counts on it; run `python -m benchmarks.train_judge`")
    return Model(ids, build_sentences(arrays, {id: one.told for id, one in ids.items()}, anchors) if arrays else None)
