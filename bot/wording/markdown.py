"""Blocks -> a Markdown file: what a person keeps of a debrief, or is given where a screen is too small.

CommonMark with pipe tables. Words that are not ours are escaped, so that a file says exactly what was said and no more: no heading, link,
image or HTML in it comes from anywhere but here.
"""

from __future__ import annotations

import re
import time

from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Rule, Span, Table, Text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LINE_START = re.compile(r"^([^\S\n]*)([-+=]|\d{1,9}(?=[.)]))", re.MULTILINE)
_SCHEME = re.compile(r"://")
_CODE = re.compile(r"(`[^`\n]+`)")


def markdown(blocks: tuple[Block, ...]) -> str:
    """The whole file, ended by a line end."""
    return "\n\n".join(_block(block) for block in blocks).strip() + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {_one_line(text)}"
        case Paragraph(text):
            return _lines(text)
        case Note(text):
            return f"*{_one_line(text)}*"
        case Quote(text, by):
            label = f"**{_escaped(by)}**\n\n" if by else ""
            return label + "\n".join(f"> {line}".rstrip() for line in _inline(text).split("\n"))
        case Bullets(items, numbered):
            return "\n".join(f"{f'{number}.' if numbered else '-'} {_one_line(item)}" for number, item in enumerate(items, 1))
        case Table(headers, rows):
            return "\n".join((_row([_escaped(header) for header in headers]), _row(["---"] * len(headers)), *(_cells(row) for row in rows)))
        case Rule():
            return "---"


def _cells(row: tuple[Text, ...]) -> str:
    return _row([_one_line(cell) for cell in row])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _lines(text: Text) -> str:
    """Line ends that were typed stay line ends: two spaces before each."""
    return _inline(text).replace("\n", "  \n")


def _one_line(text: Text) -> str:
    return " ".join(_inline(text).split())


def _inline(text: Text) -> str:
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    if span.kind in ("moment", "date"):
        return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(int(span.text)))
    if span.kind not in ("plain", "strong"):
        return _escaped(span.text)
    ours = "".join(part if place % 2 else _escaped(part) for place, part in enumerate(_CODE.split(span.text)))
    if span.kind == "plain" or not ours.strip():
        return ours
    bare = ours.strip()
    start = ours.index(bare)
    return f"{ours[:start]}**{bare}**{ours[start + len(bare) :]}"


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    escaped = _LINE_START.sub(lambda match: f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}", escaped)
    # A bare address is made a link by many readers: the colon is written as what it is.
    return _SCHEME.sub("&#58;//", escaped)
