"""Reading from a person whose screen is a pipe (`practice | tee FILE`), and from nobody."""

from __future__ import annotations

import asyncio
import io
import signal

import pytest

from bot.terminal.reading import Interrupted, reader


class Keyboard(io.StringIO):
    """Somebody who types these lines, then presses Ctrl-C, and Enter when nothing comes of it."""

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline()
        if not line:
            signal.raise_signal(signal.SIGINT)
        return line or "\n"


async def kept(text: str) -> None:
    """Keeps nothing."""


def test_one_ctrl_c_is_enough_where_the_screen_is_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", Keyboard("I led it.\nOn my own.\n"))
    with asyncio.Runner() as runner, pytest.raises(Interrupted) as interrupted:
        runner.run(reader().answer("", kept))
    assert interrupted.value.text == "I led it.\nOn my own."
    with asyncio.Runner() as runner, pytest.raises(Interrupted):
        runner.run(reader().line("A to D: "))
    assert capsys.readouterr().out == "A to D: ", "whoever types reads for what"


def test_a_standard_input_that_is_closed_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert asyncio.run(reader().answer("", kept)) is None
    assert asyncio.run(reader().line("A to D: ")) is None
