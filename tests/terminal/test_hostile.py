"""Hostile text in a terminal: the commands that show somebody's own words send no control of theirs to the screen."""

from __future__ import annotations

import json
import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli import main
from bot.terminal.render import show
from bot.wording.blocks import Bullets, Heading, Note, Paragraph, Quote, Table, plain, said, strong
from tests.hostile import TEXTS, hostile, unseen_in


def steering(text: str) -> str:
    """What a terminal would obey, or cannot write."""
    return "".join(
        letter for letter in text if letter not in "\n\u200c\u200d" and unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )


@pytest.mark.parametrize("name", list(TEXTS))
def test_no_block_lets_it_through(name: str) -> None:
    text = hostile(name)
    out = StringIO()
    blocks = (
        Heading((said(text),), 2),
        Paragraph((*plain(f"Value {text}"), strong(text), said(text))),
        Quote((said(text),), text[:40]),
        Bullets(((said(text),),)),
        Table(("A", "B"), (((said(text),), plain(text)),)),
        Note((said(text),)),
    )
    show(Console(file=out, width=80, highlight=False), blocks)
    drawn = out.getvalue()
    drawn.encode()
    assert steering(drawn) == ""
    assert "fixed" in drawn or "f" in drawn


@pytest.mark.parametrize("name", list(TEXTS))
def test_the_judge_prints_what_it_quotes_and_steers_nothing(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = hostile(name).encode("utf-8", "replace").decode()
    file = tmp_path / "answer.txt"
    file.write_text(text, encoding="utf-8", newline="")
    assert main(["judge", "--principle", "ownership", str(file)]) == 0
    assert steering(capsys.readouterr().out) == ""
    line = tmp_path / "answers.jsonl"
    line.write_text(json.dumps({"id": 1, "principle": "ownership", "answer": hostile(name)}) + "\n", encoding="utf-8")
    assert main(["judge", "--jsonl", str(line)]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert not [letter for letter in out if letter != "\n" and unicodedata.category(letter) == "Cc"]
    for finding in (*json.loads(out)["flaws"], *json.loads(out)["signals"]):
        if finding["quote"] is not None:
            assert hostile(name)[finding["start"] : finding["end"]] == finding["quote"]


def test_a_file_with_escapes_in_it_is_told_without_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_bytes(b'id: "\\e[2J\\a"\n\x1b]0;owned\x07: \xff\n')
    (tmp_path / "b.yaml").write_bytes(b'id: "\\e[2J\\a"\ntitle: x\n')
    assert main(["check", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "b.yaml:1:5" in told
    assert steering(told) == ""
    assert unseen_in(told) == ""
