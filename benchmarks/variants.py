"""python -m benchmarks.variants [--curve]: what each layer of the judge is worth, measured on the locked split.

Each variant is fitted on the training split and written to a rubric of its own, which is loaded as the shipped one is. With `--curve` the
whole judge is fitted on two, four, eight, ... training hands instead: the learning curve. Printed are tables for docs/judging.md.
Takes some minutes for each line.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from benchmarks.agreement import STEPS
from benchmarks.balance import balanced, training_split
from benchmarks.corpus import Example, hands, load, with_turned
from benchmarks.fitting import tabulate
from benchmarks.measures import auc, f1, rank_correlation, weighted_kappa
from benchmarks.train_judge import fit, write
from bot.content.rubric import load_rubric, rubric_home
from bot.core.judge import judge
from bot.core.vocabulary import FLAWS, HIRE_SIDE, SIGNALS
from bot.core.vote.rubric import Rubric


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--curve", action="store_true", help="the learning curve instead of the variants")
    arguments = parser.parse_args()
    locked = load("locked")
    print("| variant | side | AUC | kappa | rank | replies | flaws F1 | signals F1 | pairs right way |\n| --- " + "| ---: " * 8 + "|")
    for name, rubric in curve() if arguments.curve else variants():
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in measured(rubric, locked)) + " |", flush=True)


def variants() -> Iterator[tuple[str, Rubric]]:
    by_hand = load_rubric(trained=False)
    yield (
        "rules and points by hand",
        replace(_by_hand(by_hand), reply_weights=by_hand.hand_reply),
    )
    trained = fitted_on(training_split())
    yield "trained sentences, points by hand", _by_hand(trained)
    yield "trained sentences, points by ordinal regression", replace(trained, line=trained.bars)
    yield "the same, the hire side by a line of its own", trained


def _by_hand(rubric: Rubric) -> Rubric:
    """The same, whose points are as people set them."""
    return replace(rubric, bars=rubric.hand_bars, bands=rubric.verdict_scores, line=rubric.hand_bars)


def curve() -> Iterator[tuple[str, Rubric]]:
    """Twice as many training hands each time, up to half of them all, in an order that says nothing of when they were written."""
    everyone = sorted(hands("train"), key=lambda hand: sha256(hand.encode()).digest())
    examples = with_turned(load("train", sentences=True))
    for count in (2**power for power in range(1, (len(everyone) // 2).bit_length())):
        kept = [one for one in examples if one.hand in everyone[:count]]
        answers = sum(one.kind != "sentence" and one.source == "base" for one in kept)
        yield f"{count} hands, {answers} answers", fitted_on(balanced(kept))


def fitted_on(examples: list[Example]) -> Rubric:
    by_hand = load_rubric(trained=False)
    fitted = fit(by_hand, tabulate(by_hand, examples))
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "rubric"
        shutil.copytree(rubric_home(), home)
        write(fitted, home)
        return load_rubric(home=home)


def measured(rubric: Rubric, examples: list[Example]) -> tuple[float, ...]:
    """Side, AUC, kappa, rank correlation, replies, flaws' and signals' micro-F1 on openings, pairs that move the right way."""
    found = {one.id: judge(rubric, one.asked, one.text) for one in examples}
    openings = [one for one in examples if one.kind == "opening" and one.source == "base"]
    replies = [one for one in examples if one.kind == "reply" and one.source == "base"]
    pairs = [one for one in examples if one.source == "pair" and one.moves != "same"]
    truth = np.array([STEPS[one.verdict] for one in openings])
    given = np.array([STEPS[found[one.id].verdict] for one in openings])
    score = np.array([found[one.id].score for one in openings])
    moved = [(found[one.id].score - found[one.base_id].score) * (1 if one.moves == "up" else -1) > 0 for one in pairs]
    counts = [
        f1(
            sum(len(one.ids & found[one.id].ids & group) for one in openings),
            sum(len(found[one.id].ids & group) for one in openings),
            sum(len(one.ids & group) for one in openings),
        )
        for group in (frozenset(FLAWS), frozenset(SIGNALS))
    ]
    return (
        float(np.mean([(one.verdict in HIRE_SIDE) == found[one.id].hire_side for one in openings])),
        auc(truth >= STEPS["hire"], score),
        weighted_kappa(truth, given, 4),
        rank_correlation(score, truth.astype(float)),
        float(np.mean([found[one.id].leans == one.leans for one in replies])),
        *counts,
        float(np.mean(moved)),
    )


if __name__ == "__main__":
    main()
