"""What a terminal shows: plain text without a terminal, and nothing a person typed can steer it."""

import re
from collections.abc import Callable
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.terminal.render import show
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Rule, Table, dated, plain, said, strong


def shown(*blocks: Block, width: int = 60, terminal: bool = False) -> str:
    out = StringIO()
    show(Console(file=out, width=width, highlight=False, force_terminal=terminal), blocks)
    return out.getvalue()


def test_every_block_is_drawn_as_text() -> None:
    text = shown(
        Heading(plain("Debrief"), 1),
        Paragraph((*plain("The vote is "), strong("Hire"), *plain("."))),
        Quote((said("I pulled the logs"),), "You"),
        Bullets((plain("one"), plain("two")), numbered=True),
        Table(("Stage", "Words"), ((plain("Action"), plain("120")),)),
        Rule(),
        Note(plain("An estimate.")),
    )
    for piece in ("Debrief", "The vote is Hire.", "│ You: I pulled the logs", "1. one", "2. two", "Stage", "Action", "120", "An estimate."):
        assert piece in text
    assert "\x1b" not in text


def test_a_day_and_its_time_are_those_of_the_clock_on_the_wall(clocks_of: Callable[[str], None]) -> None:
    late = 1_793_416_500  # 2026-10-31 03:15 UTC
    for zone, wall in (("America/New_York", "2026-10-30 23:15"), ("Asia/Tokyo", "2026-10-31 12:15")):
        clocks_of(zone)
        assert wall in shown(Paragraph((dated(late),)))


@given(st.text())
def test_a_persons_words_cannot_steer_the_terminal(words: str) -> None:
    drawn = shown(Paragraph((said(f"\x1b[31m[red]{words}\u202e\x07"),)), width=10_000)
    assert not {"\x1b", "\x07", "\u202e"} & set(drawn)
    assert "[red]" in drawn


def test_nothing_of_a_line_with_an_emoji_is_cut_off() -> None:
    said_so = "abc " * 30 + "😱 " + "abc " * 20
    for width in range(40, 80):
        text = shown(Bullets((plain(said_so),)), Paragraph(plain(said_so)), Quote(plain(said_so), "You"), width=width)
        assert "…" not in text
        assert re.sub(r"\s", "", text).count("abc") == 150


def test_long_lines_are_folded_at_the_width() -> None:
    text = shown(Paragraph(plain("word " * 60)), Quote(plain("word " * 60), "You"), width=40)
    assert max(map(len, text.splitlines())) <= 40
