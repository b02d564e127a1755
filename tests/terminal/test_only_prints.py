"""A terminal that only prints (TERM=dumb), as a braille display and Emacs' shell have it: all there is to know is in what is printed."""

from __future__ import annotations

import asyncio
from io import StringIO

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput

from bot.terminal.reading import Typed, forgets


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
