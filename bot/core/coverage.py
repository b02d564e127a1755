"""A member's stories against the sixteen principles: what is covered, what is not, what is told too often, what to rehearse next.

A loop's interviewers compare notes, so that a story told to several of them counts once; two or three stories a principle are the usual
preparation (bar-raiser facts, in docs/progress.md). Votes are read at the level of the loop, whatever level they were told at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from bot.core.frozen import dataclass
from bot.core.telling import Mark, Telling
from bot.core.vocabulary import HIRE_SIDE, PRINCIPLES, Level, Verdict

# A story that is the best one for so many principles carries too much of a loop.
TOO_MANY = 3
_MOST_NEXT = 3

NextKey = Literal["lift", "retell", "new", "second"]


@dataclass(frozen=True, slots=True)
class Story:
    """A story and its tellings. `named` is False while the name is only our suggestion; "" where its words suggest none."""

    id: int
    name: str
    named: bool
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A story told for a principle: its best vote at the loop's level, and how often it was told. `retold` marks a vote that comes from a
    retelling alone."""

    verdict: Verdict
    score: float
    times: int
    retold: bool


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` by principle, those told for; `could` are principles that it was not told for and could serve."""

    story: Story
    cells: Mapping[str, Cell]
    could: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A principle without a story on the hire side. `best` is the vote nearest to it, None where nothing was told for it."""

    principle: str
    best: Mark | None


@dataclass(frozen=True, slots=True)
class Next:
    """What to rehearse: `lift` a telling that falls short, `retell` a story for a principle it could serve, find a `new` story, or find a
    `second` story where one carries too much. `story` is None for a new one."""

    key: NextKey
    principle: str
    story: Story | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """`covered` are principles with a story on the hire side. `overused` are stories with the principles that rest on them alone."""

    level: Level
    rows: tuple[Row, ...]
    covered: tuple[str, ...]
    gaps: tuple[Gap, ...]
    overused: tuple[tuple[Story, tuple[str, ...]], ...]
    next: tuple[Next, ...]


def coverage(stories: Sequence[Story], level: Level) -> Coverage:
    """The matrix and what follows from it, for a loop at this level. A story without a telling is left out."""
    rows = tuple(_row(story, level) for story in stories if story.tellings)
    best = {principle: _best(rows, principle) for principle in PRINCIPLES}
    covered = tuple(principle for principle, found in best.items() if found is not None and found[1].verdict in HIRE_SIDE)
    gaps = tuple(
        Gap(principle, None if found is None else Mark(found[1].verdict, found[1].score))
        for principle, found in best.items()
        if principle not in covered
    )
    overused = _overused(rows, covered)
    return Coverage(level, rows, covered, gaps, overused, _next(rows, best, gaps, overused))


def _row(story: Story, level: Level) -> Row:
    cells: dict[str, Cell] = {}
    for principle in PRINCIPLES:
        told = [telling for telling in story.tellings if telling.principle == principle]
        if told:
            best = max(told, key=lambda telling: (_at(telling, level).score, telling.told_at))
            mark = _at(best, level)
            cells[principle] = Cell(mark.verdict, mark.score, len(told), all(telling.retold for telling in told))
    could = [principle for telling in reversed(story.tellings) for principle in telling.told.serves if principle not in cells]
    return Row(story, cells, tuple(dict.fromkeys(could)))


def _at(telling: Telling, level: Level) -> Mark:
    return telling.told.levels.get(level, telling.told.mark)


def _best(rows: Sequence[Row], principle: str) -> tuple[Row, Cell] | None:
    """The row with the best vote for the principle; the story told for fewer others where two are equal."""
    held = [(row, row.cells[principle]) for row in rows if principle in row.cells]
    return max(held, key=lambda one: (one[1].score, -len(one[0].cells)), default=None)


def _overused(rows: Sequence[Row], covered: Sequence[str]) -> tuple[tuple[Story, tuple[str, ...]], ...]:
    """Stories that several covered principles rest on alone: no other story is on the hire side for them."""
    found = []
    for row in rows:
        alone = tuple(
            principle
            for principle in covered
            if _hires(row, principle) and not any(_hires(other, principle) for other in rows if other is not row)
        )
        if len(alone) >= TOO_MANY:
            found.append((row.story, alone))
    return tuple(found)


def _hires(row: Row, principle: str) -> bool:
    return principle in row.cells and row.cells[principle].verdict in HIRE_SIDE


def _next(
    rows: Sequence[Row],
    best: Mapping[str, tuple[Row, Cell] | None],
    gaps: Sequence[Gap],
    overused: Sequence[tuple[Story, tuple[str, ...]]],
) -> tuple[Next, ...]:
    """The cheapest gain first: what nearly holds, then what another story could serve, then what one story carries too much of, then what
    there is nothing for."""
    near = [gap for gap in gaps if gap.best is not None and gap.best.verdict == "leaning_no_hire"]
    near.sort(key=lambda gap: -gap.best.score if gap.best is not None else 0.0)
    found = [Next("lift", gap.principle, held[0].story) for gap in near if (held := best[gap.principle]) is not None]
    blank = [gap.principle for gap in gaps if gap not in near]
    heavy = {story.id for story, _alone in overused}
    for principle in blank:
        # A story that is told for much already is no help: it would be the same story once more.
        able = [row for row in rows if principle in row.could and row.story.id not in heavy]
        if able:
            found.append(Next("retell", principle, min(able, key=lambda row: len(row.cells)).story))
    found += [Next("second", alone[-1], story) for story, alone in overused]
    served = {one.principle for one in found}
    # One new story is a week's work: a list of ten would be no advice.
    found += [Next("new", principle) for principle in blank if principle not in served][:1]
    # One of each kind before a second of any: three times the same advice is one.
    first = list({one.key: one for one in reversed(found)}.values())[::-1]
    ordered = [*sorted(first, key=found.index), *(one for one in found if one not in first)]
    return tuple(ordered[:_MOST_NEXT])
