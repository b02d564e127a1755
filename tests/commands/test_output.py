"""Standard output that takes nothing more, whatever command writes to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.cli import main
from tests.commands.test_report import database

__all__ = ["database"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device without room is needed")
@pytest.mark.parametrize("arguments", [("history",), ("progress",), ("db",), ("judge", "--principle", "ownership")], ids=lambda one: one[0])
def test_an_output_without_room_is_told_in_a_sentence(
    arguments: tuple[str, ...], database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = tmp_path / "answer.txt"
    answer.write_text("I led it on my own.", encoding="utf-8")
    full = os.fdopen(os.open("/dev/full", os.O_WRONLY), "w", encoding="utf-8")
    monkeypatch.setattr("sys.stdout", full)
    assert main([*arguments, *([str(answer)] if arguments[0] == "judge" else [])]) == 1
    full.close()
    assert capsys.readouterr().err == "The standard output cannot be written (No space left on device).\n"
