"""`history` and `progress` in a shell: one's own, narrowed, opened, drawn."""

from __future__ import annotations

import asyncio
import getpass
import io
import json
import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main
from bot.store import migrate
from bot.store.database import Database
from bot.usecases.exchange import Who
from tests.usecases.histories import DAY, EXPORT, PRINTERS, Past
from tests.usecases.interviews import ROOT, Clock


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration whose database holds three interviews of whoever runs the tests, and one of somebody else."""
    folder = tmp_path_factory.mktemp("shell")
    asyncio.run(_held(folder / "bot.sqlite3"))
    path = folder / "config.yaml"
    scenarios = [str(ROOT / "scenarios" / "have_backbone_disagree_and_commit"), str(ROOT / "scenarios" / "questions.yaml")]
    path.write_text(json.dumps({"database": str(folder / "bot.sqlite3"), "scenarios": scenarios}), encoding="utf-8")
    return path


async def _held(path: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    await migrate.upgrade(database)
    past = Past(database, Clock(int(time.time()) - 20 * DAY))
    me = Who("terminal", getpass.getuser())
    await past.cut_short(me, PRINTERS)
    await past.cut_short(me, PRINTERS, principle="dive_deep")
    await past.cut_short(me, EXPORT)
    await past.cut_short(Who("terminal", "somebody else"), EXPORT, principle="frugality")
    await database.close()


@pytest.mark.parametrize("command", ["history", "quiz", "review"])
def test_an_account_without_a_name_is_known_by_its_number(
    command: str, config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 987_654_321)
    monkeypatch.setattr("sys.stdin", io.StringIO("end\n"))
    code, _out, err = shown(capsys, command, "--config", str(config))
    assert (code, err) == (0, "")


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_list_is_ones_own_and_can_be_narrowed(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = shown(capsys, "history", "--config", str(config))
    assert code == 0
    assert out.count("Ownership") == 2
    assert "Dive Deep" in out
    assert "Frugality" not in out
    assert "pa0000000002" in out
    _code, out, _err = shown(capsys, "history", "--config", str(config), "--principle", "dive_deep", "--mode", "practice")
    assert "Only Dive Deep, practice." in out
    assert "Ownership" not in out
    assert "None of your sessions" in shown(capsys, "history", "--config", str(config), "--verdict", "strong_hire", "--level", "sde1")[1]
    assert "all of them are on earlier pages" in shown(capsys, "history", "--config", str(config), "--page", "2")[1]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_days_are_those_of_whoever_sits_here(
    zone: str, config: Path, capsys: pytest.CaptureFixture[str], clocks_of: Callable[[str], None]
) -> None:
    clocks_of(zone)
    with closing(sqlite3.connect(config.parent / "bot.sqlite3")) as database:
        steps = [at for (at,) in database.execute("SELECT updated_at FROM sessions ORDER BY updated_at")][:3]
    days = [time.strftime("%Y-%m-%d", time.localtime(at)) for at in steps]
    assert re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", shown(capsys, "history", "--config", str(config))[1]) == days[::-1]
    out = shown(capsys, "progress", "--config", str(config))[1]
    assert re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", out) == days
    assert "UTC" not in out


def test_one_is_opened_as_it_was_shown(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = shown(capsys, "history", "--config", str(config), "--open", "1")
    assert code == 0
    assert "Debrief · Ownership" in out
    assert "“I pulled three months of logs" in out
    code, _out, err = shown(capsys, "history", "--config", str(config), "--open", "9")
    assert (code, "There is no session number 9" in err) == (2, True)


@pytest.mark.parametrize("option", ["--page", "--open"])
@pytest.mark.parametrize("value", ["0", "-1", "abc", "²", "1" * 5000])
def test_what_is_no_place_in_the_list_is_said_to_be_none(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(("history", f"{option}={value}"))
    assert ended.value.code == 2
    assert f"argument {option}: {value!r} is no place in a list; write a number, from 1 on" in capsys.readouterr().err


def test_a_page_far_beyond_the_last_is_empty(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = shown(capsys, "history", "--config", str(config), "--page", "999999999")
    assert (code, "all of them are on earlier pages" in out) == (0, True)


def test_progress_as_tables_and_as_a_picture(config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "chart.png"
    code, out, _err = shown(capsys, "progress", "--config", str(config), "--chart", str(picture))
    assert code == 0
    assert "3 interviews, oldest first." in out
    assert "By principle" in out
    assert picture.read_bytes().startswith(b"\x89PNG")
    code, _out, err = shown(capsys, "progress", "--config", str(config), "--principle", "dive_deep", "--chart", str(picture))
    assert (code, "A chart begins at three." in err) == (1, True)
    code, _out, err = shown(capsys, "progress", "--config", str(config), "--chart", str(tmp_path / "no" / "where.png"))
    assert (code, "could not be written" in err) == (1, True)
    code, _out, err = shown(capsys, "--language", "es", "progress", "--config", str(config), "--chart", str(tmp_path / "no" / "where.png"))
    assert (code, "Indica otro archivo con --chart" in err) == (1, True)
