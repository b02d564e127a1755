"""python -m benchmarks.train_judge: fits bot/rubric/trained.json and weights.json on the training split, and says what that is worth.

Every figure printed is out of hand: the hand that is measured was left out of the fit. The locked split is never read here.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.corpus import HOME, load
from benchmarks.fitting import CLIP, IDS, Table, fit_id, tabulate, usable
from benchmarks.leaning import Looks, Replies, fit_lean, fit_second_look, out_of_hand_looks, replies_of, reply_design
from benchmarks.measures import f1
from benchmarks.sentences import labelled, train
from benchmarks.voting import fit_bars, fit_replies, report
from bot.content.rubric import load_rubric, read_model, rubric_home
from bot.core.evidence import Evidence, agree, weigh
from bot.core.judge import about_disagreement
from bot.core.rubric import Rubric
from bot.core.vocabulary import FLAWS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry", action="store_true", help="measure only; write nothing")
    arguments = parser.parse_args()
    rubric = load_rubric(trained=False)
    table = tabulate(rubric, load("train", sentences=True))
    evidence = out_of_hand(rubric, table)
    weights = json.loads((rubric_home() / "weights.json").read_text(encoding="utf-8"))
    shifts = best_shifts(table, evidence)
    evidence = [{id: replace(found, odds=found.odds + shifts[id], shift=shifts[id]) for id, found in one.items()} for one in evidence]
    for one in evidence:
        settle(rubric, one)
    bars = fit_bars(rubric, table, evidence)
    second = replies_of(rubric, table, evidence)
    looks = out_of_hand_looks(second)
    print_ids(table, evidence, looks)
    replies = fit_replies(rubric, table, evidence, looks)
    report(rubric, table, evidence, looks)
    if arguments.dry:
        return
    weights["bars"], weights["bands"], weights["reply"] = bars.bars, bars.bands, replies
    (rubric_home() / "weights.json").write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    trained: dict[str, dict[str, Any]] = {id: fit_id(rubric, table, id, np.where(usable(rubric, table, id))[0]) for id in IDS}
    for id, fitted in trained.items():
        fitted["shift"] = shifts[id]
    write_sentences(rubric, table, second)
    (rubric_home() / "trained.json").write_text(json.dumps(trained, separators=(",", ":")) + "\n", encoding="utf-8")
    print("written: trained.json and weights.json, from", HOME.name)


def out_of_hand(rubric: Rubric, table: Table) -> list[dict[str, Evidence]]:
    """The evidence for every example, by models that never saw its hand."""
    out: list[dict[str, Evidence]] = [{} for _ in table.examples]
    hands = table.hands
    for hand in sorted(set(hands.tolist())):
        fitted = {}
        for id in IDS:
            rows = np.where(usable(rubric, table, id) & (hands != hand))[0]
            fitted[id] = fit_id(rubric, table, id, rows)
        held_out = replace(rubric, model=read_model(fitted, list(rubric.ids), None))
        for row in np.where(hands == hand)[0].tolist():
            example = table.examples[row]
            disagreement = example.kind == "sentence" or about_disagreement(rubric, example.asked)
            told = {id: float(table.told[row] @ np.array(one["told"])) for id, one in fitted.items()}
            out[row] = weigh(held_out, table.readings[row], example.asked, disagreement, told)
    return out


def best_shifts(table: Table, evidence: list[dict[str, Evidence]]) -> dict[str, float]:
    """What to add to each id's log-odds so that F1 over the openings is best, out of hand; halfway only, because rare ids would be fitted
    to a handful of answers."""
    rows = [row for row, example in enumerate(table.examples) if example.kind == "opening" and example.source == "base"]
    out: dict[str, float] = {}
    for id in IDS:
        truth = np.array([id in table.examples[row].ids for row in rows])
        odds = np.array([evidence[row][id].odds for row in rows])
        shifts = np.arange(-1.0, 2.6, 0.1)
        scores = [f1(int((truth & (odds + shift > 0)).sum()), int((odds + shift > 0).sum()), int(truth.sum())) for shift in shifts]
        smooth = np.convolve(np.nan_to_num(np.array(scores, float)), np.ones(5) / 5, mode="same")
        out[id] = round(float(shifts[int(smooth.argmax())]) * 0.7, 2)
    return out


def settle(rubric: Rubric, evidence: dict[str, Evidence]) -> None:
    """Takes back what contradicts something likelier, as the judge does."""
    odds = {id: found.odds for id, found in evidence.items()}
    agree(rubric, odds)
    evidence |= {id: replace(found, odds=odds[id]) for id, found in evidence.items()}


def write_sentences(rubric: Rubric, table: Table, replies: Replies) -> None:
    """The sentence model of all hands, a byte a weight: the weights of one output share one scale."""
    model = train(labelled(table.examples, table.readings))
    lean = fit_lean(table, *reply_design(rubric, table))
    look = fit_second_look(replies, np.ones(len(replies.rows), bool))
    scale = (np.maximum(np.abs(model.weights).max(axis=0), 1e-6) / 127).astype(np.float32)
    np.savez_compressed(
        rubric_home() / "sentences.npz",
        grams=np.frombuffer("\n".join(model.vocabulary).encode("utf-8"), np.uint8),
        weights=np.rint(model.weights / scale).astype(np.int8),
        scale=scale,
        rarity=model.rarity.astype(np.float16),
        places=model.places,
        bias=model.bias,
        told_mean=table.told_mean.astype(np.float32),
        told_spread=table.told_spread.astype(np.float32),
        clip=np.float32(CLIP),
        lean_mean=lean.mean.astype(np.float32),
        lean_spread=lean.spread.astype(np.float32),
        lean_weights=lean.weights.astype(np.float32),
        lean_bias=np.float32(lean.bias),
        reply_weights=look.weights.astype(np.float32),
        reply_own=look.own.astype(np.float32),
        reply_sought=look.sought.astype(np.float32),
        reply_both=look.both.astype(np.float32),
        reply_bias=look.bias.astype(np.float32),
    )


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


if __name__ == "__main__":
    main()
