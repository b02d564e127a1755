"""`doctor` and whoever answers on the port for health."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest

from bot.cli import main


@contextmanager
def answering(reply: bytes) -> Iterator[int]:
    """A port on which one caller is answered with these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            caller, _address = server.accept()
            with caller:
                caller.recv(4096)
                caller.sendall(reply)

        answerer = Thread(target=answer, daemon=True)
        answerer.start()
        yield server.getsockname()[1]
        answerer.join(5)


def http(body: bytes, *, longer: int = 0, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body) + longer}\r\n\r\n".encode() + body


def said_of(port: int, folder: Path, capsys: pytest.CaptureFixture[str], **settings: object) -> str:
    config = folder / "config.yaml"
    config.write_text(json.dumps({"database": str(folder / "bot.sqlite3"), "metrics_port": port, **settings}), encoding="utf-8")
    main(["doctor", "--offline", "--config", str(config)])
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "reply",
    [
        http(b"true"),
        http(b'"status ok"'),
        http(b'["status"]'),
        http(b"<p>status</p>"),
        http(b"\xff\xfe\x00"),
        http(b"[" * 60_000),
        http(b'{"status": "o', longer=20),
        http(b"{}", status="404 Not Found"),
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"220 mail.example.org ESMTP\r\n" * 200,
        b"",
    ],
    ids=["true", "text", "list", "page", "no_utf8", "deep", "short", "404", "ssh", "smtp", "nothing"],
)
def test_whatever_else_answers_is_another_program(reply: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(reply) as port:
        said = said_of(port, tmp_path, capsys)
    assert f"another program answers on port {port}" in said
    assert "Choose another `metrics_port`." in said


def test_a_bot_that_is_not_well_says_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(http(b'{"status": "starting"}', status="503 Service Unavailable")) as port:
        assert "a bot runs here, and says: starting" in said_of(port, tmp_path, capsys)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another kind")
@pytest.mark.parametrize(("folder_mode", "mode", "told"), [(0o755, 0o644, True), (0o755, 0o600, False), (0o700, 0o644, False)])
def test_a_database_that_others_can_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder_mode: int, mode: int, told: bool
) -> None:
    """It was restored by hand, with the rights of whoever did it. A folder that is closed to others closes what is in it."""
    # pytest's own folders are closed to others.
    with TemporaryDirectory() as home:
        Path(home).chmod(folder_mode)
        file = Path(home) / "bot.sqlite3"
        file.touch()
        file.chmod(mode)
        said = said_of(0, tmp_path, capsys, database=str(file))
    assert ("others on this machine can read bot.sqlite3, and with it what people typed" in said) is told
    assert (f"chmod 600 {file}*" in said) is told
    assert ("only the bot's account can read the database's file" in said) is not told


@pytest.mark.parametrize(
    ("shards", "shared"),
    [({"count": 4, "ids": [0, 1]}, True), ({"count": 2, "ids": [0, 1]}, False), ({"count": 4}, False), ({}, False)],
)
def test_one_of_several_processes_is_told_that_a_file_is_not_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], shards: dict[str, object], shared: bool
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    said = said_of(0, tmp_path, capsys, shards=shards)
    assert ("this process runs 2 of 4 shards, and its database is a file" in said) is shared
    assert ("one PostgreSQL" in said) is shared
    assert ("All is well." in said) is not shared


def test_processes_on_one_postgresql_share_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("BAR_RAISER_DATABASE", "postgresql+asyncpg://bot@127.0.0.1:1/bot")
    assert "its database is a file" not in said_of(0, tmp_path, capsys, shards={"count": 4, "ids": [0, 1]})


def test_it_says_which_configuration_it_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A config.yml changed nothing, and all was well."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAR_RAISER_DATABASE", str(tmp_path / "bot.sqlite3"))
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    main(["doctor", "--offline"])
    said = capsys.readouterr().out
    assert f"there is no config.yaml in {tmp_path}" in said
    assert "All is well." in said
    (tmp_path / "config.yml").write_text("level: senior\n", encoding="utf-8")
    main(["doctor", "--offline"])
    said = capsys.readouterr().out
    assert f"{tmp_path / 'config.yml'} is not read" in said
    assert "Rename it config.yaml" in said
    assert "All is well." not in said
    (tmp_path / "config.yml").rename(tmp_path / "config.yaml")
    main(["doctor", "--offline"])
    said = capsys.readouterr().out
    assert f"ok    Config      {tmp_path / 'config.yaml'}" in said
    assert "All is well." in said
