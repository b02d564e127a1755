"""python -m benchmarks.accuracy [--split train|locked|exam] [--errors N]: how well the shipped judge agrees with the corpus.

Prints issue 3's table with 95% bootstrap intervals. On the training split the figures are those of a judge that was tuned on it; the
locked split and the examination are those that count, and of them only figures are printed, never a text.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from benchmarks.agreement import STEPS
from benchmarks.balance import letters_a_word
from benchmarks.corpus import Example, load, probed
from benchmarks.disguises import DISGUISES
from benchmarks.measures import auc, f1, interval, rank_correlation, weighted_kappa, within
from bot.content.rubric import load_rubric
from bot.core.judge import judge
from bot.core.judgement import Judgement
from bot.core.vocabulary import FLAWS, HIRE_SIDE, SIGNALS
from bot.core.vote.rubric import Rubric

Rows = NDArray[np.int64]
MIDDLES = {"insufficient_evidence": 4.0, "no_hire": 20.0, "leaning_no_hire": 45.0, "hire": 67.0, "strong_hire": 89.0}  # of score
_ROUNDS = 400  # bootstrap draws of the measures that are no means


@dataclass(frozen=True, slots=True)
class Judged:
    """An example beside what the judge says of it."""

    example: Example
    judgement: Judgement

    @property
    def right_side(self) -> bool:
        return (self.example.verdict in HIRE_SIDE) == self.judgement.hire_side


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("train", "locked", "exam"), default="train")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N worst votes of the training split")
    arguments = parser.parse_args()
    if arguments.errors and arguments.split != "train":
        parser.error(f"the {arguments.split} split is measured and never read: --errors works on the training split alone")
    rubric = load_rubric()
    everything = [Judged(example, judge(rubric, example.asked, example.text)) for example in load(arguments.split)]
    openings = [one for one in everything if one.example.kind == "opening" and one.example.source == "base"]
    replies = [one for one in everything if one.example.kind == "reply" and one.example.source == "base"]
    if not openings:
        parser.error(f"there is no labelled opening in the {arguments.split} split")
    print(f"{arguments.split}: {len(openings)} openings, {len(replies)} replies, rubric {rubric.version}")
    print_votes(openings)
    if replies:
        print_share("replies, strong against weak: accuracy", [one.judgement.leans == one.example.leans for one in replies])
    print_ids("openings", openings)
    print_ids("replies", replies)
    print_probes(openings, probed(arguments.split))
    print_pairs(everything)
    print_fooling(openings)
    print_form([one.example for one in openings], [one.judgement.score for one in openings])
    print_disguises(rubric, openings)
    print_spans(everything)
    if arguments.errors:
        print_errors(openings, arguments.errors)


def print_share(name: str, hits: Sequence[bool]) -> None:
    values = np.array(hits, float)
    low, high = interval(values)
    print(f"{name:62s} {values.mean():.3f}  [{low:.3f}, {high:.3f}]  of {len(values)}")


def print_votes(openings: Sequence[Judged]) -> None:
    print_share("openings, hire side against no-hire side: accuracy", [one.right_side for one in openings])
    truth = np.array([STEPS[one.example.verdict] for one in openings])
    given = np.array([STEPS[one.judgement.verdict] for one in openings])
    score = np.array([one.judgement.score for one in openings])
    print_resampled("openings, AUC of the score", len(openings), lambda rows: auc(truth[rows] >= 2, score[rows]))
    print_resampled("four-way vote: quadratic weighted kappa", len(openings), lambda rows: weighted_kappa(truth[rows], given[rows], 4))
    merit = truth.astype(float)
    print_resampled("four-way vote: rank correlation of the score", len(openings), lambda rows: rank_correlation(score[rows], merit[rows]))
    exact = [one.example.verdict == one.judgement.verdict for one in openings]
    print_share("the very verdict, of five", exact)


def print_resampled(name: str, count: int, measure: Callable[[Rows], float]) -> None:
    draws = np.random.default_rng(7).integers(0, count, (_ROUNDS, count))
    values = [measure(rows) for rows in draws]
    low, high = np.nanquantile(values, (0.025, 0.975))
    print(f"{name:62s} {measure(np.arange(count)):.3f}  [{low:.3f}, {high:.3f}]  of {count}")


def print_ids(name: str, judged: Sequence[Judged]) -> None:
    """Micro-F1 of flaws and signals, and the F1 of every id with how often it is deserved and given."""
    for group, ids in (("flaws", FLAWS), ("signals", SIGNALS)):
        counts = {id: _counts(judged, id) for id in ids}
        total = np.array(list(counts.values())).sum(0)
        rows = np.random.default_rng(7).integers(0, max(1, len(judged)), (_ROUNDS // 4, len(judged)))
        table = np.array([[_hit(one, id) for id in ids] for one in judged]) if judged else np.zeros((0, len(ids), 3))
        spread = [f1(*table[draw].sum((0, 1))) for draw in rows] if judged else [float("nan")]
        low, high = np.nanquantile(spread, (0.025, 0.975))
        print(f"{f'{name}: {group}, micro-F1':62s} {f1(*total):.3f}  [{low:.3f}, {high:.3f}]")
        for id, (hits, given, wanted) in counts.items():
            if given or wanted:
                print(f"    {id:24s} F1 {f1(hits, given, wanted):.2f}   deserved {wanted:3d}   given {given:3d}   right {hits:3d}")


def _hit(one: Judged, id: str) -> tuple[int, int, int]:
    given, wanted = id in one.judgement.ids, id in one.example.ids
    return int(given and wanted), int(given), int(wanted)


def _counts(judged: Iterable[Judged], id: str) -> tuple[int, int, int]:
    hits = [_hit(one, id) for one in judged]
    return sum(hit[0] for hit in hits), sum(hit[1] for hit in hits), sum(hit[2] for hit in hits)


def print_probes(openings: Sequence[Judged], read: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """Whether the first probe is on the list of whoever wrote the answer, and on those of the readers who were asked what they would probe
    next (`read`, by the answer's id); and how often people's own first is."""
    asked = [one for one in openings if one.example.targets and one.judgement.probes]
    first = {one.example.id: one.judgement.probes[0].target for one in asked}
    writers = {one.example.id: one.example.targets for one in asked}
    print_share("first probe is one that the answer's writer would ask next", [first[id] in named for id, named in writers.items()])
    several = {id: read[id] for id in first if id in read}
    if not several:
        return
    print_share("first probe is one that a reader would ask next", [first[id] in one for id, lists in several.items() for one in lists])
    hits = [first[id] in {*writers[id], *chain(*lists)} for id, lists in several.items()]
    print_share("first probe is one that any of these people would ask next", hits)
    print_share("    a reader's first, on the writer's list", [one[0] in writers[id] for id, lists in several.items() for one in lists])
    others = [
        one[0] in {*writers[id], *chain(*(other for other in lists if other is not one))} for id, lists in several.items() for one in lists
    ]
    print_share("    a reader's first, on the list of any of the others", others)


def print_pairs(everything: Sequence[Judged]) -> None:
    by_id = {one.example.id: one for one in everything}
    moved: list[bool] = []
    kept: list[bool] = []
    shown: list[bool] = []
    for one in everything:
        example = one.example
        if example.source != "pair":
            continue
        before = by_id[example.base_id].judgement
        if example.moves == "same":
            kept.append(before.hire_side == one.judgement.hire_side)
            continue
        change = one.judgement.score - before.score
        moved.append(change > 0 if example.moves == "up" else change < 0)
        shown += [id in one.judgement.ids for id in example.appears]
        shown += [id not in one.judgement.ids for id in example.goes]
    if moved:
        print_share("minimal pairs: the score moves the right way", moved)
        print_share("minimal pairs: the flaw or signal concerned appears or goes", shown)
    if kept:
        print_share("pairs that change nothing: same side as before", kept)


def print_fooling(openings: Sequence[Judged]) -> None:
    """An answer with a trap that deserves a no, or cannot be judged, must never be voted hire."""
    traps = [one for one in openings if one.example.trap and one.example.verdict not in HIRE_SIDE]
    fooled = [one for one in traps if one.judgement.hire_side]
    kinds = ", ".join(sorted({one.example.trap for one in fooled})) or "none"
    print(f"{'fooling attempts judged hire':62s} {len(fooled)} of {len(traps)}  ({kinds})")


def print_form(examples: Sequence[Example], scores: Sequence[float]) -> None:
    """Whether length, long words or style alone moves the score: correlations within answers of the same labelled verdict."""
    told = [row for row, example in enumerate(examples) if example.verdict != "insufficient_evidence"]
    verdicts = [examples[row].verdict for row in told]
    score = within([scores[row] for row in told], verdicts)
    alone = {
        "length": [float(np.log(len(examples[row].text.split()) + 1)) for row in told],
        "letters a word": [letters_a_word(examples[row].text) for row in told],
    }
    for style in sorted({examples[row].style for row in told} - {""}):
        alone[f"style {style}"] = [float(examples[row].style == style) for row in told]
    for name, values in alone.items():
        found = np.corrcoef(score, within(values, verdicts))[0, 1]
        print(f"{f'{name} against score where the vote is the same: r':62s} {found:+.3f}")


def print_disguises(rubric: Rubric, openings: Sequence[Judged]) -> None:
    for name, disguise in DISGUISES.items():
        same = [judge(rubric, one.example.asked, disguise(one.example.text)).hire_side == one.judgement.hire_side for one in openings]
        print_share(f"same side with {name}", same)


def print_spans(everything: Sequence[Judged]) -> None:
    findings = [(one.example.text, found) for one in everything for found in (*one.judgement.flaws, *one.judgement.signals)]
    quoted = [(text, found) for text, found in findings if found.quote is not None]
    wrong = sum(text[found.start : found.end] != found.quote for text, found in quoted)
    print(f"{'quotes that are not exact spans':62s} {wrong} of {len(quoted)}")


def print_errors(openings: Sequence[Judged], count: int) -> None:
    """The votes furthest from their label, with what was found and what was deserved."""
    worst = sorted(openings, key=lambda one: -abs(one.judgement.score - MIDDLES[one.example.verdict]))
    for one in worst[:count]:
        print_error(one.example, one.judgement.verdict, one.judgement.score, one.judgement.ids)
        print(f"  {one.example.text[:240]!r}")


def print_error(example: Example, verdict: str, score: float, found: frozenset[str]) -> None:
    missed, extra = sorted(example.ids - found), sorted(found - example.ids)
    print(f"\n{example.id}, {example.asked.principle}, {example.asked.level}: {example.verdict}, judged {verdict} ({score:.0f})")
    print(f"  missed {', '.join(missed) or 'nothing'}; undeserved {', '.join(extra) or 'nothing'}")


if __name__ == "__main__":
    main()
