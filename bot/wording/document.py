"""What is taken away, whatever it is about: one document, written as two files."""

from __future__ import annotations

from bot.core.frozen import dataclass
from bot.wording.blocks import Block
from bot.wording.catalogue import Texts
from bot.wording.markdown import markdown


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is the files' without its ending, and no two documents have the same; `title` is in one line, for a window."""

    name: str
    title: str
    blocks: tuple[Block, ...]


def page_of(document: Document, texts: Texts) -> str:
    """For a browser."""
    # With the names of all the characters that HTML has names for.
    from bot.wording.html import html

    return html(document.title, document.blocks, texts.language)


def files_of(document: Document, texts: Texts) -> tuple[tuple[str, str], ...]:
    """(name, text) of the page and of the Markdown file."""
    return (f"{document.name}.html", page_of(document, texts)), (f"{document.name}.md", markdown(document.blocks))
