"""How far two labellers agree who did not see each other's labels: `python -m benchmarks.agreement`.

`tests/corpus/blind/*.jsonl` holds a second labelling of a sample of `tests/corpus/train`. F1 of two label sets is symmetric
(twice the common labels over all labels of both), so neither hand counts as the truth. The verdict is compared on four steps,
with `insufficient_evidence` on the `no_hire` step; kappa is Cohen's, weighted quadratically (Cohen 1968). A judge that agrees
with the writer more than the second hand does has learned that hand's habits. Both hands held the same guide, so the figures
say how well the guide can be followed, not that people at large would vote so.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.vocabulary import FLAWS, HIRE_SIDE, SIGNALS

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
STEPS = {"strong_hire": 3, "hire": 2, "leaning_no_hire": 1, "no_hire": 0, "insufficient_evidence": 0}
FOUR_WAY = ("no_hire", "leaning_no_hire", "hire", "strong_hire")


@dataclass(frozen=True, slots=True)
class Labels:
    """What one hand says of one answer; `leans` is empty for an opening, `targets` for a reply."""

    verdict: str
    leans: str
    flaws: frozenset[str]
    signals: frozenset[str]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One answer, labelled twice: by its writer and by the second hand."""

    id: str
    writer: Labels
    second: Labels


@dataclass(frozen=True, slots=True)
class Overlap:
    """How often an id was given by both hands, by the writer alone, by the second hand alone."""

    both: int
    writer_only: int
    second_only: int

    @property
    def f1(self) -> float:
        """From 0 to 1; 1 where neither hand gave the id at all."""
        given = 2 * self.both + self.writer_only + self.second_only
        return 2 * self.both / given if given else 1.0


def labels_by_id(paths: Iterable[Path]) -> dict[str, Labels]:
    """The labels in JSON lines files. Raises ValueError, with path:line, for a broken line or an id that occurs twice."""
    found: dict[str, Labels] = {}
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                if entry["verdict"] not in STEPS:
                    raise ValueError(f"no verdict is called {entry['verdict']!r}")
                labels = Labels(
                    verdict=entry["verdict"],
                    leans=entry.get("leans") or "",
                    flaws=frozenset(entry["flaws"]),
                    signals=frozenset(entry["signals"]),
                    targets=tuple(entry.get("targets") or ()),
                )
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}:{number}: not a labelled answer ({error!r}); see tests/corpus/README.md") from error
            if entry["id"] in found:
                raise ValueError(f"{path}:{number}: {entry['id']!r} is labelled twice; keep one of the two lines")
            found[entry["id"]] = labels
    return found


def paired(writer: Mapping[str, Labels], second: Mapping[str, Labels]) -> list[Pair]:
    """Every answer of the second hand beside the writer's. Raises ValueError where the writer has none of that id."""
    missing = sorted(second.keys() - writer.keys())
    if missing:
        raise ValueError(f"blind labels without an answer in train/: {', '.join(missing)}; remove them or correct the id")
    return [Pair(key, writer[key], labels) for key, labels in second.items()]


def overlap(pairs: Sequence[tuple[frozenset[str], frozenset[str]]], ids: Iterable[str]) -> Overlap:
    """Counts over all (writer, second) sets for the ids named; one id gives its own F1, all ids together give micro-F1."""
    wanted = frozenset(ids)
    both = sum(len(mine & theirs & wanted) for mine, theirs in pairs)
    return Overlap(
        both,
        sum(len(mine & wanted) for mine, _ in pairs) - both,
        sum(len(theirs & wanted) for _, theirs in pairs) - both,
    )


def quadratic_kappa(ratings: Sequence[tuple[int, int]]) -> float:
    """Cohen's kappa with quadratic weights over (first, second) ratings on an equidistant scale; 1 where both never differ."""
    observed = sum((first - second) ** 2 for first, second in ratings) / len(ratings)
    firsts, seconds = Counter(first for first, _ in ratings), Counter(second for _, second in ratings)
    chance = sum((a - b) ** 2 * m * n for a, m in firsts.items() for b, n in seconds.items()) / len(ratings) ** 2
    return 1 - observed / chance if chance else 1.0


def share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 1.0


def ids_table(title: str, pairs: Sequence[tuple[frozenset[str], frozenset[str]]], ids: Iterable[str]) -> list[str]:
    """Rows for a terminal: one an id, micro-F1 last; ids that neither hand gave are left out."""
    rows = [f"{title:<22} {'F1':>6} {'both':>5} {'writer only':>12} {'second only':>12}"]
    for name, counts in [*((key, overlap(pairs, [key])) for key in ids), ("micro", overlap(pairs, ids))]:
        if counts.both + counts.writer_only + counts.second_only:
            rows.append(f"{name:<22} {counts.f1:>6.3f} {counts.both:>5} {counts.writer_only:>12} {counts.second_only:>12}")
    return rows


def verdict_rows(pairs: Sequence[Pair]) -> list[str]:
    """The four-way table (writer down, second hand across) with what is computed from it."""
    ratings = [(STEPS[pair.writer.verdict], STEPS[pair.second.verdict]) for pair in pairs]
    cells = Counter(ratings)
    rows = [f"{'verdict':<22} " + " ".join(f"{name:>16}" for name in FOUR_WAY)]
    rows += [f"{name:<22} " + " ".join(f"{cells[row, column]:>16}" for column in range(4)) for row, name in enumerate(FOUR_WAY)]
    sides = [(pair.writer.verdict in HIRE_SIDE) == (pair.second.verdict in HIRE_SIDE) for pair in pairs]
    return [
        *rows,
        f"quadratic kappa {quadratic_kappa(ratings):.3f}, same of four {share([a == b for a, b in ratings]):.3f}, "
        f"hire side {share(sides):.3f}",
    ]


def report(pairs: Sequence[Pair]) -> list[str]:
    """The whole report, line by line. Needs at least one pair."""
    replies = [pair for pair in pairs if pair.writer.leans]
    openings = [pair for pair in pairs if not pair.writer.leans and pair.second.targets]
    leans = share([pair.writer.leans == pair.second.leans for pair in replies])
    first = share([pair.second.targets[0] in pair.writer.targets for pair in openings])
    return [
        f"{len(pairs)} answers labelled twice: {len(pairs) - len(replies)} openings, {len(replies)} replies",
        "",
        *verdict_rows(pairs),
        f"leans of replies {leans:.3f}; first target of the second hand among the writer's {first:.3f}",
        "",
        *ids_table("flaw", [(pair.writer.flaws, pair.second.flaws) for pair in pairs], FLAWS),
        "",
        *ids_table("signal", [(pair.writer.signals, pair.second.signals) for pair in pairs], SIGNALS),
    ]


def main() -> None:
    writer = labels_by_id(sorted(CORPUS.glob("train/*-answers.jsonl")))
    pairs = paired(writer, labels_by_id(sorted(CORPUS.glob("blind/*.jsonl"))))
    if not pairs:
        raise SystemExit(f"no second labelling in {CORPUS / 'blind'}; write one as tests/corpus/README.md says")
    print("\n".join(report(pairs)))


if __name__ == "__main__":
    main()
