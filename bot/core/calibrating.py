"""A member's calibration over time: their votes beside the judge's on the same answers, oldest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from bot.core.evaluate import apart
from bot.core.frozen import dataclass
from bot.core.vocabulary import Verdict

# Below this many votes a share says nothing about anybody.
ENOUGH = 6
# So many votes, at least, make one line of the course over time; the lines hold all of them.
SPAN = 5
MOST_SPANS = 8
_CLEAR = 0.34  # steps of the scale: a mean beyond this is a lean, one within it is chance


@dataclass(frozen=True, slots=True)
class Call:
    """One vote of the member's and the judge's on the same answer. `at` is UTC seconds; `missed` are reasons of the judge's that the member
    did not name, `doubtful` reasons that the member named and the judge did not find."""

    at: int
    source: Literal["evaluate", "room", "panel"]
    principle: str
    yours: Verdict
    judged: Verdict
    missed: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @property
    def apart(self) -> int:
        return apart(self.yours, self.judged)


@dataclass(frozen=True, slots=True)
class Span:
    """Some votes in a row: how many, of how many the same step was chosen, and the mean distance to the judge in steps."""

    since: int
    until: int
    votes: int
    same: int
    distance: float


@dataclass(frozen=True, slots=True)
class Track:
    """`same` votes agree, `near` are one step off, `kinder` and `harder` are the directions of those that differ.

    `lean` is the mean of yours minus the judge's (positive: kinder), "even" where it is within chance. `moved` is the last span's distance
    minus the first's, as both are told (in tenths), None where there is only one. `fooled` counts hire votes on answers that the judge
    voted against: the trap of the chair."""

    votes: int
    same: int
    near: int
    kinder: int
    harder: int
    mean: float
    lean: Literal["kinder", "harder", "even"]
    fooled: int
    spans: tuple[Span, ...]
    moved: float | None
    missed: tuple[tuple[str, int], ...]
    doubtful: tuple[tuple[str, int], ...]

    @property
    def enough(self) -> bool:
        return self.votes >= ENOUGH


def track(calls: Sequence[Call]) -> Track:
    """What the calls say together; their order is that of their times."""
    calls = sorted(calls, key=lambda call: call.at)
    steps = [call.apart for call in calls]
    mean = sum(steps) / len(steps) if steps else 0.0
    spans = tuple(_span(run) for run in _runs(calls))
    return Track(
        votes=len(calls),
        same=sum(step == 0 for step in steps),
        near=sum(abs(step) == 1 for step in steps),
        kinder=sum(step > 0 for step in steps),
        harder=sum(step < 0 for step in steps),
        mean=mean,
        lean="kinder" if mean > _CLEAR else "harder" if mean < -_CLEAR else "even",
        fooled=sum(_hires(call.yours) and not _hires(call.judged) for call in calls),
        spans=spans,
        moved=round(round(spans[-1].distance, 1) - round(spans[0].distance, 1), 1) if len(spans) > 1 else None,
        missed=_most(id for call in calls for id in call.missed),
        doubtful=_most(id for call in calls for id in call.doubtful),
    )


def _runs(calls: Sequence[Call]) -> list[Sequence[Call]]:
    """Runs of SPAN votes, or of as many as MOST_SPANS lines have to hold; a short rest joins the last run, so that no line rests on one or
    two votes."""
    size = max(SPAN, -(-len(calls) // MOST_SPANS))
    runs = [calls[place : place + size] for place in range(0, len(calls), size)]
    if len(runs) > 1 and len(runs[-1]) < SPAN:
        runs[-2:] = [[*runs[-2], *runs[-1]]]
    return runs


def _span(calls: Sequence[Call]) -> Span:
    steps = [abs(call.apart) for call in calls]
    return Span(calls[0].at, calls[-1].at, len(calls), steps.count(0), sum(steps) / len(steps))


def _most(ids: Iterable[str], most: int = 3) -> tuple[tuple[str, int], ...]:
    counted = Counter(ids)
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most])


def _hires(verdict: Verdict) -> bool:
    return verdict in ("strong_hire", "hire")
