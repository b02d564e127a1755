"""Fits the trained layer: one small logistic regression an id, over what the sentences of an answer tell together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import Example, folds, questions
from benchmarks.matching import train as train_matching
from benchmarks.packing import LinearWeights, TopicWeights, packed, packed_questions, sections_of, topic_sections
from benchmarks.questions import train as train_questions
from benchmarks.sentences import labelled, train
from benchmarks.topics import told_of
from benchmarks.topics import train as train_topics
from bot.content.rubric import read_asking, rubric_home
from bot.content.trained import CLIP, build_grams
from bot.core.answer import answer_of
from bot.core.judge import about_disagreement
from bot.core.text.reading import Reading
from bot.core.trained.asks import ASKS, Asking
from bot.core.trained.grams import Grams, Said, SentenceModel
from bot.core.trained.told import NAMES, About, ask_inputs, told
from bot.core.trained.traits import Seen
from bot.core.vocabulary import FLAWS, SIGNALS
from bot.core.vote.reply import ABSENCES
from bot.core.vote.rubric import Rubric

Floats = NDArray[np.float64]
IDS = (*FLAWS, *SIGNALS)
SHIFT = 0.45  # log-odds added at the end: F1 is best a little below even odds
# Prior variances of a weight, for a feature of unit spread. An id is told by its own sentences, and by those of the ids that are about the
# same; whatever else goes with it in one corpus (the good answers are good in many ways) need not in another, nor when one thing changes.
OWN, KIN, STRANGE, PLAIN = 0.2, 0.07, 0.004, 0.02
_KINDRED = (
    "metric_delta no_metric vague_outcome business_impact",
    "generic_reflection no_reflection specific_reflection systemic_insight",
    "collective_voice individual_action routed passive assigned self_initiated",
    "no_data data_evidence root_cause",
    "no_pushback pushback no_commit commit",
    "prevention second_order systemic_insight specific_reflection",
    "scope_boundary self_initiated",
    "customer_focus business_impact",
    "hypothetical no_story individual_action",
    "context_overload individual_action",
)
# Whether a story answers its question: the few features of both together may move freely, how it is told less so, and which principle was
# asked not at all, since some principles' questions were missed more often in the corpus; nor how many of the question's words come
# back, since those who write answers to another question like to begin with the words of this one.
OFF_QUESTION = {"own": 0.3, "fit": 0.3, "unmet": 0.1, "told": 0.02, "asked": 0.0001}
_FITS = ("topic", "topic_beside", "topic_place", "ask", "ask_least", "ask_beside", "ask_place", "ask_of_principle", "match")
_FREE = 10.0  # a bias is hardly held
SHARES = {"base": 1.0, "pair": 0.6, "turned": 0.6}  # an answer that was changed weighs less than one as it was written
CONCERNED = 2.0  # yet more for the ids that came or went with the change: there one sees what each is told by


@dataclass(frozen=True, slots=True)
class Table:
    """The examples as numbers."""

    examples: list[Example]
    told: Floats  # bot/core/trained/told.py, by sentence models that never saw the hand; standardised and clipped
    raw_told: Floats  # the same before that
    told_mean: Floats
    told_spread: Floats
    ask_weights: Floats  # ask x (bias, bot.core.trained.told.ask_inputs)
    kinds: Floats
    readings: list[Reading]
    seen: list[list[Seen]]

    @property
    def hands(self) -> NDArray[np.str_]:
        return np.array([example.hand for example in self.examples])


def tabulate(rubric: Rubric, examples: Sequence[Example]) -> Table:
    """Reads every example once."""
    readings, seen = read(rubric, examples)
    whole = np.array([example.kind in {"opening", "reply"} for example in examples])
    sentences, ask_weights = out_of_hand_told(rubric, examples, readings, seen)
    told_mean, told_spread = sentences[whole].mean(0), sentences[whole].std(0) + 0.02
    kinds = np.array([[3.0, 2.0 * (e.kind == "opening"), 2.0 * (e.kind == "reply"), 2.0 * (e.kind == "sentence")] for e in examples])
    return Table(
        list(examples),
        np.clip((sentences - told_mean) / told_spread, -CLIP, CLIP), sentences, told_mean, told_spread, ask_weights,
        kinds,
        readings, seen,
    )  # fmt: skip


def read(rubric: Rubric, examples: Sequence[Example]) -> tuple[list[Reading], list[list[Seen]]]:
    """Each example's reading, and the traits of its sentences."""
    readings = [rubric.reader.read(answer_of(example.text)) for example in examples]
    return readings, [rubric.traits.seen(reading) for reading in readings]


def out_of_hand_told(
    rubric: Rubric, examples: Sequence[Example], readings: Sequence[Reading], seen: Sequence[Sequence[Seen]]
) -> tuple[Floats, Floats]:
    """What the sentences tell of every example, by a sentence model that never saw its hand; and the weights of the asks, fitted on
    that."""
    models, asking = models_out_of_hand(rubric, examples, readings, seen)
    said = [models[example.hand].said(reading.tokens, traits) for example, reading, traits in zip(examples, readings, seen, strict=True)]
    weights = fit_asks(examples, said)
    about = {hand: About(found, weights.tolist()) for hand, found in asking.items()}
    rows = [
        told(one, reading.tokens, example.asked, about[example.hand])
        for example, reading, one in zip(examples, readings, said, strict=True)
    ]
    return np.array(rows, np.float64), weights


def models_out_of_hand(
    rubric: Rubric, examples: Sequence[Example], readings: Sequence[Reading], seen: Sequence[Sequence[Seen]]
) -> tuple[dict[str, SentenceModel], dict[str, Asking]]:
    """For each hand a sentence model that never saw it, and what knows what a question asks for without having seen those that it was
    asked."""
    places = rubric.traits.places()
    data = labelled(examples, readings, seen, places)
    models: dict[str, SentenceModel] = {}
    asking: dict[str, Asking] = {}
    for group in folds(example.hand for example in examples):
        sections = sections_of(train(data, list(places), without=group))
        asked = {example.asked.question for example in examples if example.hand in group}
        topics, words = about_questions(examples, readings, build_grams(sections), without=group, unasked=asked)
        models |= dict.fromkeys(group, packed(sections | topic_sections(topics), places))
        asking |= dict.fromkeys(group, read_asking(rubric_home()).with_words(packed_questions(words)))
    return models, asking


def about_questions(
    examples: Sequence[Example], readings: Sequence[Reading], grams: Grams, without: Sequence[str] = (), unasked: Collection[str] = ()
) -> tuple[TopicWeights, LinearWeights]:
    """What answers are about, and what the words of a question ask for, without these hands and these questions."""
    topics = train_topics(examples, readings, grams, without)
    words = train_questions({question: asks for question, asks in questions().items() if question not in unasked})
    return train_matching(examples, readings, grams, topics, words, without)


def fit_asks(examples: Sequence[Example], said: Sequence[Said]) -> Floats:
    """For each ask a bias and the weights of its inputs, from the answers whose asks are labelled."""
    found = told_of(examples)
    some = np.array([bool(said[row].scores) for row in found.rows.tolist()])
    inputs = np.array([ask_inputs(said[row]) for row in found.rows[some].tolist()], np.float64)
    out = []
    for place in range(len(ASKS)):
        design = np.hstack([np.full((len(inputs), 1), _FREE), inputs[:, place]])
        weights = logistic(design, found.truth[some, place].astype(np.float64), found.share[some, place])
        out.append([float(weights[0] * _FREE), *weights[1:].tolist()])
    return np.array(out, np.float64).round(4)


def logistic(design: Floats, truth: Floats, weight: Floats, start: Floats | float = 0.0) -> Floats:
    """The weights of a logistic regression whose prior is Gaussian with unit variance: scale a column by the spread its weight may have.
    `start` is the log-odds of each row before anything is learned. Newton's method, a step halved where it leads too far; no randomness,
    the same weights every time."""
    found: Floats = np.zeros(design.shape[1])

    def loss(weights: Floats) -> float:
        odds = start + design @ weights
        return float(weight @ np.logaddexp(0, np.where(truth > 0, -odds, odds))) + float(weights @ weights) / 2

    least = loss(found)
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(start + design @ found, -30, 30)))
        curve = np.maximum(weight * likely * (1 - likely), 1e-6)
        slope = design.T @ (weight * (likely - truth)) + found
        bend = (design * curve[:, None]).T @ design + np.eye(len(found))
        step = np.asarray(np.linalg.solve(bend, slope), dtype=np.float64)
        while (reached := loss(found - step)) > least and np.abs(step).max() >= 1e-5:
            step /= 2
        found, least = found - step, reached
        if np.abs(step).max() < 1e-5:
            break
    return found


def usable(rubric: Rubric, table: Table, id: str) -> NDArray[np.bool_]:
    """The examples whose labels say anything about the id. Lone sentences teach the sentence model; here they are no answers."""
    only = next(entry.only_disagreement for entry in rubric.ids if entry.id == id)
    out = []
    for example in table.examples:
        fits = example.kind in {"opening", "reply"} and (not only or about_disagreement(rubric, example.asked))
        if example.kind == "reply" and id in ABSENCES:
            fits = False
        out.append(fits)
    return np.array(out)


def spreads(id: str) -> Floats:
    """By feature, the spread that its weight may have."""
    if id != "off_question":
        kin = {other for group in _KINDRED if id in group.split() for other in group.split()}
        of = [name.partition(":")[2] for name in NAMES]
        return np.sqrt([OWN if one == id else KIN if one in kin else STRANGE if one in IDS or one in ASKS else PLAIN for one in of])
    return np.sqrt([OFF_QUESTION[_kind(name)] for name in NAMES])


def _kind(name: str) -> str:
    """Of which kind (OFF_QUESTION) a feature is."""
    if name in _FITS or name.startswith("demanded"):
        return "fit"
    if name.startswith("asked:") or name == "question_words":
        return "asked"
    if name.startswith("unmet:"):
        return "unmet"
    return "own" if name.endswith(":off_question") else "told"


def _share(example: Example, id: str) -> float:
    """What an example weighs in the fit of an id."""
    return example.counts * (CONCERNED if id in example.appears or id in example.goes else SHARES[example.source])


def fit_id(table: Table, id: str, rows: NDArray[np.int64]) -> dict[str, object]:
    """The calibrated sum of one id, learned from these rows: plain data as in trained.json."""
    examples = table.examples
    spread = spreads(id)
    truth = np.array([float(id in examples[row].ids) for row in rows])
    weight = np.array([_share(examples[row], id) for row in rows])
    found = logistic(np.hstack([table.told[rows] * spread, table.kinds[rows]]), truth, weight)
    told, kinds = found[: -table.kinds.shape[1]] * spread, found[-table.kinds.shape[1] :]
    bias = 3 * kinds[0] + SHIFT
    return {
        "bias": round(float(bias + 2 * kinds[1]), 4),
        "reply_bias": round(float(bias + 2 * kinds[2]), 4),
        "told": [round(float(value), 4) for value in told],
    }
