"""A member's calibration over time, as a page for them alone."""

from __future__ import annotations

from bot.core.calibrating import Span, Track
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Table, Text, plain
from bot.wording.catalogue import Texts
from bot.wording.dates import day_of
from bot.wording.findings import heading
from bot.wording.names import decimal, listed, name_of

# Steps of the scale: between two means of five votes each, a smaller move is more often chance than not.
_MOVED = 0.5


def calibration_over_time(track: Track, texts: Texts) -> tuple[Block, ...]:
    title = heading("calibration.heading", texts, 1)
    if not track.votes:
        return title, Paragraph(texts.text("calibration.none"))
    lines: list[Text] = [texts.text("calibration.same", same=track.same, votes=track.votes, near=track.near)]
    if track.enough:
        lines.append(texts.text(f"calibration.{track.lean}", mean=decimal(abs(track.mean), 1, texts)))
    if track.fooled:
        lines.append(texts.text("calibration.fooled", n=track.fooled))
    for key, found in (("missed", track.missed), ("doubtful", track.doubtful)):
        if found:
            names = [texts("calibration.counted", name=name_of("id", id, texts), n=n) for id, n in found]
            lines.append(texts.text(f"calibration.{key}", names=listed(names, texts)))
    blocks: list[Block] = [title, Paragraph(texts.text("calibration.votes", n=track.votes)), Bullets(tuple(lines))]
    if not track.enough:
        blocks.append(Note(texts.text("calibration.early")))
    if track.moved is not None:
        headers = tuple(texts(f"calibration.{column}") for column in ("span", "column_same", "column_apart"))
        rows = tuple(
            (plain(_days(span)), plain(f"{span.same}/{span.votes}"), plain(decimal(span.distance, 1, texts))) for span in track.spans
        )
        blocks += [heading("calibration.over_time", texts, 3), Table(headers, rows), Paragraph(_course(track.moved, texts))]
    return (*blocks, Note(texts.text("calibration.where")))


def _course(moved: float, texts: Texts) -> Text:
    key = "better" if moved <= -_MOVED else "worse" if moved >= _MOVED else "steady"
    return texts.text(f"calibration.{key}", steps=decimal(abs(moved), 1, texts))


def _days(span: Span) -> str:
    first, last = (day_of(at) for at in (span.since, span.until))
    return first if first == last else f"{first} - {last}"
