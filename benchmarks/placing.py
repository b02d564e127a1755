"""python -m benchmarks.placing: how well the judge knows where in an answer something stands: whether the sentence that it quotes for a
flaw or signal is one that people labelled with it, and whether a sentence's stage is the one that people gave.

Out of hand: the hand that is looked at was left out when the sentence model was fitted (with others, in five groups). Quotes are counted
for the flaws and signals that an answer deserves and that some of its sentences were labelled with; absences have no words to quote.
Stages are counted by words, of the openings' sentences that belong to one. Takes about fifteen minutes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from benchmarks.balance import training_split
from benchmarks.corpus import Example
from benchmarks.fitting import models_out_of_hand, read
from benchmarks.sentences import LETTERS, Span, overlapping, units_labelled
from bot.content.rubric import load_rubric
from bot.core.text.reading import Reading
from bot.core.trained.grams import IDS, Scores
from bot.core.trained.stages import stage_of
from bot.core.vocabulary import STAGES
from bot.core.vote.evidence import loudest

Placed = tuple[Example, Reading, Scores, list[Span]]


def main() -> None:
    argparse.ArgumentParser(
        prog="python -m benchmarks.placing", description="How well quotes and stages are placed; takes a quarter of an hour."
    ).parse_args()
    rubric = load_rubric(trained=False)
    examples = training_split()
    readings, seen = read(rubric, examples)
    (models, _), units = models_out_of_hand(rubric, examples, readings, seen), units_labelled()
    placed = [
        (example, reading, models[example.hand].said(reading.tokens, traits).scores, units[example.id])
        for example, reading, traits in zip(examples, readings, seen, strict=True)
        if example.source == "base" and example.id in units
    ]
    quotes(placed)
    stages(placed)


def quotes(placed: Sequence[Placed]) -> None:
    quoted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for example, reading, scores, spans in placed:
        told = frozenset().union(*(shown for _, _, shown, _ in spans))
        for id in sorted(example.ids & told):
            sentence = reading.tokens.sentences[loudest(scores, IDS.index(id))]
            quoted[id] += 1
            right[id] += id in overlapping(spans, reading.span(*sentence))[0]
    for id in IDS:
        if quoted[id]:
            print(f"{id:22s} {right[id] / quoted[id]:.3f} of {quoted[id]}")
    print(f"all of them: {right.total() / quoted.total():.3f} of {quoted.total()} quote a sentence that shows it")


def stages(placed: Sequence[Placed]) -> None:
    words: Counter[str] = Counter()
    learned: Counter[str] = Counter()
    by_rules: Counter[str] = Counter()
    for example, reading, scores, spans in placed:
        if example.kind != "opening":
            continue
        for sentence, one, other in zip(reading.tokens.sentences, stage_of(reading, scores), reading.stage_of, strict=True):
            stage, size = LETTERS[overlapping(spans, reading.span(*sentence))[1]], sentence[1] - sentence[0]
            words[stage] += size
            learned[stage] += size * (one == stage)
            by_rules[stage] += size * (other == stage)
    for stage in STAGES:
        print(f"{stage:22s} {learned[stage] / words[stage]:.3f} of {words[stage]} words; by rules {by_rules[stage] / words[stage]:.3f}")
    told = sum(words[stage] for stage in STAGES)
    print(f"all of them: {learned.total() / told:.3f} of {told} words are in their stage; by rules {by_rules.total() / told:.3f}")


if __name__ == "__main__":
    main()
