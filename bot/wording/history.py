"""A member's own sessions as a list, and the line that names one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.frozen import dataclass
from bot.wording.blocks import Block, Note, Paragraph, Table, Text, plain
from bot.wording.catalogue import Texts
from bot.wording.findings import heading
from bot.wording.names import name_of, told_score


@dataclass(frozen=True, slots=True)
class Entry:
    """One session as a history shows it. `day` is a date such as 2026-11-25 (bot/wording/dates.py); `id` is shown where it can be used."""

    number: int
    day: str
    principle: str
    level: str
    mode: str
    status: str
    verdict: str | None
    score: float | None
    id: str = ""


def history(entries: Sequence[Entry], total: int, texts: Texts, *, only: Sequence[str] = ()) -> tuple[Block, ...]:
    """`only` names what the list was narrowed to."""
    blocks: list[Block] = [heading("history.heading", texts, 1)]
    if only:
        blocks.append(Note(texts.text("history.filtered", what=", ".join(only))))
    if not entries:
        key = "history.beyond" if total else "history.none_such" if only else "history.empty"
        return (*blocks, Paragraph(texts.text(key, n=total)))
    with_ids = any(entry.id for entry in entries)
    rows = tuple(
        tuple(plain(cell) for cell in (str(entry.number), *described(entry, texts), *((entry.id,) if with_ids else ())))
        for entry in entries
    )
    columns = ("number", "day", "principle", "level", "mode", "vote", *(("id",) if with_ids else ()))
    headers = tuple(texts(f"history.header.{column}") for column in columns)
    blocks.append(Table(headers, rows))
    if total > len(entries):
        blocks.append(Note(texts.text("history.page", shown=len(entries), total=total)))
    return tuple(blocks)


def described(entry: Entry, texts: Texts) -> tuple[str, str, str, str, str]:
    """The cells of one row: day, principle, level, mode, vote."""
    return (
        entry.day,
        name_of("principle", entry.principle, texts),
        name_of("level", entry.level, texts),
        texts(f"mode.{entry.mode}.name"),
        vote_of(entry, texts),
    )


def vote_of(entry: Entry, texts: Texts) -> str:
    if entry.verdict is None:
        return texts(f"history.status.{entry.status}")
    name = name_of("verdict", entry.verdict, texts)
    return name if entry.score is None or entry.verdict == "insufficient_evidence" else f"{name} ({told_score(entry.score)})"


def name_line(entry: Entry, texts: Texts) -> Text:
    return plain(" · ".join(described(entry, texts)))


def narrowed(principle: str | None, level: str | None, mode: str | None, verdict: str | None, texts: Texts) -> list[str]:
    """What a list was narrowed to, in names."""
    found = [name_of(kind, id, texts) for kind, id in (("principle", principle), ("level", level), ("verdict", verdict)) if id is not None]
    return found if mode is None else [*found, texts(f"mode.{mode}.name")]
