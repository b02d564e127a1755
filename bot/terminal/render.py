"""Blocks -> a terminal. Every text goes in as rich Text, so that nothing a person typed is read as markup or as an escape sequence.

On a terminal that only prints (TERM=dumb) nothing is drawn with characters: a braille display and a voice spell each of them out.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable

from rich import box
from rich.console import Console, ConsoleOptions, ConsoleRenderable, Group, RenderResult, RichCast
from rich.measure import Measurement
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table as Grid
from rich.text import Text as Styled

from bot.core.printable import JOINERS, printable
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Rule, Span, Table, Text

Renderable = ConsoleRenderable | RichCast | str

# Reading is easier in a column than across a whole screen.
WIDEST = 100
STYLES = {"plain": "", "strong": "bold", "said": "cyan", "moment": "", "date": "", "member": "", "channel": "", "role": ""}
_TIMES = {"moment": "%H:%M", "date": "%Y-%m-%d %H:%M"}


def console(width: int | None = None) -> Console:
    """A console for standard output: colours and a narrow column on a terminal, plain text of fixed width elsewhere."""
    found = Console(highlight=False, soft_wrap=False)
    if found.is_dumb_terminal:
        # rich takes every such terminal to be 80 wide.
        found.size = shutil.get_terminal_size()
    found.width = width or (min(found.width, WIDEST) if found.is_terminal else WIDEST)
    return found


def show(console: Console, blocks: Iterable[Block]) -> None:
    """Prints the blocks with one empty line between them."""
    for block in blocks:
        console.print(drawn(block))
        console.print()


def drawn(block: Block) -> Renderable:
    match block:
        case Heading(text, 1):
            return Group(styled(text, "bold underline"), "")
        case Heading(text, _):
            return styled(text, "bold")
        case Paragraph(text):
            return styled(text)
        case Quote(text, by):
            return _quote(text, by)
        case Bullets(items, numbered):
            return _bullets(items, numbered)
        case Table():
            return _Tabled(block)
        case Note(text):
            return styled(text, "dim")
        case Rule():
            return _Across()


def styled(text: Text, base: str = "") -> Styled:
    line = Styled(style=base)
    for span in text:
        line.append(_safe(span), STYLES[span.kind])
    return line


def _safe(span: Span) -> str:
    """Control and direction characters could move the cursor or turn the line around: they are shown as a dot, in our own words as well,
    because a value may stand in them."""
    if span.kind in _TIMES:
        return time.strftime(_TIMES[span.kind], time.localtime(int(span.text)))
    return printable(span.text.replace("\t", " "), kept=f"\n{JOINERS}")


def _quote(text: Text, by: str) -> Renderable:
    body = Styled()
    if by:
        body.append(f"{printable(by)}: ", "dim")
    body.append_text(styled(text))
    return _Barred(body)


class _Barred:
    """Text with a bar down its left side, as long as the text is high."""

    def __init__(self, body: Styled) -> None:
        self._body = body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        bar = "> " if console.is_dumb_terminal else "│ "
        for line in self._body.wrap(console, max(options.max_width - 2, 10)):
            line.rstrip()
            yield Styled.assemble((bar, "dim"), line)


class _Across:
    """A line across the screen."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield "---" if console.is_dumb_terminal else Line(style="dim")


class _Tabled:
    """Columns, where they stand beside each other without a word cut in two; else each row in words."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        grid = _grid(self._table)
        if console.is_dumb_terminal or Measurement.get(console, options.update(max_width=WIDEST), grid).minimum > options.max_width:
            yield Styled("\n").join(_told(self._table.headers, row) for row in self._table.rows)
        else:
            yield grid


def _bullets(items: tuple[Text, ...], numbered: bool) -> Renderable:
    grid = Grid(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column(justify="right", no_wrap=True)
    # A line with an emoji may come out of rich's wrapping one cell too wide: folded, it loses nothing.
    grid.add_column(overflow="fold")
    for number, item in enumerate(items, 1):
        grid.add_row(f"{number}." if numbered else "-", styled(item))
    return Padding(grid, (0, 0, 0, 1))


def _told(headers: tuple[str, ...], row: tuple[Text, ...]) -> Styled:
    """The row's name, then each of its cells that hold something, under the name of its column."""
    line = styled(row[0], "bold")
    for header, cell in zip(headers[1:], row[1:], strict=True):
        if any(span.text for span in cell):
            line = Styled.assemble(line, f" · {header}: ", styled(cell))
    return line


def _grid(table: Table) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for header in table.headers:
        grid.add_column(Styled(header), overflow="fold")
    for row in table.rows:
        grid.add_row(*(styled(cell) for cell in row))
    return grid
