"""A member's progress as words and tables: what the chart shows, for whoever does not see it, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.advice import ADVICE
from bot.core.progress import WINDOW, Advice, Point, Progress, Row, Trend
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Table, Text, plain
from bot.wording.catalogue import Texts
from bot.wording.dates import day_of
from bot.wording.findings import heading
from bot.wording.names import name_of, told_score

# Of a long history, so many interviews are listed one by one.
LISTED = 12
# Of a long history, so many are drawn, and told to whoever does not see them.
DRAWN = 60
# Discord's limit for the description of a picture.
ALT_LENGTH = 1_024


def progress_page(
    progress: Progress, texts: Texts, *, only: Sequence[str] = (), listed: int | None = LISTED, here: bool = False
) -> tuple[Block, ...]:
    """The whole page. `only` names what it was narrowed to; `listed` is how many interviews are listed, None for all; `here`: the reader
    sits at this machine, by whose clock the days are."""
    blocks: list[Block] = [heading("progress.heading", texts, 1)]
    if only:
        blocks.append(Note(texts.text("progress.filtered", what=", ".join(only))))
    if progress.points:
        blocks.append(Paragraph(texts.text("progress.count", n=len(progress.points))))
    blocks += _advice(progress.advice, texts)
    if progress.drawable:
        blocks += [heading("progress.habits", texts), _habits(progress.trends, texts), Note(texts.text("progress.window", n=WINDOW))]
    if progress.rows:
        blocks += [heading("progress.principles", texts), _principles(progress.rows, texts)]
        if len({point.level for point in progress.points}) > 1:
            blocks.append(Note(texts.text("progress.levels")))
        blocks += [heading("progress.attempts", texts), _points(progress.points, texts, listed, here)]
        if listed is not None and len(progress.points) > listed:
            blocks.append(Note(texts.text("progress.later", n=len(progress.points) - listed)))
        if not here:
            blocks.append(Note(texts.text("history.days")))
        blocks.append(Note(texts.text("progress.scale")))
    return tuple(blocks)


def alternative(progress: Progress, bands: Sequence[float], texts: Texts) -> str:
    """What the chart shows, for whoever does not see it. `bands` are the scores that Leaning No Hire, Hire and Strong Hire begin at."""
    leaning, hire, strong = (round(band) for band in bands)
    unscored = texts("progress.alt.unscored")
    scores = ", ".join(unscored if point.known is None else str(told_score(point.known)) for point in progress.points[-DRAWN:])
    last = progress.points[-1]
    vote, principle = name_of("verdict", last.verdict, texts), name_of("principle", last.principle, texts)
    key = "votes_last" if len(progress.points) > DRAWN else "votes"
    parts = [
        texts(f"progress.alt.{key}", n=len(progress.points), drawn=DRAWN, scores=scores, leaning=leaning, hire=hire, strong=strong),
    ]
    parts.append(texts("progress.alt.last", vote=vote, principle=principle))
    parts += [
        texts("progress.alt.habit", habit=texts(f"progress.habit.{trend.habit}"), now=_moved(trend, texts)) for trend in progress.trends
    ]
    return " ".join(parts)[:ALT_LENGTH]


def _advice(advice: Sequence[Advice], texts: Texts) -> list[Block]:
    lines = tuple(_advised(one, texts) for one in advice)
    if not lines:
        return []
    return [heading("progress.next", texts, 2, n=len(lines)), Bullets(lines) if len(lines) > 1 else Paragraph(lines[0])]


def _advised(one: Advice, texts: Texts) -> Text:
    match one.key:
        case "habit":
            return texts.text(f"progress.advice.habit.{one.habit}")
        case "flaw":
            return texts.text("progress.advice.flaw", flaw=name_of("id", one.id, texts), n=one.count, of=one.of, do=ADVICE[one.id].do)
        case "principle" | "one_principle":
            return texts.text(f"progress.advice.{one.key}", principle=name_of("principle", one.principle, texts))
        case _:
            return texts.text(f"progress.advice.{one.key}", n=one.count)


def _habits(trends: Sequence[Trend], texts: Texts) -> Table:
    rows = tuple((plain(texts(f"progress.habit.{trend.habit}")), plain(_moved(trend, texts))) for trend in trends)
    return Table((texts("progress.header.habit"), texts("progress.header.last")), rows)


def _moved(trend: Trend, texts: Texts) -> str:
    if trend.first is None:
        return texts("progress.not_told")
    first = percent(trend.first)
    if trend.last is None:
        return texts("progress.not_now", before=first)
    last = percent(trend.last)
    return texts("progress.steady", now=last) if first == last else texts("progress.moved", before=first, now=last)


def _principles(rows: Sequence[Row], texts: Texts) -> Table:
    headers = tuple(texts(f"progress.header.{column}") for column in ("principle", "best", "times", "score"))
    return Table(
        headers,
        tuple(
            tuple(
                plain(cell)
                for cell in (
                    name_of("principle", row.principle, texts),
                    name_of("verdict", row.best, texts),
                    texts("progress.times", n=row.times),
                    _scores(row, texts),
                )
            )
            for row in rows
        ),
    )


def _scores(row: Row, texts: Texts) -> str:
    first, last = (texts("progress.unscored") if score is None else str(told_score(score)) for score in (row.first, row.last))
    if row.best == "insufficient_evidence":
        return first
    return texts("progress.score_once", last=last) if row.times == 1 else texts("progress.score_moved", first=first, last=last)


def _points(points: Sequence[Point], texts: Texts, listed: int | None, here: bool) -> Table:
    headers = tuple(texts(f"progress.header.{column}") for column in ("number", "day", "principle", "level", "vote"))
    return Table(headers, tuple(_point(point, texts, here) for point in (points if listed is None else points[-listed:])))


def _point(point: Point, texts: Texts, here: bool) -> tuple[Text, ...]:
    vote = name_of("verdict", point.verdict, texts)
    scored = vote if point.verdict == "insufficient_evidence" else f"{vote} ({told_score(point.score)})"
    cells = (
        str(point.number),
        day_of(point.told_at, here=here),
        name_of("principle", point.principle, texts),
        name_of("level", point.level, texts),
        scored,
    )
    return tuple(plain(cell) for cell in cells)


def percent(share: float) -> str:
    return f"{round(share * 100)}%"
