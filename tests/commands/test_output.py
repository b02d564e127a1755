"""A standard output that takes nothing: every command ends in the same way, and has done before what does not need it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.cli import main
from bot.store.database import Database
from tests.conftest import sqlite_url
from tests.store.filled import fill

FULL = Path("/dev/full")
TOLD = "The standard output cannot be written (No space left on device).\n"


@pytest.fixture
def database(tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The configured database, with something in it."""
    url = sqlite_url(tmp_path / "bot.sqlite3")
    (tmp_path / "bot.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAR_RAISER_DATABASE", url)

    async def filled() -> None:
        opened = Database.open(url)
        await fill(opened)
        await opened.close()

    asyncio.run(filled())


@pytest.mark.skipif(not FULL.exists(), reason="a device without room is needed")
@pytest.mark.parametrize("buffering", [1, -1], ids=["a line at a time", "at the end"])
@pytest.mark.parametrize("command", ["history", "db", "db copy there.sqlite3", "db backup kept.sqlite3", "--help"])
def test_an_output_without_room_is_told_as_that(
    database: None, command: str, buffering: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with FULL.open("w", buffering) as full, monkeypatch.context() as patch:
        patch.setattr("sys.stdout", full)
        assert main(command.split()) == 1
    assert capsys.readouterr().err == TOLD
    assert (tmp_path / "kept.sqlite3").exists() == ("backup" in command)
