"""python -m benchmarks.train_judge: fits the judge on the training split (trained.json, weights.json, probing.json and sentences.bin in
bot/rubric), and says what that is worth.

Every figure printed is out of hand: the hand that is measured was left out of the fit (with others, in five groups). The locked split
is never read here.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import probing
from benchmarks.accuracy import MIDDLES, print_error, print_form
from benchmarks.balance import training_split
from benchmarks.corpus import HOME, Example, folds
from benchmarks.fitting import IDS, Table, about_questions, fit_id, tabulate, usable
from benchmarks.leaning import Looks, Replies, fit_lean, fit_second_look, out_of_hand_looks, replies_of, reply_design
from benchmarks.measures import f1
from benchmarks.packing import linear_sections, sections_of, topic_sections
from benchmarks.reply_words import train as train_words
from benchmarks.sentences import labelled, train
from benchmarks.voting import fit_bars, fit_replies, report
from bot.content.rubric import load_rubric, read_asking, rubric_home
from bot.content.sections import from_floats, write_sections
from bot.content.trained import FILE, build_grams, read_model
from bot.core.judge import about_disagreement
from bot.core.vocabulary import FLAWS, HIRE_SIDE, SIGNALS
from bot.core.vote.evidence import Evidence, odds_of, settled
from bot.core.vote.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Fitted:
    """What training found: the vote's weights (weights.json), each id's sum (trained.json) and the sections of sentences.bin; and the
    evidence it was fitted on, out of hand."""

    weights: dict[str, Any]
    trained: dict[str, dict[str, Any]]
    sections: dict[str, bytes]
    evidence: list[dict[str, Evidence]]
    looks: Looks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry", action="store_true", help="measure only; write nothing")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N votes furthest from their label, out of hand")
    arguments = parser.parse_args()
    rubric = load_rubric(trained=False)
    table = tabulate(rubric, training_split())
    fitted = fit(rubric, table)
    print_ids(table, fitted.evidence, fitted.looks)
    votes = report(rubric, table, fitted.evidence, fitted.looks)
    base = [(table.examples[row], score) for row, _, score in votes if table.examples[row].source == "base"]
    print_form(*zip(*base, strict=True))
    print_worst(table, fitted.evidence, votes, arguments.errors)
    probes = probing.listed_of(table.examples, fitted.evidence, votes)
    probing.report(probes)
    if not arguments.dry:
        write(fitted, rubric_home())
        write_probing(probing.fit(probes), rubric_home())
        print("written: trained.json, weights.json, probing.json and sentences.bin, from", HOME.name)


def fit(rubric: Rubric, table: Table) -> Fitted:
    """The trained layer and the vote, from a table of the training split read by an untrained rubric."""
    odds = out_of_hand(rubric, table)
    shifts = best_shifts(table, odds) | shifts_of_caps(rubric)
    evidence = [settled(rubric, {id: value + shifts[id] for id, value in one.items()}, shifts) for one in odds]
    bars = fit_bars(rubric, table, evidence)
    second = replies_of(rubric, table, evidence)
    looks = out_of_hand_looks(second)
    replies = fit_replies(rubric, table, evidence, looks)
    trained: dict[str, dict[str, Any]] = {
        id: fit_id(table, id, np.where(usable(rubric, table, id))[0]) | {"shift": shifts[id]} for id in IDS
    }
    weights = {"bars": bars.bars, "bands": bars.bands, "line": bars.line, "usual": usual(table.examples), "reply": replies}
    return Fitted(weights, trained, sections(rubric, table, second), evidence, looks)


def usual(examples: Sequence[Example]) -> dict[str, float]:
    """Each signal's share of the openings whose label is on the hire side."""
    hired = [one for one in examples if one.kind == "opening" and one.source == "base" and one.verdict in HIRE_SIDE]
    return {id: round(sum(id in one.ids for one in hired) / len(hired), 3) for id in SIGNALS}


def write(fitted: Fitted, home: Path) -> None:
    """Puts what was fitted where `load_rubric` looks for it."""
    weights = json.loads((home / "weights.json").read_text(encoding="utf-8")) | fitted.weights
    (home / "weights.json").write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    (home / "trained.json").write_text(json.dumps(fitted.trained, separators=(",", ":")) + "\n", encoding="utf-8")
    write_sections(home / FILE, fitted.sections)


def write_probing(worth: probing.Worth, home: Path) -> None:
    (home / "probing.json").write_text(json.dumps(worth.to_data(), separators=(",", ":")) + "\n", encoding="utf-8")


def out_of_hand(rubric: Rubric, table: Table) -> list[dict[str, float]]:
    """The log-odds of every example, by models that never saw its hand, before they are held against each other."""
    out: list[dict[str, float]] = [{} for _ in table.examples]
    asking = read_asking(rubric_home())
    hands = table.hands
    for group in folds(hands.tolist()):
        left = np.isin(hands, group)
        fitted = {}
        for id in IDS:
            rows = np.where(usable(rubric, table, id) & ~left)[0]
            fitted[id] = fit_id(table, id, rows)
        held_out = replace(rubric, model=read_model(fitted, None, None, asking, rubric.traits.places()))
        for row in np.where(left)[0].tolist():
            example = table.examples[row]
            disagreement = example.kind == "sentence" or about_disagreement(rubric, example.asked)
            told = {id: float(table.told[row] @ np.array(one["told"])) for id, one in fitted.items()}
            out[row] = odds_of(held_out, table.readings[row], example.asked, disagreement, told)
    return out


# What came or went with the one change of a minimal pair counts as much as so many answers: there the finding itself is asked for.
PAIRED = 1.5


def best_shifts(table: Table, odds_of_all: list[dict[str, float]]) -> dict[str, float]:
    """What to add to each id's log-odds so that openings are told best by it, out of hand: their F1, as if of so many answers as have the
    id, and the minimal pairs in which it came or went as it should. Most of the way only, because rare ids would be fitted to a handful of
    answers."""
    rows = [row for row, example in enumerate(table.examples) if example.kind == "opening" and example.source == "base"]
    changed = [row for row, example in enumerate(table.examples) if example.kind == "opening" and example.source == "pair"]
    shifts = np.arange(-1.0, 2.6, 0.1)
    out: dict[str, float] = {}
    for id in IDS:
        truth = np.array([id in table.examples[row].ids for row in rows])
        odds = np.array([odds_of_all[row][id] for row in rows])
        came = np.array([odds_of_all[row][id] for row in changed if id in table.examples[row].appears])
        went = np.array([odds_of_all[row][id] for row in changed if id in table.examples[row].goes])
        right = [_f1_of(truth, odds + one) * truth.sum() + PAIRED * ((came + one > 0).sum() + (went + one <= 0).sum()) for one in shifts]
        smooth = np.convolve(np.pad(right, 2, mode="edge"), np.ones(5) / 5, mode="valid")
        out[id] = round(float(shifts[int(smooth.argmax())]) * 0.7, 2)
    return out


def shifts_of_caps(rubric: Rubric) -> dict[str, float]:
    """The same for what holds an answer down before it is likelier than not (`between` in scoring.yaml): it is said from where it does."""
    return {cap.id: round(log(1 / cap.since - 1), 2) for cap in rubric.caps if cap.since < 0.5}


def _f1_of(truth: NDArray[np.bool_], odds: NDArray[np.float64]) -> float:
    said = odds > 0
    return float(np.nan_to_num(f1(int((truth & said).sum()), int(said.sum()), int(truth.sum()))))


def sections(rubric: Rubric, table: Table, replies: Replies) -> dict[str, bytes]:
    """sentences.bin, fitted on all hands."""
    places = rubric.traits.places()
    model = sections_of(train(labelled(table.examples, table.readings, table.seen, places), list(places)))
    lean = fit_lean(table, *reply_design(rubric, table))
    look = fit_second_look(replies, np.ones(len(replies.rows), bool))
    arrays = {
        "told_mean": table.told_mean,
        "told_spread": table.told_spread,
        "ask_weights": table.ask_weights,
        "lean_mean": lean.mean,
        "lean_spread": lean.spread,
        "lean_weights": lean.weights,
        "lean_bias": np.array([lean.bias]),
        "reply_weights": look.weights,
        "reply_own": look.own,
        "reply_sought": look.sought,
        "reply_both": look.both,
        "reply_said": look.said,
        "reply_bias": look.bias,
    }
    topics, asked = about_questions(table.examples, table.readings, build_grams(model))
    words = train_words(table.examples, table.readings)
    linear = topic_sections(topics) | linear_sections("question", asked) | linear_sections("replied", words)
    return model | linear | {name: from_floats(array.ravel().tolist()) for name, array in arrays.items()}


def print_ids(table: Table, evidence: list[dict[str, Evidence]], looks: Looks) -> None:
    """F1 by id, and micro, for openings and replies."""
    sums: dict[tuple[str, str], list[int]] = {}
    for id in IDS:
        line = []
        for kind in ("opening", "reply"):
            rows = [r for r, e in enumerate(table.examples) if e.kind == kind and e.source == "base"]
            truth = [id in table.examples[row].ids for row in rows]
            given = [(looks[row][id] if kind == "reply" else evidence[row][id].odds) > 0 for row in rows]
            counts = [sum(t and g for t, g in zip(truth, given, strict=True)), sum(given), sum(truth)]
            line.append(f"{f1(*counts):5.2f} of {sum(truth):3d}")
            total = sums.setdefault(("flaws" if id in FLAWS else "signals", kind), [0, 0, 0])
            for place, count in enumerate(counts):
                total[place] += count
        print(f"{id:22s} openings {line[0]}   replies {line[1]}")
    for (group, kind), counts in sums.items():
        print(f"micro-F1 of {group} in {kind}s: {f1(*counts):.3f}")


def print_worst(table: Table, evidence: list[dict[str, Evidence]], votes: list[tuple[int, str, float]], count: int) -> None:
    """The votes furthest from their label, with what was found and what was deserved."""
    written = [(row, verdict, score) for row, verdict, score in votes if table.examples[row].source == "base"]
    for row, verdict, score in sorted(written, key=lambda one: -abs(one[2] - MIDDLES[table.examples[one[0]].verdict]))[:count]:
        print_error(table.examples[row], verdict, score, frozenset(id for id, one in evidence[row].items() if one.odds > 0))


if __name__ == "__main__":
    main()
