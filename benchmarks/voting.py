"""Fits the vote: the points of each finding, the bands, and the reply model; reports how well the votes agree with the labels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.fitting import IDS, Table
from benchmarks.leaning import Looks, out_of_hand_leans
from benchmarks.measures import auc, rank_correlation, weighted_kappa
from bot.core.evidence import Evidence
from bot.core.reply import reply_evidence, reply_features, reply_score
from bot.core.rubric import Rubric
from bot.core.scoring import decide
from bot.core.vocabulary import HIRE_SIDE, LEVELS, SIGNALS

Floats = NDArray[np.float64]
VERDICTS = ("insufficient_evidence", "no_hire", "leaning_no_hire", "hire", "strong_hire")
TARGETS = {"insufficient_evidence": 4.0, "no_hire": 22.0, "leaning_no_hire": 45.0, "hire": 67.0, "strong_hire": 89.0}
HOLD = 0.6  # how hard a weight is held to the one set by hand, against points squared


@dataclass(frozen=True, slots=True)
class Bars:
    bars: dict[str, Any]
    bands: dict[str, float]


def opening_rows(table: Table) -> list[int]:
    return [row for row, example in enumerate(table.examples) if example.kind == "opening"]


def _design(rubric: Rubric, table: Table, evidence: list[dict[str, Evidence]], rows: list[int]) -> tuple[Floats, Floats]:
    """likelihood x principle factor x level ratio for each id, and each row's level offset of the start."""
    base = rubric.hand_bars["sde2"]
    design = np.zeros((len(rows), len(IDS)))
    start = np.zeros(len(rows))
    for place, row in enumerate(rows):
        asked = table.examples[row].asked
        bar = rubric.hand_bars[asked.level]
        start[place] = bar.start - base.start
        factors = rubric.principle_weights[asked.principle]
        for column, id in enumerate(IDS):
            ratio = bar.weights[id] / base.weights[id]
            design[place, column] = evidence[row][id].likely * factors.get(id, 1.0) * ratio
    return design, start


def fit_weights(rubric: Rubric, table: Table, evidence: list[dict[str, Evidence]], rows: list[int]) -> tuple[float, Floats]:
    """The base start and weights: least squares to the verdicts' middles, held to the hand-set weights, signs kept."""
    design, offset = _design(rubric, table, evidence, rows)
    hand = np.array([rubric.hand_bars["sde2"].weights[id] for id in IDS])
    sign = np.array([1.0 if id in SIGNALS else -1.0 for id in IDS])
    target = np.array([TARGETS[table.examples[row].verdict] for row in rows]) - offset
    share = np.array([0.6 if table.examples[row].source == "pair" else 1.0 for row in rows])
    weights, start = hand.copy(), rubric.hand_bars["sde2"].start
    step = 1.0 / (np.linalg.norm(design * np.sqrt(share)[:, None], 2) ** 2 + HOLD * len(rows) / 10)
    for _ in range(4000):
        gap = design @ weights + start - target
        start -= float((share * gap).sum() / share.sum())
        gap = design @ weights + start - target
        weights = weights - step * (design.T @ (share * gap) + HOLD * len(rows) / 10 * (weights - hand))
        weights = sign * np.maximum(sign * weights, 0.2)
    return start, weights


def bars_of(rubric: Rubric, start: float, weights: Floats) -> dict[str, Any]:
    base = rubric.hand_bars["sde2"]
    out: dict[str, Any] = {}
    for level in LEVELS:
        bar = rubric.hand_bars[level]
        out[level] = {
            "start": round(start + bar.start - base.start, 2),
            "weights": {id: round(float(weights[column] * bar.weights[id] / base.weights[id]), 2) for column, id in enumerate(IDS)},
        }
    return out


def fit_bands(raw: Floats, truth: NDArray[np.int64], share: Floats) -> list[float]:
    """The cuts between the verdicts on the raw sum: each the one that puts the fewest on its wrong side, the middle of all such."""
    out = []
    for cut in range(1, len(VERDICTS)):
        candidates = np.sort(raw)
        middles = (candidates[1:] + candidates[:-1]) / 2
        # errors on both sides weigh the same whatever their numbers
        above, below = truth >= cut, truth < cut
        cost = np.array([
            (share * (above & (raw < middle))).sum() / max(1e-9, share[above].sum()) ** 0.5
            + (share * (below & (raw >= middle))).sum() / max(1e-9, share[below].sum()) ** 0.5
            for middle in middles
        ])  # fmt: skip
        best = middles[cost <= cost.min() + 0.15]
        out.append(float(np.median(best)))
    return out


def fit_bars(rubric: Rubric, table: Table, evidence: list[dict[str, Evidence]]) -> Bars:
    rows = opening_rows(table)
    start, weights = fit_weights(rubric, table, evidence, rows)
    design, offset = _design(rubric, table, evidence, rows)
    raw = design @ weights + start + offset
    truth = np.array([VERDICTS.index(table.examples[row].verdict) for row in rows])
    share = np.array([0.6 if table.examples[row].source == "pair" else 1.0 for row in rows])
    cuts = fit_bands(raw, truth, share)
    return Bars(bars_of(rubric, start, weights), dict(zip(VERDICTS[1:], [round(cut, 2) for cut in cuts], strict=True)))


def with_bars(rubric: Rubric, bars: Bars) -> Rubric:
    from bot.content.rubric import read_bars

    return replace(rubric, bars=read_bars(bars.bars), bands=bars.bands)


def fit_replies(
    rubric: Rubric, table: Table, evidence: list[dict[str, Evidence]], looks: Looks, leave: str | None = None
) -> dict[str, float]:
    """Logistic regression of the leaning, held to the hand-set weights."""
    rows = [r for r, e in enumerate(table.examples) if e.kind == "reply" and e.source == "base" and e.hand != leave]
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
    weights = hand.copy()
    for _ in range(50):
        likely = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (likely - truth) + hold * (weights - hand)
        curve = (design * (likely * (1 - likely))[:, None]).T @ design + np.diag(hold)
        weights = weights - np.linalg.solve(curve, gradient)
    return {name: round(float(value), 3) for name, value in zip(["bias", *names], weights, strict=True)}


def report(rubric: Rubric, table: Table, evidence: list[dict[str, Evidence]], looks: Looks) -> list[tuple[int, str, float]]:
    """Votes with bars fitted without the hand that is measured; prints the agreement and returns (row, verdict, score)."""
    votes: list[tuple[int, str, float]] = []
    leanings: list[bool] = []
    hands = sorted(set(table.hands.tolist()))
    learned = out_of_hand_leans(rubric, table)
    for hand in hands:
        kept = [row for row in range(len(table.examples)) if table.examples[row].hand != hand]
        part = replace_rows(table, kept)
        fitted = with_bars(rubric, fit_bars(rubric, part, [evidence[row] for row in kept]))
        fitted = replace(fitted, reply_weights=fit_replies(rubric, table, evidence, looks, leave=hand))
        for row in np.where(table.hands == hand)[0].tolist():
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


def replace_rows(table: Table, rows: list[int]) -> Table:
    pick = np.array(rows)
    return Table(
        [table.examples[row] for row in rows], table.names, table.traits[pick], table.mean, table.spread,
        table.told[pick], table.raw_told[pick], table.told_mean, table.told_spread,
        {id: values[pick] for id, values in table.strengths.items()}, table.odds[pick], {id: v[pick] for id, v in table.own.items()},
        table.kinds[pick], [table.readings[row] for row in rows],
    )  # fmt: skip
