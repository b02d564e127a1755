"""Blocks -> pieces of Discord's markdown, none of them longer than a message can hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from typing import Literal

from bot.core.frozen import dataclass
from bot.discord_app.escape import cut, escaped, in_code, ours
from bot.discord_app.limits import encoded, units
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Rule, Span, Table, Text

# A phone shows about so many characters of a code block in one line; a wider table is told in lines.
CODE_WIDTH = 40
SHORT_CELL = 32
# Letters as wide as a figure, with their accents.
_LATIN = re.compile("[ -~\u00a1-\u024f]*")
# Where a long text is cut, the best place first.
_BREAKS = (re.compile(r"\n\n+"), re.compile(r"\n"), re.compile(r"(?<=[.!?…])\s+"), re.compile(r"\s+"))

# What Discord itself turns into a time that counts on, or into a name. Which of them ping is for each message to say: none, by default.
_REFERENCES = {"moment": "<t:{}:R>", "date": "<t:{}:f>", "member": "<@{}>", "channel": "<#{}>", "role": "<@&{}>"}

PieceKind = Literal["heading", "bold", "text", "note", "quote", "item", "rule"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One block, or a part of one that was too long. A heading (the small ones are bold lines) stays with what follows it, a note with what
    stands before it."""

    kind: PieceKind
    markdown: str
    # Measured once: a piece is tried on a sheet again and again.
    units: int = field(init=False, compare=False)
    bytes: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", units(self.markdown))
        object.__setattr__(self, "bytes", encoded(self.markdown))

    @property
    def leads(self) -> bool:
        """Whether it means nothing without what follows."""
        return self.kind in ("heading", "bold", "rule")


def pieces(blocks: tuple[Block, ...], most_units: int, most_bytes: int) -> list[Piece]:
    """Every block as one piece or more, each within the two measures."""

    def fits(markdown: str) -> bool:
        return units(markdown) <= most_units and encoded(markdown) <= most_bytes

    return [piece for block in blocks for piece in _pieces(block, fits)]


def inline(text: Text) -> str:
    """Spans as one run of markdown: ours escaped, a person's words escaped, strong words in stars."""
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    if span.kind in _REFERENCES and span.text.isascii() and span.text.isdigit():
        return _REFERENCES[span.kind].format(span.text)
    if span.kind not in ("plain", "strong"):
        return escaped(span.text)
    if span.kind == "plain" or not span.text.strip():
        return ours(span.text)
    # Stars must touch the words they hold.
    bare = span.text.strip()
    start = span.text.index(bare)
    return f"{span.text[:start]}**{ours(bare)}**{span.text[start + len(bare) :]}"


def _pieces(block: Block, fits: Callable[[str], bool]) -> list[Piece]:
    match block:
        case Rule():
            return [Piece("rule", "")]
        case Heading(text, level):
            line = " ".join(cut("".join(span.text for span in text), 200).split())
            marked = f"**{escaped(line)}**" if level >= 3 else f"{'#' * (level + 1)} {escaped(line)}"
            return [Piece("bold" if level >= 3 else "heading", marked)]
        case Paragraph(text):
            return _cut("text", text, inline, fits)
        case Note(text):
            return _cut("note", text, _note, fits)
        case Quote(text, by):
            label = f"-# {ours(by)}\n" if by else ""
            told = _cut("quote", text, _quote, lambda markdown: fits(label + markdown))
            return [Piece("quote", label + told[0].markdown), *told[1:]]
        case Bullets(items, numbered):
            return [piece for number, item in enumerate(items, 1) for piece in _item(item, f"{number}. " if numbered else "- ", fits)]
        case Table():
            return _table(block, fits)


def _note(text: Text) -> str:
    return "\n".join(f"-# {line}" if line.strip() else "" for line in inline(text).split("\n"))


def _quote(text: Text) -> str:
    return "\n".join(f"> {line}" for line in inline(text).split("\n"))


def _item(text: Text, mark: str, fits: Callable[[str], bool]) -> list[Piece]:
    def item(part: Text) -> str:
        return mark + inline(part).replace("\n", "\n  ")

    return _cut("item", text, item, fits)


def _table(table: Table, fits: Callable[[str], bool]) -> list[Piece]:
    lines = [[in_code(header) for header in table.headers]]
    lines += [[in_code("".join(span.text for span in cell)) for cell in row] for row in table.rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.headers))]
    # Letters of other scripts are not all as wide as a figure: columns of them would not stand under each other.
    if sum(widths) + len(widths) - 1 <= CODE_WIDTH and all(_LATIN.fullmatch(cell) for line in lines for cell in line):
        code = "```\n" + "\n".join(_columns(line, widths) for line in lines) + "\n```"
        if fits(code):
            return [Piece("text", code)]
    long = [any(sum(len(span.text) for span in row[column]) > SHORT_CELL for row in table.rows) for column in range(len(table.headers))]
    # Rows of one line each hold together as a list does.
    kind: PieceKind = "text" if any(long) else "item"
    return [piece for row in table.rows for piece in _cut(kind, _row(table.headers, row, long), inline, fits)]


def _columns(cells: list[str], widths: list[int]) -> str:
    """The first column names the row and stands left; figures stand right."""
    figures = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return " ".join((cells[0].ljust(widths[0]), *figures)).rstrip()


def _row(headers: tuple[str, ...], row: tuple[Text, ...], long: list[bool]) -> Text:
    """A row told in lines: its name and the short columns in one, each long column in one of its own, under its header."""
    first: Text = (Span("".join(span.text for span in row[0]), "strong"),)
    below: Text = ()
    for header, cell, is_long in zip(headers[1:], row[1:], long[1:], strict=True):
        if is_long:
            below = (*below, Span(f"\n{header}: "), *cell)
        else:
            first = (*first, Span(" · "), *cell)
    return (*first, *below)


def _cut(kind: PieceKind, text: Text, render: Callable[[Text], str], fits: Callable[[str], bool]) -> list[Piece]:
    """The text in as few parts as fit, cut where it is best read apart. It is cut before it is marked up, so that no mark is halved."""
    markdown = render(text)
    if fits(markdown):
        return [Piece(kind, markdown)]
    first, second = _halves(text)
    if not first or not second:
        return [Piece(kind, markdown)]
    return [*_cut(kind, first, render, fits), *_cut(kind, second, render, fits)]


def _halves(text: Text) -> tuple[Text, Text]:
    whole = "".join(span.text for span in text)
    return _split(text, _middle(whole))


def _middle(whole: str) -> tuple[int, int]:
    """The best break near the middle: (where the first part ends, where the second begins)."""
    low, high = len(whole) // 4, 3 * len(whole) // 4
    for pattern in _BREAKS:
        found = [match.span() for match in pattern.finditer(whole, low, high)]
        if found:
            return min(found, key=lambda span: abs(span[0] - len(whole) // 2))
    # As in escape.py: rarely needed, and 1 MB.
    from wcwidth import iter_graphemes

    place = 0
    for cluster in iter_graphemes(whole):
        if place and place + len(cluster) > len(whole) // 2:
            break
        place += len(cluster)
    # One cluster as long as a message is no letter of any script: it is cut like any other text.
    place = place if 0 < place < len(whole) else len(whole) // 2
    return place, place


def _split(text: Text, at: tuple[int, int]) -> tuple[Text, Text]:
    end, begin = at
    first: list[Span] = []
    second: list[Span] = []
    place = 0
    for span in text:
        before, after = span.text[: max(0, end - place)], span.text[max(0, begin - place) :]
        if before:
            first.append(Span(before, span.kind))
        if after and place + len(span.text) > begin:
            second.append(Span(after, span.kind))
        place += len(span.text)
    return tuple(first), tuple(second)
