"""How a member's tellings change: the votes in order, three habits over time, each principle, and what to do next.

Nothing is drawn and nothing is worded here. With little data there is no trend: then `advice` alone has something to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from bot.core.frozen import dataclass
from bot.core.telling import Telling, Told
from bot.core.vocabulary import HIRE_SIDE, LEVELS, PRINCIPLES, Level, Verdict

# Fewer votes than this are no line: two points make one of anything.
ENOUGH = 3
# A habit is read over the last few tellings: one alone says too much about its story.
WINDOW = 3

Habit = Literal["own", "metric", "reflection"]
HABITS: tuple[Habit, ...] = ("own", "metric", "reflection")
AdviceKey = Literal[
    "first",
    "in_day",
    "none_such",
    "few",
    "few_such",
    "one_principle",
    "habit",
    "flaw",
    "principle",
    "harder",
    "level",
    "day",
    "gaps",
    "all_asked",
]
_TOP = [*LEVELS][-1]
# The flaws that are mended by what a habit's advice says: said once, it need not be said again.
_SAID: Mapping[Habit, frozenset[str]] = {
    "own": frozenset({"collective_voice"}),
    "metric": frozenset({"no_metric", "vague_outcome"}),
    "reflection": frozenset({"no_reflection", "generic_reflection"}),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One vote. `number` counts from 1 over everything that is shown."""

    number: int
    told_at: int
    session: str
    principle: str
    level: Level
    mode: str
    verdict: Verdict
    score: float

    @property
    def known(self) -> float | None:
        """The score, None where there was too little evidence for one."""
        return None if self.verdict == "insufficient_evidence" else self.score


@dataclass(frozen=True, slots=True)
class Row:
    """One principle: how often it was told for, the first and the last score (None where there was too little evidence for one), the best
    vote and its score."""

    principle: str
    times: int
    first: float | None
    last: float | None
    best: Verdict
    top: float
    last_at: int


@dataclass(frozen=True, slots=True)
class Trend:
    """One habit: its value at each point as a share from 0 to 1 over the last WINDOW tellings (None where there is nothing to go by, or
    fewer tellings yet), the first of these values, and the one at the last point: what was so once is not so now."""

    habit: Habit
    values: tuple[float | None, ...]
    first: float | None
    last: float | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next, by key; `principle`, `id` (a flaw) or `habit` name what it is about; a flaw was in `count` answers `of` so many."""

    key: AdviceKey
    principle: str = ""
    id: str = ""
    habit: str = ""
    count: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """`points` and each trend's values go together, oldest first. `drawable` says whether there is enough for a chart."""

    points: tuple[Point, ...]
    rows: tuple[Row, ...]
    trends: tuple[Trend, ...]
    advice: tuple[Advice, ...]

    @property
    def drawable(self) -> bool:
        return len(self.points) >= ENOUGH


def progress(tellings: Sequence[Telling], among: Sequence[Telling] | None = None, *, in_day: bool = False) -> Progress:
    """The progress over these tellings, in the order in which they were told. `among` is everything that the member told, where these were
    picked out of it: what is missing from the pick is not missing from the whole. `in_day`: an interview day is under way, whose rounds
    are no tellings yet."""
    told = sorted(tellings, key=lambda telling: (telling.told_at, telling.session))
    points = tuple(_point(number, telling) for number, telling in enumerate(told, 1))
    trends = tuple(_trend(habit, [telling.told for telling in told]) for habit in HABITS)
    rows = _rows(points)
    return Progress(points, rows, trends, _advice(told, rows, trends, told if among is None else among, in_day=in_day))


def _point(number: int, telling: Telling) -> Point:
    mark = telling.told.mark
    return Point(number, telling.told_at, telling.session, telling.principle, telling.level, telling.mode, mark.verdict, mark.score)


def _rows(points: Sequence[Point]) -> tuple[Row, ...]:
    rows = []
    for principle in PRINCIPLES:
        own = [point for point in points if point.principle == principle]
        if own:
            best = max(own, key=lambda point: point.score)
            rows.append(Row(principle, len(own), own[0].known, own[-1].known, best.verdict, best.score, own[-1].told_at))
    return tuple(rows)


_VALUE: Mapping[Habit, Callable[[Told], float | None]] = {
    "own": lambda told: told.own_share,
    "metric": lambda told: float(told.has_metric),
    "reflection": lambda told: {"none": 0.0, "generic": 0.0, "specific": 1.0}[told.reflection],
}


def _trend(habit: Habit, told: Sequence[Told]) -> Trend:
    each = [_VALUE[habit](one) for one in told]
    values: list[float | None] = [None] * min(WINDOW - 1, len(each))
    for end in range(WINDOW, len(each) + 1):
        window = [value for value in each[end - WINDOW : end] if value is not None]
        values.append(sum(window) / len(window) if window else None)
    known = [value for value in values if value is not None]
    return Trend(habit, tuple(values), known[0] if known else None, values[-1] if values else None)


def _advice(
    told: Sequence[Telling], rows: Sequence[Row], trends: Sequence[Trend], among: Sequence[Telling], *, in_day: bool
) -> tuple[Advice, ...]:
    """Up to three things, the most useful first. What has never been asked for is looked for in everything (`among`)."""
    day = (Advice("in_day"),) if in_day else ()
    if not told:
        return (Advice("none_such"),) if among else day or (Advice("first"),)
    asked = list(dict.fromkeys(telling.principle for telling in among))
    found = [*day]
    if len(told) < ENOUGH:
        found.append(Advice("few" if len(told) == len(among) else "few_such", count=ENOUGH - len(told)))
    recent = told[-WINDOW:]
    flaws = [flaw for telling in recent for flaw in telling.told.flaws]
    again = max(dict.fromkeys(flaws), key=flaws.count, default=None)
    if again is not None and flaws.count(again) >= 2:
        found.append(Advice("flaw", id=again, count=flaws.count(again), of=len(recent)))
    else:
        again = None
    low = [trend for trend in trends if trend.last is not None and trend.last < 0.5 and again not in _SAID[trend.habit]]
    if low and len(told) >= ENOUGH:
        weakest = min(low, key=lambda trend: trend.last if trend.last is not None else 1.0)
        found.append(Advice("habit", habit=weakest.habit))
    if len(asked) == 1 and len(told) >= 2:
        found.append(Advice("one_principle", principle=asked[0]))
    below = [row for row in rows if row.best == "leaning_no_hire"]
    if below:
        nearest = max(below, key=lambda row: row.top)
        found.append(Advice("principle", principle=nearest.principle))
    if not in_day and len(told) >= ENOUGH and all(telling.told.mark.verdict in HIRE_SIDE for telling in recent):
        practised = all(telling.mode == "practice" for telling in recent)
        found.append(Advice("harder" if practised else "day" if recent[-1].level == _TOP else "level"))
    left = len(PRINCIPLES) - len(asked)
    return tuple(found[:3]) or (Advice("gaps", count=left) if left else Advice("all_asked"),)
