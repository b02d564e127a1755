"""Blocks -> one self-contained HTML page: no script, nothing loaded from anywhere, light and dark as the reader's system is, made to be
printed as well.

Every word is escaped, ours and a person's alike: nothing that anybody typed can become markup. The page says so itself (its policy allows
no script, no frame, no request), for the reader who does not want to take our word for it.
"""

from __future__ import annotations

import re
import time
from html import escape

from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Rule, Span, Table, Text
from bot.wording.page_style import STYLE

_CODE = re.compile(r"`([^`\n]+)`")
# What no text needs and an XML or HTML reader may stumble over; line ends and tabs stay.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(title: str, blocks: tuple[Block, ...], language: str) -> str:
    """The whole page. `language` is that of our own words (en, es); a person's words are marked as being in none that is known."""
    body = "\n".join(_block(block) for block in blocks)
    return f"""<!DOCTYPE html>
<html lang="{_attribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{_escaped(title)}</title>
<style>
{STYLE}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{_inline(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{_inline(text)}</p>"
        case Note(text):
            return f'<p class="note">{_inline(text)}</p>'
        case Quote(text, by):
            caption = f"<figcaption>{_escaped(by)}</figcaption>" if by else ""
            return f"<figure>{caption}<blockquote>{_inline(text)}</blockquote></figure>"
        case Bullets(items, numbered):
            kind = "ol" if numbered else "ul"
            return f"<{kind}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{kind}>"
        case Table(headers, rows):
            return _table(headers, rows)
        case Rule():
            return "<hr>"


def _table(headers: tuple[str, ...], rows: tuple[tuple[Text, ...], ...]) -> str:
    head = "".join(f'<th scope="col">{_escaped(header)}</th>' for header in headers)
    body = "".join(f"<tr>{''.join(_cell(place, cell) for place, cell in enumerate(row))}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(place: int, cell: Text) -> str:
    return f'<th scope="row">{_inline(cell)}</th>' if place == 0 else f"<td>{_inline(cell)}</td>"


def _inline(text: Text) -> str:
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    if span.kind in ("moment", "date"):
        at = time.gmtime(int(span.text))
        return f'<time datetime="{time.strftime("%Y-%m-%dT%H:%M:%SZ", at)}">{time.strftime("%Y-%m-%d %H:%M UTC", at)}</time>'
    if span.kind not in ("plain", "strong"):
        # A direction of their own: what stands around a person's words keeps its order. And no language of ours: a screen reader would
        # speak English words on a Spanish page as if they were Spanish.
        return f'<bdi class="said" lang="">{_escaped(span.text)}</bdi>'
    ours = _CODE.sub(r"<code>\1</code>", _escaped(span.text))
    return f"<strong>{ours}</strong>" if span.kind == "strong" else ours


def _escaped(text: str) -> str:
    """Line ends stay as they are: the style keeps them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape(_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", lines).encode("utf-8", "replace").decode("utf-8"), quote=True)


def _attribute(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "", text) or "en"
