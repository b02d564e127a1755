"""python -m benchmarks.quoting: how often the sentence that is quoted for a flaw or signal is one that people labelled with it.

Out of hand: the hand that is looked at was left out when the sentence model was fitted (with others, in five groups). Counted are the flaws
and signals that an answer deserves and that some of its sentences were labelled with; absences have no words to quote. Takes about fifteen
minutes.
"""

from __future__ import annotations

import argparse
from collections import Counter

from benchmarks.corpus import load, with_turned
from benchmarks.fitting import read, sentence_models
from benchmarks.sentences import overlapping, units_labelled
from bot.content.rubric import load_rubric
from bot.core.trained.grams import IDS
from bot.core.vote.evidence import loudest


def main() -> None:
    argparse.ArgumentParser(
        prog="python -m benchmarks.quoting", description="How well quotes are chosen; takes a quarter of an hour."
    ).parse_args()
    rubric = load_rubric(trained=False)
    examples = with_turned(load("train", sentences=True))
    readings, seen = read(rubric, examples)
    models, units = sentence_models(rubric, examples, readings, seen), units_labelled()
    quoted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for example, reading, traits in zip(examples, readings, seen, strict=True):
        if example.source != "base" or example.id not in units:
            continue
        spans, scores = units[example.id], models[example.hand].scores(reading.tokens, traits)
        told = frozenset().union(*(shown for _, _, shown, _ in spans))
        for id in sorted(example.ids & told):
            sentence = reading.tokens.sentences[loudest(scores, IDS.index(id))]
            quoted[id] += 1
            right[id] += id in overlapping(spans, reading.span(*sentence))[0]
    for id in IDS:
        if quoted[id]:
            print(f"{id:22s} {right[id] / quoted[id]:.3f} of {quoted[id]}")
    print(f"all of them: {right.total() / quoted.total():.3f} of {quoted.total()} quote a sentence that shows it")


if __name__ == "__main__":
    main()
