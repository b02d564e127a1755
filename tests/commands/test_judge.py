"""`judge` as a pipe meets it: the same bytes under every locale, text as it was given, and a failure told as what it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from tests.core.judged import STRONG

ROOT = Path(__file__).parents[2]
ONE = ("--principle", "ownership")
LINE = (json.dumps({"id": "Zoë → 日本", "principle": "ownership", "answer": f"“{STRONG}” → π"}, ensure_ascii=False) + "\n").encode()
LOCALES = [
    {"PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot", "judge", *arguments]


def judged(*arguments: str, given: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*arguments), input=given, cwd=ROOT, env=os.environ | environ, capture_output=True, timeout=60, check=False
    )


@pytest.mark.parametrize("locale", LOCALES, ids=["latin-1", "C"])
def test_json_is_the_same_bytes_under_every_locale(locale: dict[str, str]) -> None:
    usual, here = judged("--jsonl", given=LINE * 2), judged("--jsonl", given=LINE * 2, **locale)
    assert (here.returncode, here.stderr) == (0, b"")
    assert here.stdout == usual.stdout
    assert [json.loads(line)["id"] for line in here.stdout.decode().splitlines()] == ["Zoë → 日本"] * 2


@pytest.mark.parametrize("locale", LOCALES, ids=["latin-1", "C"])
def test_a_note_is_told_to_its_end_where_the_shell_lacks_a_letter(locale: dict[str, str]) -> None:
    here = judged(*ONE, given=f"“{STRONG}” → π".encode(), **locale)
    assert (here.returncode, here.stderr) == (0, b"")
    assert b"What an interviewer would ask next" in here.stdout


def test_whoever_reads_one_line_and_goes_ends_it_quietly(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_bytes(LINE * 200)
    with subprocess.Popen(
        command("--jsonl", str(tmp_path / "many.jsonl")), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device without room is needed")
@pytest.mark.parametrize("arguments", [("--jsonl",), (*ONE, "--format", "json")], ids=["lines", "one"])
def test_an_output_without_room_is_told_as_that(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "in").write_bytes(LINE)
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command(*arguments, str(tmp_path / "in")), cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert ended.returncode == 1
    assert ended.stderr == "The standard output cannot be written (No space left on device).\n"


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = judged("--jsonl", str(tmp_path / "none.jsonl"))
    assert missing.returncode == 2
    assert missing.stderr.decode() == f"{tmp_path / 'none.jsonl'}: the file cannot be read (No such file or directory).\n"
    closed = subprocess.run(
        ["sh", "-c", '"$@" <&-', "sh", *command("--jsonl")], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert closed.returncode == 2
    assert closed.stderr == "The standard input cannot be read (Bad file descriptor).\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_text_of_another_encoding_is_refused_and_not_judged(tmp_path: Path, encoding: str) -> None:
    """As some editors and shells of Windows save it."""
    (tmp_path / "answer.txt").write_bytes(STRONG.encode(encoding))
    for refused in (judged(*ONE, str(tmp_path / "answer.txt")), judged(*ONE, given=STRONG.encode(encoding))):
        assert refused.returncode == 2
        assert b"saved as UTF-16, not as UTF-8" in refused.stderr
        assert refused.stdout == b""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_lines_of_another_encoding_are_refused_as_such(encoding: str) -> None:
    """A shell of Windows writes them so; each of them was called no JSON."""
    refused = judged("--jsonl", given=LINE.decode().encode(encoding))
    assert refused.returncode == 2
    assert b"saved as UTF-16, not as UTF-8" in refused.stderr
    assert refused.stdout == b""


def test_lines_are_not_promised_as_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_bytes(LINE)
    assert main(["judge", "--jsonl", "--format", "text", str(tmp_path / "lines.jsonl")]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error == "--jsonl prints JSON alone: leave --format text out, or judge one answer at a time without --jsonl.\n"


def test_a_hyphen_is_the_standard_input() -> None:
    assert judged("--jsonl", "-", given=LINE).stdout == judged("--jsonl", given=LINE).stdout != b""


def test_offsets_count_the_characters_as_they_stand(tmp_path: Path) -> None:
    given = STRONG.replace(". ", ".\r\n")
    (tmp_path / "answer.txt").write_bytes(given.encode())
    from_file, from_pipe = (
        judged(*ONE, "--format", "json", str(tmp_path / "answer.txt")),
        judged(*ONE, "--format", "json", given=given.encode()),
    )
    assert from_file.stdout == from_pipe.stdout
    out = json.loads(from_file.stdout)
    quoted = [one for one in (*out["flaws"], *out["signals"]) if one["quote"] is not None]
    assert quoted
    assert [given[one["start"] : one["end"]] for one in quoted] == [one["quote"] for one in quoted]
    assert max(one["start"] for one in quoted) > given.index("\r\n")
    assert out["score"] == json.loads(judged(*ONE, "--format", "json", given=STRONG.replace(". ", ".\n").encode()).stdout)["score"]


@pytest.mark.parametrize(
    ("arguments", "given"), [(("--jsonl",), LINE), ((*ONE, "--format", "json"), STRONG.encode())], ids=["lines", "one"]
)
def test_a_mark_of_the_byte_order_is_none_of_the_text(tmp_path: Path, arguments: tuple[str, ...], given: bytes) -> None:
    (tmp_path / "marked").write_bytes(b"\xef\xbb\xbf" + given)
    without = judged(*arguments, given=given)
    assert without.returncode == 0
    assert judged(*arguments, given=b"\xef\xbb\xbf" + given).stdout == without.stdout
    assert judged(*arguments, str(tmp_path / "marked")).stdout == without.stdout
