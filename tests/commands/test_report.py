"""`report` at the shell: to standard output, to a file, and what it says when there is nothing."""

import asyncio
import stat
from pathlib import Path

import pytest

from bot.cli import main
from bot.core.events import Answered
from bot.store.database import Database
from bot.usecases.exchange import Who, Wish
from tests.usecases.interviews import Clock, interviews_on

ANSWER = "Nobody had asked me. I measured the rolls of paper, and jams went from forty a day to three. I now ask what changed first."


@pytest.fixture
def database(tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bot.sqlite3"
    path.write_bytes(migrated_sqlite.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAR_RAISER_DATABASE", str(path))
    monkeypatch.setenv("LOGNAME", "ada")
    return path


def interviewed(path: Path, who: Who, answer: str = ANSWER) -> str:
    """An interview with one answer; its id."""

    async def hold() -> str:
        opened = Database.open(f"sqlite+aiosqlite:///{path}")
        try:
            interviews = interviews_on(opened, Clock())
            shown = await interviews.start(who, Wish(principle="have_backbone_disagree_and_commit"))
            await interviews.take(who, shown.session.id, shown.session.step, Answered(answer))
            return shown.session.id
        finally:
            await opened.close()

    return asyncio.run(hold())


def test_the_latest_session_goes_to_standard_output(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    id = interviewed(database, Who("terminal", "ada"))
    assert main(["report"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# Have Backbone; Disagree and Commit")
    assert id in out
    assert "jams went from forty a day to three" in out


def test_what_was_pasted_steers_no_terminal(database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that reads the report gets what was typed; a terminal gets a dot for each character that would steer it."""
    pasted = "\x1b]52;c;b3duZWQ=\x07\x9b2J\u202e"
    interviewed(database, Who("terminal", "ada"), f"{ANSWER} {pasted}")
    assert main(["report"]) == 0
    out = capsys.readouterr().out
    assert {"\x1b", "\x07", "\x9b", "\u202e"} <= set(out)
    monkeypatch.setattr("bot.commands.output._Output.isatty", lambda output: True)
    assert main(["report"]) == 0
    shown = capsys.readouterr().out
    assert {letter for letter in shown if not letter.isprintable()} == {"\n"}
    assert len(shown) == len(out)
    assert "jams went from forty a day to three" in shown


def test_a_file_s_name_says_how_it_is_written(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    id = interviewed(database, Who("terminal", "ada"))
    page = tmp_path / "mine.html"
    assert main(["report", id, "-o", str(page)]) == 0
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert str(page) in capsys.readouterr().out


def test_a_name_that_says_another_format_is_refused(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    interviewed(database, Who("terminal", "ada"))
    page = tmp_path / "mine.pdf"
    assert main(["report", "-o", str(page)]) == 2
    assert "name the file .md or .html" in capsys.readouterr().err
    assert not page.exists()
    assert main(["report", "-o", str(page), "--format", "markdown"]) == 0
    assert page.exists()


def test_nothing_to_report_and_somebody_else_s_session(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report"]) == 2
    assert "no session to report on" in capsys.readouterr().err
    id = interviewed(database, Who("terminal", "bo"))
    assert main(["report", id]) == 2
    assert "somebody else's" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_named(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    interviewed(database, Who("terminal", "ada"))
    assert main(["report", "-o", str(tmp_path / "nowhere" / "mine.md")]) == 1
    assert "could not be written (no such file or directory)" in capsys.readouterr().err
    assert main(["--language", "es", "report", "-o", str(tmp_path / "nowhere" / "mine.md")]) == 1
    assert "(el archivo o la carpeta no existe). Indica otro archivo" in capsys.readouterr().err


def test_a_device_is_written_to_and_not_replaced(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    interviewed(database, Who("terminal", "ada"))
    null = tmp_path / "null"
    null.symlink_to("/dev/null")
    assert main(["report", "-o", str(null)]) == 0
    assert null.is_char_device()
