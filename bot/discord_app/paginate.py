"""Pieces -> sheets: what one message shows at once. A heading never ends a sheet, and a sheet ends before a heading where it can."""

from __future__ import annotations

from bot.core.frozen import dataclass
from bot.discord_app.limits import V2_BYTES, V2_BYTES_EACH, V2_TEXT
from bot.discord_app.markup import Piece, pieces
from bot.wording.blocks import Block

# Room for the line of pages and for a line above.
RESERVE = 400
# Breaks between parts on one sheet: each costs two components of the forty.
MOST_RULES = 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """The texts of one message, a rule between each two of them."""

    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.texts)


def sheets(blocks: tuple[Block, ...], most_units: int = V2_TEXT - RESERVE, most_bytes: int = V2_BYTES - RESERVE) -> tuple[Sheet, ...]:
    """The blocks in as many sheets as they need, at least one."""
    each = most_bytes - (MOST_RULES + 1) * V2_BYTES_EACH
    return tuple(_sheet(run) for run in _runs(pieces(blocks, most_units, each), most_units, each)) or (Sheet(("",)),)


def _runs(parts: list[Piece], most_units: int, most_bytes: int) -> list[list[Piece]]:
    runs: list[list[Piece]] = []
    run: list[Piece] = []
    for piece in parts:
        if run and not _fit([*run, piece], most_units, most_bytes):
            run, carried = _broken(run, most_units)
            runs.append(run)
            run = carried if _fit([*carried, piece], most_units, most_bytes) else []
            if not run and carried:
                runs.append(carried)
        run.append(piece)
    if any(piece.kind != "rule" for piece in run):
        runs.append(run)
    return runs


def _fit(run: list[Piece], most_units: int, most_bytes: int) -> bool:
    between = 2 * len(run)
    return sum(piece.units for piece in run) + between <= most_units and sum(piece.bytes for piece in run) + between <= most_bytes


def _broken(run: list[Piece], most_units: int) -> tuple[list[Piece], list[Piece]]:
    """Where to end a full sheet: before its last heading, if that leaves it half full; in any case not after a heading."""
    used = 0
    place = len(run)
    for index, piece in enumerate(run):
        if piece.kind in ("heading", "bold") and index and used > most_units // 2:
            place = index
        used += piece.units
    while place > 1 and run[place - 1].leads:
        place -= 1
    if all(piece.leads for piece in run[:place]):
        return run, []
    return run[:place], [piece for index, piece in enumerate(run[place:]) if index or piece.kind != "rule"]


def _sheet(run: list[Piece]) -> Sheet:
    texts: list[str] = []
    current = ""
    for index, piece in enumerate(run):
        if piece.kind == "rule":
            if current and len(texts) < MOST_RULES:
                texts.append(current)
                current = ""
            continue
        current = f"{current}{_between(run[index - 1], piece)}{piece.markdown}" if current else piece.markdown
    if current:
        texts.append(current)
    return Sheet(tuple(texts))


def _between(before: Piece, after: Piece) -> str:
    """Discord sets headings apart by itself; a blank line stands before a bold heading and between paragraphs. A list holds together, a
    note stays under what it is about, and nothing comes between a heading and its text."""
    if before.leads or after.kind in ("heading", "note"):
        return "\n"
    if before.kind == after.kind == "item":
        return "\n"
    return "\n" if after.kind == "item" and before.kind == "text" else "\n\n"
