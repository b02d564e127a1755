"""`db` at the shell: what it prints, what it refuses, and a round trip through PostgreSQL."""

import asyncio
import stat
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.store.database import Database
from tests.postgresql import Cluster
from tests.store.filled import everything, fill
from tests.store.spoiled import spoil


@pytest.fixture
def database(tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configured database: a file with something in it."""
    path = tmp_path / "bot.sqlite3"
    path.write_bytes(migrated_sqlite.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAR_RAISER_DATABASE", str(path))

    async def prepare() -> None:
        opened = Database.open(f"sqlite+aiosqlite:///{path}")
        await fill(opened)
        await opened.close()

    asyncio.run(prepare())
    return path


def rows(url: str) -> dict[str, list[str]]:
    async def read() -> dict[str, list[str]]:
        opened = Database.open(url)
        try:
            return await everything(opened)
        finally:
            await opened.close()

    return asyncio.run(read())


def db(*words: str) -> int:
    return main(["db", *words])


def test_sqlite_moves_to_postgresql_and_a_backup_of_that_comes_back(
    database: Path, postgresql: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = asyncio.run(postgresql.create())
    before = rows(f"sqlite+aiosqlite:///{database}")
    assert db("copy", url) == 0
    said = capsys.readouterr().out
    assert "each is there, read back and the same" in said
    assert "name the new database in the configuration" in said
    assert rows(url) == before

    monkeypatch.setenv("BAR_RAISER_DATABASE", url)
    assert db("backup", "kept.sqlite3") == 0
    assert db("restore", "kept.sqlite3") == 1
    assert "is not empty" in capsys.readouterr().err

    monkeypatch.setenv("BAR_RAISER_DATABASE", str(tmp_path / "again.sqlite3"))
    assert db("restore", "kept.sqlite3") == 0
    assert rows(f"sqlite+aiosqlite:///{tmp_path / 'again.sqlite3'}") == before
    asyncio.run(postgresql.drop(url))


def test_show_says_where_it_stands(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert db() == 0
    said = capsys.readouterr().out
    assert "up to date" in said
    assert any(line.split() == ["turns", "12", "rows"] for line in said.splitlines())
    monkeypatch.setenv("BAR_RAISER_DATABASE", str(tmp_path / "new.sqlite3"))
    assert db() == 0
    said = capsys.readouterr().out
    assert str(tmp_path / "new.sqlite3") in said
    assert "not there yet; the first start makes it" in said
    assert not list(tmp_path.glob("new*")), "whoever only looks, as root perhaps, makes no file that the bot cannot write to"
    (tmp_path / "new.sqlite3").touch()
    assert db() == 0
    assert "empty (this program would make version" in capsys.readouterr().out
    assert db("upgrade") == 0
    assert "upgraded  from empty to" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["backup", "kept.sqlite3"], ["copy", "other.sqlite3"]])
def test_what_is_not_there_is_neither_backed_up_nor_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    """Whoever names no configuration gets another database than the bot's: nothing is worse than a backup of that."""
    path = tmp_path / "elsewhere" / "bot.sqlite3"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAR_RAISER_DATABASE", str(path))
    assert db(*words) == 1
    said = capsys.readouterr().err
    assert f"There is no database at {path}" in said
    assert "--config" in said
    assert not list(tmp_path.iterdir()), "nothing was made"


@pytest.mark.parametrize("made", [False, True])
def test_a_database_in_which_nothing_stands_is_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], made: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAR_RAISER_DATABASE", str(tmp_path / "new.sqlite3"))
    if made:
        assert db("upgrade") == 0
    else:
        (tmp_path / "new.sqlite3").touch()
    assert db("backup", "kept.sqlite3") == 1
    said = capsys.readouterr().err
    assert "Nothing stands in it" in said
    assert "db upgrade" not in said
    assert not list(tmp_path.glob("*kept*"))


def test_a_damaged_file_is_moved_away_before_a_backup_comes_in_its_place(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rows(f"sqlite+aiosqlite:///{database}")
    assert db("backup", "kept.sqlite3") == 0
    spoil(database, 100)
    assert db("restore", "kept.sqlite3") == 1
    assert "move the file, its -wal and -shm away" in capsys.readouterr().err
    (tmp_path / "broken").mkdir()
    for path in tmp_path.glob("bot.sqlite3*"):
        path.rename(tmp_path / "broken" / path.name)
    assert db("restore", "kept.sqlite3") == 0
    assert rows(f"sqlite+aiosqlite:///{database}") == before


@pytest.mark.parametrize("hurt", [4096 * 20, -4096, 0])
def test_a_backup_that_is_damaged_is_said_to_be_it_and_not_the_bots_database(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], hurt: int
) -> None:
    """In the one hour in which a backup is needed: it was said that the database is damaged and the last backup to be restored, or that
    another `database` is to be chosen."""
    assert db("backup", "kept.sqlite3") == 0
    spoil(tmp_path / "kept.sqlite3", hurt)
    monkeypatch.setenv("BAR_RAISER_DATABASE", str(tmp_path / "new.sqlite3"))
    capsys.readouterr()
    assert db("restore", "kept.sqlite3") == 1
    said = capsys.readouterr().err
    assert said.startswith("kept.sqlite3 is damaged, or no backup of this program")
    assert "Restore another one" in said
    assert "move the file" not in said
    assert "choose another `database`" not in said


def test_a_new_file_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "new.sqlite3"
    monkeypatch.setenv("BAR_RAISER_DATABASE", str(path))
    assert db("upgrade") == 0
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["backup"], 2, "`db backup` needs a file"),
        (["copy"], 2, "needs the database to copy into"),
        (["upgrade", "now"], 2, "takes nothing after it"),
        (["restore", "nothing.sqlite3"], 1, "is not a file"),
        (["copy", "mysql+pymysql://u:hunter2@h/n"], 1, "mysql is not supported"),
        (["copy", "postgresql+asyncpg://u:hunter2@127.0.0.1:1/n"], 1, "could not be reached"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    database: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    assert db(*words) == code
    told = capsys.readouterr()
    assert said in told.err
    assert "hunter2" not in told.err + told.out
