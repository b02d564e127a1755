"""bot/rubric/trained.json and sentences.bin -> the trained layer of the judge (bot/core/trained/model.py).

The sections of sentences.bin (bot/content/sections.py), which benchmarks/train_judge.py writes:

    words                       the words that are in any gram
    weights, rarity             a row for each of them (bot/core/trained/lanes.py)
    after_*, lasts              the runs of words (bot/core/trained/runs.py)
    run_weights, run_rarity     a row for each of them
    traits, trait_*             the same for traits, by name (bot/core/trained/traits.py): three weights an output, each in two octets
    scale, bias                 for each output what a step of a trait's weight is worth (a gram's are FINER of them), and where it starts
    topic_*                     the same for topics (topics.py there), of words and pairs by their numbers from 1 on and from nought on
    question_*, replied_*       the same for what a question's words ask for (asks.py there) and for the words of a reply and its probe
                                (reply_words.py there), by their features
    told_mean, told_spread      the features of told.py there; their weights stand in trained.json
    ask_weights                 for each ask a bias and what its inputs weigh (told.py there)
    lean_*, reply_*             the layer for replies (leaning.py there)
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from bot.content.rules import RubricProblem
from bot.content.sections import Sections, read_sections, to_counts, to_floats, to_letters, to_text
from bot.core.trained.asks import ASK_ROWS, ASKS, Asking
from bot.core.trained.grams import GRAM_ROWS, IDS, TRAIT_ROWS, Grams, SentenceModel
from bot.core.trained.lanes import Margins, Octets
from bot.core.trained.layers import Layer, Scaling
from bot.core.trained.leaning import Leaner, ReplyIds
from bot.core.trained.linear import Linear
from bot.core.trained.model import IdModel, Model, Sentences
from bot.core.trained.reply_words import REPLY_ROWS
from bot.core.trained.runs import Runs
from bot.core.trained.told import About
from bot.core.trained.topics import TOPIC_ROWS, Topics

FILE = "sentences.bin"
_OF_TOPICS = ("words", "pairs", "weights", "rarity", "scale", "bias")
CLIP = 4.0  # spreads; what lies further out is as far as that


def read_sentences(home: Path) -> Sections:
    """The sections of sentences.bin; none where there is no such file. Raises RubricProblem where it cannot be read."""
    try:
        return read_sections(home / FILE)
    except ValueError as error:
        raise RubricProblem(f"bot/rubric/{FILE} is damaged ({error}); run `python -m benchmarks.train_judge`") from None


class Words(NamedTuple):
    """All that is looked up by the words of a text."""

    grams: Grams
    topics: Topics


def read_words(sections: Sections) -> Words | None:
    """The grams and the topics; None where there are none. Raises RubricProblem where some are missing, as of an older version."""
    if "words" not in sections:
        return None
    try:
        grams = build_grams(sections)
        return Words(grams, build_topics(sections, grams))
    except KeyError as missing:
        raise RubricProblem(f"bot/rubric/{FILE} has no section {missing}; run `python -m benchmarks.train_judge`") from None


def build_grams(sections: Sections) -> Grams:
    words = to_text(sections["words"])
    return Grams(
        numbers={word: number for number, word in enumerate(words, 1)},
        words=[0, *GRAM_ROWS.rows(GRAM_ROWS.table(sections["weights"], sections["rarity"]))],
        runs=Runs(
            after_words=list(to_counts(sections["after_words"])),
            after_pairs=to_counts(sections["after_pairs"]),
            lasts=to_letters(sections["lasts"]),
            table=GRAM_ROWS.table(sections["run_weights"], sections["run_rarity"]),
            kind=GRAM_ROWS,
        ),
    )


def build_model(sections: Sections, words: Words, places: Mapping[str, tuple[int, int]]) -> SentenceModel:
    """The sentence model. `places` are the trait reader's. Raises KeyError where it weighs a trait that is not among them."""
    traits: dict[int, dict[int, int]] = {}
    for number, name in enumerate(to_text(sections["traits"])):
        group, bit = places[name]
        traits.setdefault(group, {})[bit] = number
    row = TRAIT_ROWS.row_maker(sections["trait_weights"], sections["trait_rarity"])
    return SentenceModel(words.grams, words.topics, traits, row, Margins(to_floats(sections["bias"]), to_floats(sections["scale"])))


def build_topics(sections: Sections, grams: Grams) -> Topics:
    """Pairs are as many as `after_pairs` has numbers but one: that last place is nobody's."""
    words, pairs, weights, rarity, scale, bias = (sections[f"topic_{part}"] for part in _OF_TOPICS)
    of_words, of_pairs = array("H", bytes(2 * len(grams.words))), array("H", bytes(2 * len(grams.runs.after_pairs)))
    numbers = count(1)
    for known, held in ((to_counts(words), of_words), (to_counts(pairs), of_pairs)):
        for one in known:
            held[one] = next(numbers)
    return Topics(of_words, of_pairs, TOPIC_ROWS.table(weights, rarity), Margins(to_floats(bias), to_floats(scale)))


def build_questions(sections: Sections, words: Iterable[str] = ()) -> Linear:
    return _linear(sections, "question", ASK_ROWS, words)


def build_reply_words(sections: Sections, words: Iterable[str] = ()) -> Linear:
    return _linear(sections, "replied", REPLY_ROWS, words)


def _linear(sections: Sections, name: str, kind: Octets, words: Iterable[str]) -> Linear:
    """Features that are among `words`, and most short ones are, are the very same strings."""
    features, weights, rarity, scale, bias = (sections[f"{name}_{part}"] for part in ("features", "weights", "rarity", "scale", "bias"))
    same = {word: word for word in words}
    rows = dict(zip([same.get(one, one) for one in to_text(features)], kind.rows(kind.table(weights, rarity)), strict=True))
    return Linear(rows, kind, Margins(to_floats(bias), to_floats(scale)))


def build_sentences(sections: Sections, weights: Mapping[str, Sequence[float]], asking: Asking, model: SentenceModel) -> Sentences:
    """The sentence layer from its sections and each id's weights of the told features."""
    scaling = Scaling(to_floats(sections["lean_mean"]), to_floats(sections["lean_spread"]), CLIP)
    asks = to_floats(sections["ask_weights"])
    return Sentences(
        model=model,
        scaling=Scaling(to_floats(sections["told_mean"]), to_floats(sections["told_spread"]), CLIP),
        ids=tuple(weights),
        layer=Layer(list(zip(*weights.values(), strict=True))),
        about=About(asking.with_words(build_questions(sections, model.grams.numbers)), _rows(asks, len(asks) // len(ASKS))),
        leaner=Leaner(scaling, Layer([(weight,) for weight in to_floats(sections["lean_weights"])]), *to_floats(sections["lean_bias"])),
        reply_ids=ReplyIds(
            scaling,
            Layer(_rows(to_floats(sections["reply_weights"]), len(IDS))),
            build_reply_words(sections, model.grams.numbers),
            *(to_floats(sections[name]) for name in ("reply_own", "reply_sought", "reply_both", "reply_said", "reply_bias")),
        ),
    )


def _rows(values: Sequence[float], width: int) -> list[Sequence[float]]:
    return [values[start : start + width] for start in range(0, len(values), width)]


def read_model(
    trained: Mapping[str, Any],
    sections: Sections | None,
    words: Words | None,
    asking: Asking,
    places: Mapping[str, tuple[int, int]],
) -> Model | None:
    """The trained layer, or None where nothing was trained. Without `sections` the caller brings what the sentences tell.

    Raises RubricProblem where the sections are missing though they are counted on, or name a trait that is none."""
    if not trained:
        return None
    ids = {id: IdModel(one["bias"], one["reply_bias"], one.get("shift", 0.0)) for id, one in trained.items()}
    if sections is None:
        return Model(ids, None)
    if words is None:
        raise RubricProblem(f"bot/rubric/{FILE} is missing, and trained.json counts on it; run `python -m benchmarks.train_judge`")
    try:
        model = build_model(sections, words, places)
    except KeyError as error:
        what = f"bot/rubric/{FILE} weighs the trait {error}, which the rubric does not have"
        raise RubricProblem(f"{what}; run `python -m benchmarks.train_judge`") from None
    return Model(ids, build_sentences(sections, {id: one["told"] for id, one in trained.items()}, asking, model))
