"""Charts as PNG files. They bring their own ground, so that they read the same on a light and on a dark page; colours are told apart by
those who see them differently, and shapes and words say the same.

matplotlib is loaded when one is drawn, and drawn with its objects alone: nothing is shared, so that a thread may draw.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile
from math import nan
from textwrap import fill
from typing import TYPE_CHECKING, Any, Literal

from bot.core.coverage import Coverage
from bot.core.progress import HABITS, Habit, Point, Progress
from bot.core.vocabulary import PRINCIPLES
from bot.wording.catalogue import Texts
from bot.wording.names import name_of
from bot.wording.progress import DRAWN
from bot.wording.stories import STORIES_DRAWN

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GROUND, INK, FAINT, GRID = "#f7f7f4", "#1f2328", "#5b6470", "#d5d7d2"
# Okabe and Ito's, in the order in which they are told apart best; a shape goes with each.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7f6000", "#56b4e9")
_SHAPES = ("o", "s", "^", "D", "v", "P")
_REST = ("#6b7280", "x")
_BAND = ("#f2dcd8", "#f4ebd0", "#dcebdd", "#c3dfca")
_VERDICTS = ("no_hire", "leaning_no_hire", "hire", "strong_hire")
_CELL = {
    "strong_hire": "#7fbf93",
    "hire": "#b9dcc1",
    "leaning_no_hire": "#f1dfa8",
    "no_hire": "#eab8af",
    "insufficient_evidence": "#dadce0",
}
_HABIT_LINES: Mapping[Habit, tuple[str, Literal["-", "--", ":"]]] = {
    "own": ("#0072b2", "-"),
    "metric": ("#d55e00", "--"),
    "reflection": ("#009e73", ":"),
}
_SIZE, _DPI = (8.0, 6.6), 150
# How high the strip below the scale is, in points of the scale.
_STRIP = 14
# What a story's name may take of its column, in points, and the size that it is written in.
_COLUMN, _NAME = 92.0, 12
# A principle's name is folded at so many letters: a row of the matrix has room for two lines, and the legend for two names side by side.
_FOLDED = 30


def progress_chart(progress: Progress, bands: Sequence[float], texts: Texts) -> bytes:
    """Scores by interview within the vote's bands, and the three habits below, as a PNG. `bands` are the scores that Leaning No Hire, Hire
    and Strong Hire begin at. Of a long history the last DRAWN are drawn."""
    figure = _figure(_SIZE)
    above, below = figure.subplots(2, 1, gridspec_kw={"height_ratios": (1.7, 1.0)}, sharex=True)
    points = progress.points[-DRAWN:]
    _bands(above, bands, texts, unscored=any(point.known is None for point in points))
    _scores(above, points, texts)
    _habits(below, progress, points, texts)
    return _png(figure)


def coverage_chart(coverage: Coverage, texts: Texts) -> bytes:
    """Stories against principles as a PNG: each cell holds the best vote in words, and it is said where the story could serve."""
    rows = coverage.rows[:STORIES_DRAWN]
    figure = _figure((4.0 + 1.3 * len(rows), 7.4))
    axes = figure.subplots()
    for column, row in enumerate(rows):
        for line, principle in enumerate(PRINCIPLES):
            cell = row.cells.get(principle)
            if cell is not None:
                axes.add_patch(_patch((column, line), _CELL[cell.verdict]))
                axes.text(column + 0.5, line + 0.5, texts(f"stories.short.{cell.verdict}"), ha="center", va="center", fontsize=12)
            elif principle in row.could:
                axes.text(column + 0.5, line + 0.5, texts("stories.short.could"), ha="center", va="center", fontsize=11, color=FAINT)
    axes.set_xlim(0, len(rows))
    axes.set_ylim(len(PRINCIPLES), 0)
    names = [f"{number}\n{_cut(_drawable(row.story.name))}" for number, row in enumerate(rows, 1)]
    axes.set_xticks([column + 0.5 for column in range(len(rows))], names, fontsize=_NAME, parse_math=False)
    lines = [name_of("principle", principle, texts) for principle in PRINCIPLES]
    axes.set_yticks([line + 0.5 for line in range(len(PRINCIPLES))], [fill(name, _FOLDED) for name in lines], fontsize=12)
    axes.xaxis.tick_top()
    if len(coverage.rows) > len(rows):
        axes.set_xlabel(texts("stories.undrawn", n=len(coverage.rows) - len(rows)), fontsize=12)
    axes.set_xticks(range(len(rows) + 1), minor=True)
    axes.set_yticks(range(len(PRINCIPLES) + 1), minor=True)
    axes.grid(which="minor", color=GRID, linewidth=0.8)
    axes.tick_params(which="both", length=0, colors=INK)
    return _png(figure)


def _bands(axes: Axes, bands: Sequence[float], texts: Texts, *, unscored: bool) -> None:
    """The votes from below. Too little evidence is a vote of its own and no score of 0: where it is needed, it has a strip below the
    scale."""
    edges = (0.0, *bands, 100.0)
    for colour, verdict, low, high in zip(_BAND, _VERDICTS, edges, edges[1:], strict=False):
        axes.axhspan(low, high, color=colour, linewidth=0)
        axes.text(
            1.01, (low + high) / 2, name_of("verdict", verdict, texts), transform=axes.get_yaxis_transform(), va="center", fontsize=13
        )
    if unscored:
        axes.axhspan(-_STRIP, 0, color=_CELL["insufficient_evidence"], linewidth=0)
        name = name_of("verdict", "insufficient_evidence", texts)
        axes.text(1.01, -_STRIP / 2, name, transform=axes.get_yaxis_transform(), va="center", fontsize=13)
    # The grounds alone are not told apart by everybody.
    axes.hlines(edges[1:-1], 0, 1, transform=axes.get_yaxis_transform(), color=FAINT, linewidth=0.8, zorder=1)
    axes.set_ylim(-_STRIP if unscored else 0, 100)
    axes.set_yticks([0, *bands, 100], [str(round(edge)) for edge in (0, *bands, 100)])


def _scores(axes: Axes, points: Sequence[Point], texts: Texts) -> None:
    styles = _styles(points)
    drawn: set[str] = set()
    for principle in dict.fromkeys(point.principle for point in points):
        colour, shape = styles.get(principle, _REST)
        key = principle if principle in styles else "rest"
        name = texts("progress.chart.other") if key == "rest" else fill(name_of("principle", principle, texts), _FOLDED)
        label = None if key in drawn else name
        drawn.add(key)
        own = [point for point in points if point.principle == principle]
        numbers = [point.number for point in own]
        if principle in styles:
            # From one telling for a principle to the next one for it: votes for different principles are no course, and where one of them
            # has no score there is none to be led past it.
            axes.plot(numbers, [nan if point.known is None else point.known for point in own], color=colour, linewidth=1.2, zorder=2)
        heights = [-_STRIP / 2 if point.known is None else point.known for point in own]
        # With a dark edge, where a light shape would be lost on its ground; a cross is all edge.
        edge = None if key == "rest" else INK
        axes.scatter(numbers, heights, c=colour, edgecolors=edge, marker=shape, s=70, zorder=3, label=label, clip_on=False)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False, fontsize=13, handletextpad=0.3)
    axes.set_ylabel(texts("progress.chart.score"), fontsize=13)


def _styles(points: Sequence[Point]) -> Mapping[str, tuple[str, str]]:
    """A colour and a shape for each of the principles told most; one principle too many is better named than called "other"."""
    counts = Counter(point.principle for point in points)
    room = len(_COLOURS) if len(counts) <= len(_COLOURS) else len(_COLOURS) - 1
    most = [principle for principle, _count in counts.most_common(room)]
    return {principle: (_COLOURS[place], _SHAPES[place]) for place, principle in enumerate(most)}


def _habits(axes: Axes, progress: Progress, points: Sequence[Point], texts: Texts) -> None:
    from matplotlib.ticker import MaxNLocator

    ends: list[tuple[float, str, Habit]] = []
    beside = axes.get_yaxis_transform()
    for habit in HABITS:
        trend = next(one for one in progress.trends if one.habit == habit)
        colour, dash = _HABIT_LINES[habit]
        values = trend.values[-len(points) :]
        known = [value for value in values if value is not None]
        if known:
            # A hair apart, so that lines of the same values are seen to be several.
            apart = 0.014 * (HABITS.index(habit) - 1)
            at, heights = [point.number for point in points], [nan if value is None else value + apart for value in values]
            axes.plot(at, heights, color=colour, linestyle=dash, linewidth=2.2, marker="o", markevery=_alone(values))
            ends.append((known[-1], texts(f"progress.chart.habit.{habit}"), habit))
    for place, (name, habit) in _apart(ends):
        # A piece of the line itself says which one is named, to whoever does not tell their colours apart.
        colour, dash = _HABIT_LINES[habit]
        axes.hlines(place, 1.015, 1.085, transform=beside, color=colour, linestyles=dash, linewidth=2.2, clip_on=False)
        axes.text(1.1, place, name, transform=beside, va="center", fontsize=13, color=INK)
    axes.set_ylim(-0.04, 1.04)
    axes.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    axes.set_ylabel(texts("progress.chart.share"), fontsize=13)
    axes.set_xlabel(texts("progress.chart.interview"), fontsize=13)
    axes.grid(axis="y", color=GRID)
    # Interviews are counted in whole numbers.
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(points[0].number - 0.4, points[-1].number + 0.4)


def _alone(values: Sequence[float | None]) -> list[int]:
    """The places of values without a neighbour: one value makes no line."""
    around = [None, *values, None]
    return [place for place, value in enumerate(values) if value is not None and around[place] is None and around[place + 2] is None]


def _apart(ends: Sequence[tuple[float, str, Habit]], least: float = 0.17) -> list[tuple[float, tuple[str, Habit]]]:
    """The names beside the ends of their lines, pushed apart so that none lies on another."""
    placed: list[tuple[float, tuple[str, Habit]]] = []
    for value, name, habit in sorted(ends):
        low = placed[-1][0] + least if placed else 0.0
        placed.append((max(value, low), (name, habit)))
    over = placed[-1][0] - 1.0 if placed else 0.0
    return [(place - over, named) for place, named in placed] if over > 0 else placed


def _patch(place: tuple[int, int], colour: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle(place, 1, 1, facecolor=colour, edgecolor="none", zorder=1)


def _figure(size: tuple[float, float]) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=size, dpi=_DPI, facecolor=GROUND, layout="constrained")


def _png(figure: Figure) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    for axes in figure.axes:
        axes.set_facecolor(GROUND)
        axes.tick_params(labelsize=12, colors=INK)
        for side in axes.spines.values():
            side.set_visible(False)
    written = io.BytesIO()
    FigureCanvasAgg(figure).print_png(written)  # type: ignore[no-untyped-call]  # matplotlib has no types for it
    return written.getvalue()


def _cut(name: str) -> str:
    """As much of the name as its column has room for: capitals take twice as much as small letters."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    for most in range(len(name), 0, -1):
        cut = name if most == len(name) else name[:most].rstrip() + "…"
        if text_to_path.get_text_width_height_descent(cut, FontProperties(size=_NAME), False)[0] <= _COLUMN:
            return cut
    return ""


def _drawable(name: str) -> str:
    """The name as far as the chart's own font has letters for it: boxes in their place would say less than the number does."""
    known = "".join(takewhile(_is_drawable, name)).rstrip()
    return name if len(known) == len(name.rstrip()) else f"{known}…" if known else ""


def _is_drawable(character: str) -> bool:
    """Marks that stand on other letters are left out: a tower of them would cover what is above."""
    return character == "…" or (character.isprintable() and (character < "\u0300" or "\u0370" <= character < "\u0530"))
