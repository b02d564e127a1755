"""A terminal that only prints (TERM=dumb), as a braille display and Emacs' shell have it: all there is to know is in what is printed."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from io import StringIO

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput
from rich.console import Console

from bot.terminal.reading import Typed, forgets
from bot.terminal.render import console, show
from bot.wording.blocks import Block, Quote, Rule, Table, plain


@pytest.fixture(autouse=True)
def dumb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")


def test_a_draft_that_is_sent_along_was_read_out_first() -> None:
    out = StringIO()

    async def typed() -> str:
        with create_pipe_input() as keys, create_app_session(input=keys, output=PlainTextOutput(out)):
            keys.send_text("in two weeks.\r\r")
            return await asyncio.wait_for(Typed().answer("It failed at night.\x1b[2J\nI rebuilt it ", forgets), 5)

    assert asyncio.run(typed()) == "It failed at night.\x1b[2J\nI rebuilt it in two weeks."
    assert out.getvalue().splitlines()[:2] == ["> It failed at night.·[2J", "  I rebuilt it in two weeks."]


TIMES = Table(
    ("Stage", "Words", "Spoken", "Share", "Target"),
    ((plain("Situation"), plain("28"), plain("0:12"), plain("32%"), plain("0:30")), (plain("Task"), *(plain(""),) * 3, plain("0:20"))),
)


def shown(*blocks: Block, width: int = 40) -> str:
    out = StringIO()
    show(Console(file=out, width=width, height=25, highlight=False, force_terminal=True, no_color=True), blocks)
    return out.getvalue()


def test_nothing_is_drawn_with_characters() -> None:
    text = shown(TIMES, Rule(), Quote(plain("I pulled the logs. " * 4), "You"), width=80)
    assert text.splitlines()[:4] == ["Situation · Words: 28 · Spoken: 0:12 · Share: 32% · Target: 0:30", "Task · Target: 0:20", "", "---"]
    assert "> You: I pulled the logs." in text
    assert not [letter for letter in text if unicodedata.name(letter, "").startswith("BOX ")]
    assert "\x1b" not in text


def test_lines_end_where_its_own_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert console().width == 40


@pytest.mark.parametrize(("width", "is_told"), [(40, True), (60, False)])
def test_a_table_without_room_is_told_row_by_row_on_any_terminal(width: int, is_told: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    text = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", shown(TIMES, width=width)).split())
    assert ("Situation · Words: 28 · Spoken: 0:12 · Share: 32% · Target: 0:30" in text) is is_told
    assert is_told or "Stage Words Spoken Share Target" in text
