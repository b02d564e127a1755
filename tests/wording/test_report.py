"""A report as Markdown and as an HTML page: whole, escaped, and readable in both lights."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.report import Report
from bot.wording.blocks import Bullets, Heading, Note, Paragraph, Quote, Table, plain, said
from bot.wording.catalogue import load_texts
from bot.wording.html import html
from bot.wording.markdown import markdown
from bot.wording.page_style import COLOURS, STYLE
from bot.wording.report import file_name, report, title_of
from tests.wording.contrast import contrast
from tests.wording.sample_report import HOSTILE, OPENING, QUESTION, REPLY, sample

TEXTS = load_texts()
# What a page of ours is made of.
OURS = frozenset(
    re.findall(
        r"\w+",
        """
    html head meta title style body main h1 h2 h3 h4 h5 p ul ol li strong code figure figcaption blockquote
    div table thead tbody tr th td hr time bdi
""",
    )
)


class Read(HTMLParser):
    """A page as a browser reads it: its elements, its attributes, its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.parts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.parts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def page_of(found: Report) -> str:
    return html(title_of(found, TEXTS), report(found, TEXTS), "en")


def test_the_page_holds_the_whole_session() -> None:
    read = Read(page_of(sample()))
    for words in (QUESTION, OPENING, REPLY, HOSTILE, "The debrief", "The session, step by step", "2025-06-15 15:06 UTC"):
        assert words in read.text
    assert read.elements.count("h1") == 1
    assert read.open == []
    assert set(read.elements) <= OURS


def test_the_file_holds_the_whole_session() -> None:
    text = markdown(report(sample(), TEXTS))
    assert OPENING.split(". ")[1] in text
    assert "\\<script\\>" in text
    assert "<" not in text.replace("\\<", "")
    assert text.count("\n# ") == 0
    assert text.startswith("# Ownership")


def test_headings_go_down_one_step_at_a_time() -> None:
    depths = [block.level for block in report(sample(), TEXTS) if isinstance(block, Heading)]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))


def test_the_page_runs_nothing_and_asks_for_nothing() -> None:
    page = page_of(sample())
    read = Read(page)
    assert not {"script", "link", "iframe", "img", "object", "embed", "form", "base", "svg"} & set(read.elements)
    assert not [name for name, _value in read.attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert "default-src 'none'" in page
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert "prefers-color-scheme: dark" in STYLE
    assert "@media print" in STYLE


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.text(max_size=20))
def test_no_text_becomes_markup(typed: str, by: str) -> None:
    blocks = (
        Heading((said(typed),), 1),
        Paragraph((*plain(typed), said(typed))),
        Quote((said(typed),), by),
        Bullets(((said(typed),),)),
        Table((by, by), (((said(typed),), plain(typed)),)),
        Note((said(typed),)),
    )
    read = Read(html(typed, blocks, "en"))
    assert read.open == []
    assert set(read.elements) <= OURS
    assert {name for name, _value in read.attributes} <= {"lang", "charset", "http-equiv", "content", "name", "class", "scope"}


@given(st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cn")), max_size=60))
def test_what_was_typed_can_be_read(typed: str) -> None:
    assert typed in Read(html("t", (Quote((said(typed),)),), "en")).text


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_voice_takes_a_persons_words_for_the_pages_own_language(language: str) -> None:
    page = html("t", (Paragraph((*plain("Pregunta: "), said(QUESTION))), Quote((said(OPENING),))), language)
    assert f'<html lang="{language}">' in page
    spoken = re.findall(r'<bdi [^>]*lang=""[^>]*>(.*?)</bdi>', page, re.DOTALL)
    assert [unescape(words) for words in spoken] == [QUESTION, OPENING]


def test_names_of_files_tell_sessions_apart() -> None:
    assert file_name(sample()) == "ownership-sde2-session1"


@pytest.mark.parametrize("light", [0, 1])
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent"])
@pytest.mark.parametrize("paper", ["paper", "said"])
def test_every_colour_of_words_stands_out_from_what_is_behind_it(light: int, ink: str, paper: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    assert contrast(COLOURS[ink][light], COLOURS[paper][light]) >= 4.5


def test_no_heading_and_no_table_is_parted_from_what_belongs_to_it_in_print() -> None:
    printed = STYLE[STYLE.index("@media print") :]
    for kept in ("h3", "table", "figure"):
        assert re.search(rf"\b{kept}\b[^{{}}]*{{ break-(inside|after): avoid", printed), kept
