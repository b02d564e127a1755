"""`privacy` at the shell: a copy of everything, and then nothing left."""

import asyncio
import io
import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from bot.cli import main
from bot.store.database import Database
from bot.store.files import write_whole
from bot.usecases.exchange import Who
from bot.usecases.peer import Peers
from tests.commands.test_report import ANSWER, database, interviewed
from tests.core.judged import rubric
from tests.discord_app.faults.disks import no_longer_files
from tests.terminal.test_reading import Keyboard
from tests.usecases.interviews import Clock
from tests.usecases.quizzes import SERVER, means_on, thread

__all__ = ["database"]
ADA = Who("terminal", "ada")
WORDS = b"forty a day to three"


def in_a_panel(path: Path, asks: Who, answers: Who) -> str:
    """A panel whose first round is scored; its id."""

    async def hold() -> str:
        opened = Database.open(f"sqlite+aiosqlite:///{path}")
        try:
            peers = Peers(means_on(opened, Clock()), rubric())
            id = (await peers.open(asks, answers, SERVER, thread(), level="sde2")).id
            await peers.accept(answers, id)
            await peers.answer(answers, id, 0, ANSWER)
            await peers.score(asks, id, 1, "hire", ("metric_delta",), {})
            return id
        finally:
            await opened.close()

    return asyncio.run(hold())


def test_an_export_is_a_zip_that_only_its_owner_reads(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    interviewed(database, ADA)
    target = tmp_path / "me.zip"
    assert main(["privacy", "export", str(target)]) == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    archive = zipfile.ZipFile(io.BytesIO(target.read_bytes()))
    assert archive.testzip() is None
    assert WORDS in archive.read("data/turns.json")
    assert main(["privacy", "export", str(target)]) == 1
    assert "overwrites nothing" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of Unix")
def test_an_export_that_finds_no_room_leaves_nothing_that_the_next_would_not_overwrite(tmp_path: Path) -> None:
    target = tmp_path / "me.zip"
    with no_longer_files(os.getpid(), 4096), pytest.raises(OSError, match="File too large"):
        write_whole(target, b"x" * 5000, over=False)
    assert not target.exists()
    target.write_bytes(b"another one's")
    with pytest.raises(FileExistsError):
        write_whole(target, b"x", over=False)
    assert target.read_bytes() == b"another one's"


def test_whoever_runs_the_bot_exports_a_member_s_side_of_a_panel(database: Path, tmp_path: Path) -> None:
    """And after the other one is forgotten, nothing of it."""
    cleo, dan = "123456789012345678", "223456789012345678"
    id = in_a_panel(database, Who("discord", cleo), Who("discord", dan))

    def reports_of(member: str, file: str) -> list[str]:
        assert main(["privacy", "--member", member, "export", str(tmp_path / file)]) == 0
        archive = zipfile.ZipFile(tmp_path / file)
        return [archive.read(name).decode() for name in archive.namelist() if name.endswith(f"-panel-{id}.md")]

    (asked,), (answered,) = reports_of(cleo, "cleo.zip"), reports_of(dan, "dan.zip")
    assert "forty a day to three" in asked
    assert "forty a day to three" in answered
    assert "The judge's debrief" in answered
    assert "The judge's debrief" not in asked
    assert main(["privacy", "--member", cleo, "forget", "--yes"]) == 0
    assert reports_of(dan, "again.zip") == []


def test_forgetting_asks_first(database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    interviewed(database, ADA)
    for answer, kept in (("no", True), ("", True), ("forget", False)):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
        assert main(["privacy", "forget"]) == 0
        told = capsys.readouterr().out
        assert ("Nothing was deleted" in told) is kept
        assert "Deleted for good: one interview.\nAlso everything else that is stored of you here" in told
    assert not [path for path in database.parent.glob("bot.sqlite3*") if WORDS in path.read_bytes()]
    assert main(["privacy", "forget"]) == 2
    assert "Nothing is stored of you" in capsys.readouterr().err


def test_ctrl_c_where_it_asks_ends_it_and_deletes_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    id = interviewed(database, ADA)
    monkeypatch.setattr("sys.stdin", Keyboard())
    assert main(["privacy", "forget"]) == 0
    told = capsys.readouterr().out
    assert "Type `forget`" in told
    assert "Nothing was deleted" in told
    assert main(["report", id]) == 0


def test_one_session_is_forgotten(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    id = interviewed(database, ADA)
    assert main(["privacy", "forget", id, "--yes"]) == 0
    assert main(["report", id]) == 2
    assert main(["privacy", "forget", "nothing", "--yes"]) == 2
    assert "not there any more" in capsys.readouterr().err


def test_whoever_runs_the_bot_does_it_for_a_member_who_has_left(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = interviewed(database, Who("discord", "123456789012345678"))
    target = tmp_path / "theirs.zip"
    assert main(["privacy", "forget", "--yes"]) == 2, "whoever is at the shell is somebody else"
    of_them = ["privacy", "--member", "123456789012345678"]
    capsys.readouterr()
    assert main([*of_them, "export", str(target)]) == 0
    assert f"Everything that is stored of member {of_them[2]} is in {target}" in capsys.readouterr().out
    assert session in zipfile.ZipFile(target).read("data/sessions.json").decode()
    assert main([*of_them, "forget", "--yes"]) == 0
    told = capsys.readouterr().out
    assert f"Of member {of_them[2]}, deleted for good: one interview." in told
    assert f"`bar-raiser privacy --member {of_them[2]} export FILE`" in told
    assert f"Nothing of member {of_them[2]} is stored" in told
    assert " you" not in told, "nothing of whoever types it is concerned"
    assert not [path for path in database.parent.glob("bot.sqlite3*") if WORDS in path.read_bytes()]
    assert main([*of_them, "forget", "--yes"]) == 2
    assert f"Nothing is stored of member {of_them[2]} in this database" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["privacy", "--member", "ada", "forget"])
    assert "is no Discord id" in capsys.readouterr().err
