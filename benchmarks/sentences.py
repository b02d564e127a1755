"""Trains the sentence model (bot/core/trained/grams.py) on the labelled sentences and the answers labelled sentence by sentence.

Only the training split is read. For the layer above, every answer is scored by a model that never saw its hand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from benchmarks.corpus import HOME, TOLD_FROM_ITS_END, Example, asks_told
from benchmarks.disguises import turned_order
from benchmarks.packing import Gram, Sentences, Weights
from benchmarks.rows import most_telling, rows_of
from bot.core.text.reading import Reading
from bot.core.trained.asks import ASKS
from bot.core.trained.grams import IDS, OUTPUTS
from bot.core.trained.traits import Seen
from bot.core.vocabulary import STAGES

LEAST = 3  # a gram seen in fewer sentences is noise
GRAMS = 34_000  # words and runs that are kept: more say hardly more, and cost the bot memory
HOLD, HOLD_ASK, HOLD_STAGE = 0.3, 0.15, 0.3
LEAST_TRAIT = 3
LEAST_SHOWN = 5  # sentences
LONE = 4.0  # what a sentence counts that was written by itself: for what the answers hardly have
TURNED = 0.4  # what a sentence counts whose answer was told from its end: a lesson told first is a lesson, too
TRAITS = (0.7, 0.4, 0.4)  # the length of a sentence's traits, of those before it and of those after it, beside grams of length 1
Floats = NDArray[np.float64]
_NONE: frozenset[int] = frozenset()
_OF_THE_WHOLE = frozenset({"no_metric", "no_data", "no_reflection", "no_pushback", "context_overload", "off_question", "no_story"})
Places = Mapping[str, tuple[int, int]]
Shown = frozenset[str] | None  # what a sentence shows; None where nobody labelled it
LETTERS = {"S": "situation", "T": "task", "A": "action", "R": "result", "L": "reflection", "N": "none"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """Sentences with their labels. `truth` is sentence x (id, then ask), `stage` an index into the stages (the last: none). `ids` are the
    sentences whose ids and stage are labelled, `asks` those whose asks are, `written` those told as they were written; `share` is what each
    counts."""

    hands: NDArray[np.str_]
    words: list[list[str]]
    traits: list[list[frozenset[int]]]  # places in the trait reader's `places`: its own, those of the one before, of the one after
    truth: NDArray[np.bool_]
    ids: NDArray[np.bool_]
    asks: NDArray[np.bool_]
    stage: NDArray[np.int64]
    written: NDArray[np.bool_]
    share: Floats


def labelled(examples: Sequence[Example], readings: Sequence[Reading], seen: Sequence[Sequence[Seen]], places: Places) -> Labelled:
    """The lone sentences, and every sentence of an answer or a story that was labelled unit by unit. `places` are the trait reader's."""
    column_of = {place: column for column, place in enumerate(places.values())}
    units = units_labelled()
    asks = asks_told()
    by_id = {example.id: example for example in examples}
    hands: list[str] = []
    words: list[list[str]] = []
    traits: list[list[frozenset[int]]] = []
    truth: list[list[bool]] = []
    with_ids: list[bool] = []
    with_asks: list[bool] = []
    stage: list[int] = []
    written: list[bool] = []
    share: list[float] = []

    def add(example: Example, spelled: list[str], around: list[frozenset[int]], ids: Shown, told: Shown, place: int) -> None:
        hands.append(example.hand)
        words.append(spelled)
        traits.append(around)
        truth.append([*(ids is not None and id in ids for id in IDS), *(told is not None and ask in told for ask in ASKS)])
        with_ids.append(ids is not None)
        with_asks.append(told is not None)
        stage.append(place)
        written.append(example.source != "turned")
        share.append(example.counts * (TURNED if example.source == "turned" else LONE if example.kind == "sentence" else 1.0))

    for example, reading, found in zip(examples, readings, seen, strict=True):
        tokens = reading.tokens
        if example.kind == "sentence":
            own = frozenset().union(*(_columns(one, column_of) for one in found))
            add(example, tokens.words, [own, _NONE, _NONE], example.ids, None, _stage(str(example.raw.get("stage", "none"))))
            continue
        told_in = _story(example.raw) if example.kind == "story" else None
        origin = example.id.removesuffix(TOLD_FROM_ITS_END)
        spans = units.get(example.base_id or origin)
        if spans is not None and example.id in asks:
            told_in = _with_asks(spans, asks[example.id])
        changes = _changes(example, by_id[example.base_id].text) if spans is not None and example.base_id else []
        moved = moves(by_id[origin].text) if example.source == "turned" else []
        around = [_NONE, *(_columns(one, column_of) for one in found), _NONE]
        for number, (first, end) in enumerate(tokens.sentences if spans or told_in else (), 1):
            span = reading.span(first, end)
            ids, letter = None, "N"
            if spans is not None and example.base_id:
                if not any(start < span[1] and span[0] < stop for start, stop, _, _ in changes):
                    continue  # the unchanged answer has this sentence already
                ids, letter = overlapping(spans, (_before(changes, span[0], 0), _before(changes, span[1], 1)))
                ids = (ids - frozenset(example.goes)) | (frozenset(example.appears) - _OF_THE_WHOLE)
            elif spans is not None:
                ids, letter = overlapping(spans, as_written(moved, span))
            told = None if told_in is None else overlapping(told_in, span)[0]
            beside = [around[number], around[number - 1], around[number + 1]]
            add(example, tokens.words[first:end], beside, ids, told, _stage(LETTERS[letter]))
    return Labelled(
        np.array(hands),
        words,
        traits,
        np.array(truth),
        np.array(with_ids),
        np.array(with_asks),
        np.array(stage),
        np.array(written),
        np.array(share),
    )


def train(data: Labelled, names: Sequence[str], without: Sequence[str] = ()) -> Sentences:
    """The weights for all hands but those left out. `names` are the traits by column; those too rare to learn from get rarity nought."""
    rows = np.flatnonzero(~np.isin(data.hands, without))
    found = [grams(data.words[row]) for row in rows]
    share = data.share[rows]
    written = np.flatnonzero(data.written[rows]).tolist()  # what was only told in another order says nothing of how rare a word is
    seen = Counter(gram for row in written for gram in found[row])
    kept = sorted((gram for gram, count in seen.items() if count >= LEAST), key=_spelled)
    vocabulary = {gram: place for place, gram in enumerate(kept)}
    rarity = np.array([log((1 + len(written)) / (1 + seen[gram])) + 1 for gram in vocabulary])
    trait_rarity = _trait_rarity([data.traits[rows[row]][0] for row in written], len(names))
    shared = [rows_of([data.traits[row][part] for row in rows], trait_rarity, scale) for part, scale in enumerate(TRAITS)]
    matrix = hstack([rows_of([[vocabulary[gram] for gram in one if gram in vocabulary] for one in found], rarity), *shared]).tocsr()
    weights = np.zeros((matrix.shape[1], len(OUTPUTS)))
    bias = np.full(len(OUTPUTS), -1.0)
    judged, asked = np.flatnonzero(data.ids[rows]), np.flatnonzero(data.asks[rows])
    of_ids, of_asks = matrix[judged], matrix[asked]
    of_id = [(of_ids, data.truth[rows[judged], column], share[judged], HOLD) for column in range(len(IDS))]
    of_ask = [(of_asks, data.truth[rows[asked], len(IDS) + place], share[asked], HOLD_ASK) for place in range(len(ASKS))]
    *fitted, stages = Parallel(n_jobs=-1)(
        delayed(_separated)(*one) for one in (*of_id, *of_ask, (of_ids, data.stage[rows[judged]], share[judged], HOLD_STAGE))
    )
    for column, one in enumerate(fitted):
        if one is not None:
            weights[:, column], bias[column] = one.coef_[0], one.intercept_[0]
    staged = len(IDS) + len(ASKS) + stages.classes_
    weights[:, staged] = stages.coef_.T
    bias[staged] = stages.intercept_
    of_grams, of_traits = np.split(weights, [len(vocabulary)])
    by_part = np.split(of_traits, len(TRAITS))
    telling = _telling(kept, seen, of_grams[:, : len(IDS) + len(ASKS)] * rarity[:, None])
    return Sentences(
        [kept[row] for row in telling],
        Weights(of_grams[telling] * rarity[telling, None], rarity[telling] ** 2),
        names,
        Weights(np.hstack([part * (trait_rarity * scale)[:, None] for part, scale in zip(by_part, TRAITS, strict=True)]), trait_rarity**2),
        bias,
    )


def _separated(design: csr_matrix, truth: NDArray[Any], share: Floats, hold: float) -> LinearSVC | None:
    """What tells these sentences apart; None where hardly any shows it."""
    # Dual: where there are more sentences than words and runs, what is chosen by itself is the other way, and takes ten times as long.
    return LinearSVC(C=hold, dual=True, random_state=0).fit(design, truth, share) if np.count_nonzero(truth) >= LEAST_SHOWN else None


def _telling(kept: Sequence[Gram], seen: Mapping[Gram, int], weights: Floats) -> list[int]:
    """The rows of the grams that say most of the ids and asks, with the pairs that triples are made of (a triple is looked up through its
    pairs) and the words of all runs (a run is told by the numbers of its words)."""
    row_of = {gram: row for row, gram in enumerate(kept)}
    told = set(most_telling(weights, np.array([seen[gram] for gram in kept]))[:GRAMS].tolist())
    runs = [gram for row in told if not isinstance(gram := kept[row], str)]
    told |= {row_of[pair] for run in runs if len(run) == 3 for pair in (run[:2], run[1:])}
    return sorted(told | {row_of[word] for run in runs for word in run})


def grams(spelled: Sequence[str]) -> set[Gram]:
    """Every run of one to three words of one sentence, as bot.core.trained.grams.Grams finds them: figures are what they are like."""
    words = [("#" if len(word) == 1 else "##") if word[0].isdigit() else word for word in spelled]
    after = words[1:]
    return {*words, *zip(words, after, strict=False), *zip(words, after, words[2:], strict=False)}


def _spelled(gram: Gram) -> str:
    return gram if isinstance(gram, str) else " ".join(gram)


def _trait_rarity(found: Sequence[frozenset[int]], width: int) -> NDArray[np.float64]:
    counts = np.bincount([column for one in found for column in one], minlength=width)
    return np.where(counts >= LEAST_TRAIT, np.log((1 + len(found)) / (1 + counts)) + 1, 0.0)


def _columns(seen: Seen, column_of: Mapping[tuple[int, int], int]) -> frozenset[int]:
    """The columns of one sentence's traits."""
    out: set[int | None] = set()
    for groups, left in seen:
        bits = left
        while bits:
            low = bits & -bits
            bits ^= low
            out.update([column_of.get((group, low)) for group in groups])
    return frozenset(column for column in out if column is not None)


Span = tuple[int, int, frozenset[str], str]
Change = tuple[int, int, int, int]


def units_labelled() -> dict[str, list[Span]]:
    """answer id -> (start, end, ids, stage letter) of every unit; the offsets stand in the file."""
    out: dict[str, list[Span]] = {}
    for path in sorted((HOME / "train").glob("*-units.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            evidence = raw["evidence"]
            out[raw["id"]] = [
                (start, end, frozenset(evidence.get(str(number), ())), letter)
                for number, ((start, end), letter) in enumerate(zip(raw["spans"], raw["stages"], strict=True))
            ]
    return out


def _story(raw: Mapping[str, Any]) -> list[Span]:
    """A story's units with the asks they show (tests/corpus/README.md)."""
    out: list[Span] = []
    start = 0
    for number, unit in enumerate(raw["units"], 1):
        shown = frozenset(ask for ask, shows in raw["asks"].items() if number in shows)
        out.append((start, start + len(unit), shown, "N"))
        start += len(unit) + 1
    return out


def _with_asks(spans: Sequence[Span], asks: Mapping[str, Sequence[int]]) -> list[Span]:
    """The units with the asks they show in place of ids."""
    return [
        (start, end, frozenset(ask for ask, units in asks.items() if number in units), letter)
        for number, (start, end, _, letter) in enumerate(spans, 1)
    ]


def overlapping(spans: Sequence[Span], place: tuple[int, int]) -> tuple[frozenset[str], str]:
    """The ids of every unit that shares a good part with this place, and the stage of the one that shares most."""
    ids: frozenset[str] = frozenset()
    most, letter = 0, "N"
    for start, end, shown, stage in spans:
        shared = min(end, place[1]) - max(start, place[0])
        if shared * 2 >= min(end - start, place[1] - place[0]) and shared > 0:
            ids |= shown
        if shared > most:
            most, letter = shared, stage
    return ids, letter


def moves(text: str) -> list[Change]:
    """Where the sentences of a text told from its end stand: (start, end) in it and (start, end) in the text as it was written."""
    out: list[Change] = []
    at = 0
    for start, end in turned_order(text):
        out.append((at, at + end - start, start, end))
        at += end - start + 1
    return out


def as_written(moved: Sequence[Change], span: tuple[int, int]) -> tuple[int, int]:
    """Where a place in a text told from its end stood; where nothing moved, where it is."""
    by = next((old - start for start, end, old, _ in moved if start <= span[0] < end), 0)
    return span[0] + by, span[1] + by


def _changes(example: Example, base: str) -> list[Change]:
    """Where the changed answer differs: (start, end) in it and (start, end) in the answer that was changed, in order."""
    places = sorted((base.index(old), old, new) for old, new in example.raw["edits"] if base.count(old) == 1)
    out: list[Change] = []
    moved = 0
    for start, old, new in places:
        out.append((start + moved, start + moved + len(new), start, start + len(old)))
        moved += len(new) - len(old)
    return out


def _before(changes: Sequence[Change], place: int, end: int) -> int:
    """The place in the answer as it was, for one in the changed answer; inside a change its start (end: 0) or its end (end: 1)."""
    moved = 0
    for start, stop, old_start, old_stop in changes:
        if place < start:
            break
        if place <= stop:
            return old_stop if end else old_start
        moved = old_stop - stop
    return place + moved


def _stage(name: str) -> int:
    return list(STAGES).index(name) if name in STAGES else len(STAGES)
