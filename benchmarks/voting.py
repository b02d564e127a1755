"""Fits the vote: the points of each finding, the bands, the hire line, the reply model; reports how well votes agree with labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import TOLD_FROM_ITS_END, Example, folds
from benchmarks.fitting import IDS, SHARES, Table, logistic
from benchmarks.leaning import Looks, out_of_hand_leans
from benchmarks.measures import auc, rank_correlation, weighted_kappa
from benchmarks.ordinal import LINE, VOTE, Ordinal, fit_ordinal
from bot.core.vocabulary import HIRE_SIDE, LEVELS
from bot.core.vote.evidence import Evidence
from bot.core.vote.reply import reply_evidence, reply_features, reply_score
from bot.core.vote.rubric import Rubric
from bot.core.vote.scoring import decide

Floats = NDArray[np.float64]
VERDICTS = ("insufficient_evidence", "no_hire", "leaning_no_hire", "hire", "strong_hire")
HIRE = VERDICTS.index("hire") - 1  # the cut below it
POINTS = 8.0  # points of the rubric sum for one of log-odds


@dataclass(frozen=True, slots=True)
class Bars:
    bars: dict[str, Any]
    bands: dict[str, float]
    line: dict[str, Any]


def opening_rows(table: Table) -> list[int]:
    """The openings that the vote is fitted on: all but those that were only turned round, which say the same again."""
    return [row for row, example in enumerate(table.examples) if example.kind == "opening" and example.source in {"base", "pair"}]


def _design(rubric: Rubric, table: Table, evidence: list[dict[str, Evidence]], rows: list[int]) -> Floats:
    """likelihood x principle factor x level ratio for each id."""
    base = rubric.hand_bars["sde2"]
    design = np.zeros((len(rows), len(IDS)))
    for place, row in enumerate(rows):
        asked = table.examples[row].asked
        bar = rubric.hand_bars[asked.level]
        factors = rubric.principle_weights[asked.principle]
        for column, id in enumerate(IDS):
            ratio = bar.weights[id] / base.weights[id]
            design[place, column] = evidence[row][id].likely * factors.get(id, 1.0) * ratio
    return design


def bars_of(rubric: Rubric, start: float, found: Ordinal) -> dict[str, Any]:
    """The bars of all levels, in points."""
    base = rubric.hand_bars["sde2"]
    out: dict[str, Any] = {}
    for level in LEVELS:
        bar = rubric.hand_bars[level]
        out[level] = {
            "start": round(start + POINTS * found.offsets[level], 2),
            "weights": {
                id: round(float(POINTS * found.weights[column] * bar.weights[id] / base.weights[id]), 2) for column, id in enumerate(IDS)
            },
        }
    return out


def fit_bars(rubric: Rubric, table: Table, evidence: list[dict[str, Evidence]]) -> Bars:
    rows = opening_rows(table)
    examples = [table.examples[row] for row in rows]
    design = _design(rubric, table, evidence, rows)
    labels = (
        np.array([VERDICTS.index(example.verdict) for example in examples]),
        np.array([example.asked.level for example in examples]),
        np.array([rubric.hand_bars["sde2"].weights[id] for id in IDS]),
        np.array([SHARES[example.source] * example.counts for example in examples]),
        np.array([example.source == "base" for example in examples]),
        _steps(design, examples),
    )
    vote, line = fit_ordinal(design, *labels, VOTE), fit_ordinal(design, *labels, LINE)
    start, line_start = (rubric.verdict_scores["hire"] - POINTS * float(found.cuts[HIRE]) for found in (vote, line))
    cuts = {name: round(start + POINTS * float(cut), 2) for name, cut in zip(VERDICTS[1:], vote.cuts, strict=True)}
    return Bars(bars_of(rubric, start, vote), cuts, bars_of(rubric, line_start, line))


def _steps(design: Floats, examples: Sequence[Example]) -> Floats:
    """What each minimal pair changed, turned so that the answer gets better by it."""
    row_of = {example.id: row for row, example in enumerate(examples)}
    out = [
        (design[row] - design[row_of[example.base_id]]) * (1.0 if example.moves == "up" else -1.0)
        for row, example in enumerate(examples)
        if example.moves in {"up", "down"} and example.base_id in row_of
    ]
    return np.array(out).reshape(len(out), design.shape[1])


def with_bars(rubric: Rubric, bars: Bars) -> Rubric:
    from bot.content.rubric import read_bars

    return replace(rubric, bars=read_bars(bars.bars), bands=bars.bands, line=read_bars(bars.line))


def fit_replies(
    rubric: Rubric, table: Table, evidence: list[dict[str, Evidence]], looks: Looks, leave: Sequence[str] = ()
) -> dict[str, float]:
    """Logistic regression of the leaning, held to the hand-set weights."""
    rows = [r for r, e in enumerate(table.examples) if e.kind == "reply" and e.source == "base" and e.hand not in leave]
    names = [name for name in rubric.hand_reply if name != "bias"]
    design = np.zeros((len(rows), len(names) + 1))
    for place, row in enumerate(rows):
        asked = table.examples[row].asked
        found = reply_features(
            rubric, table.readings[row], asked, reply_evidence(rubric, table.readings[row], asked, evidence[row], looks[row])
        )
        design[place] = [1.0, *(found.get(name, 0.0) for name in names)]
    truth = np.array([float(table.examples[row].leans == "strong") for row in rows])
    hand = np.array([rubric.hand_reply["bias"], *(rubric.hand_reply[name] for name in names)])
    hold = np.full(len(hand), 0.8)
    hold[0] = 0.1
    spread = 1 / np.sqrt(hold)
    weights = hand + spread * logistic(design * spread, truth, np.ones(len(rows)), design @ hand)
    return {name: round(float(value), 3) for name, value in zip(["bias", *names], weights, strict=True)}


def report(rubric: Rubric, table: Table, evidence: list[dict[str, Evidence]], looks: Looks) -> list[tuple[int, str, float]]:
    """Votes with bars fitted without the hand that is measured; prints the agreement and returns (row, verdict, score)."""
    votes: list[tuple[int, str, float]] = []
    leanings: list[bool] = []
    learned = out_of_hand_leans(rubric, table)
    for group in folds(table.hands.tolist()):
        left = np.isin(table.hands, group)
        kept = np.where(~left)[0].tolist()
        part = replace_rows(table, kept)
        fitted = with_bars(rubric, fit_bars(rubric, part, [evidence[row] for row in kept]))
        fitted = replace(fitted, reply_weights=fit_replies(rubric, table, evidence, looks, leave=group))
        for row in np.where(left)[0].tolist():
            example = table.examples[row]
            if example.kind == "opening":
                score, verdict = decide(
                    fitted, example.asked.principle, example.asked.level, evidence[row], table.readings[row], example.asked
                )
                votes.append((row, verdict, score))
            elif example.kind == "reply":
                found = reply_evidence(fitted, table.readings[row], example.asked, evidence[row], looks[row])
                _, leans = reply_score(fitted, table.readings[row], example.asked, found, learned[row])
                if example.source == "base":
                    leanings.append(leans == example.leans)
    _print(table, votes)
    shown = [
        (evidence[row][id].odds > 0) == (id in example.appears)
        for row, example in enumerate(table.examples)
        if example.source == "pair" and example.kind == "opening"
        for id in (*example.appears, *example.goes)
    ]
    print(f"pairs: {np.mean(shown):.3f} of {len(shown)} flaws and signals concerned appear or go")
    print(f"replies: {np.mean(leanings):.3f} of {len(leanings)} lean the right way")
    return votes


def _print(table: Table, votes: list[tuple[int, str, float]]) -> None:
    base = [(row, verdict, score) for row, verdict, score in votes if table.examples[row].source == "base"]
    truth = np.array([VERDICTS.index(table.examples[row].verdict) for row, _, _ in base])
    given = np.array([VERDICTS.index(verdict) for _, verdict, _ in base])
    scores = np.array([score for _, _, score in base])
    side = truth >= 3
    print(f"openings: side {np.mean(side == (given >= 3)):.3f}, AUC {auc(side, scores):.3f}, exact {np.mean(truth == given):.3f}, "
          f"kappa {weighted_kappa(np.maximum(truth, 1) - 1, np.maximum(given, 1) - 1, 4):.3f}, "
          f"rank correlation {rank_correlation(scores, truth.astype(float)):.3f}")  # fmt: skip
    by_id = {table.examples[row].id: score for row, _, score in votes}
    moved = [
        (by_id[example.id] - by_id[example.base_id]) * (1 if example.moves == "up" else -1)
        for example in table.examples
        if example.source == "pair" and example.kind == "opening" and example.moves != "same"
    ]
    print(f"pairs: {np.mean(np.array(moved) > 0):.3f} of {len(moved)} move the right way")
    same = [
        (table.examples[row].verdict in HIRE_SIDE) == (verdict in HIRE_SIDE)
        for row, verdict, _ in votes
        if table.examples[row].source == "pair" and table.examples[row].moves == "same"
    ]
    print(f"unchanged pairs on the right side: {np.mean(same):.3f} of {len(same)}")
    sides = {table.examples[row].id: verdict in HIRE_SIDE for row, verdict, _ in votes}
    turned = [sides[id] == sides[id.removesuffix(TOLD_FROM_ITS_END)] for id in sides if id.endswith(TOLD_FROM_ITS_END)]
    if turned:
        print(f"told from its end, the same side: {np.mean(turned):.3f} of {len(turned)}")


def replace_rows(table: Table, rows: list[int]) -> Table:
    pick = np.array(rows)
    return Table(
        [table.examples[row] for row in rows],
        table.told[pick], table.raw_told[pick], table.told_mean, table.told_spread, table.ask_weights,
        table.kinds[pick], [table.readings[row] for row in rows], [table.seen[row] for row in rows],
    )  # fmt: skip
