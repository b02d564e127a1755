"""The shell speaks a person's language: what they ask for, or what their environment says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.wording.language import language_in, spoken

LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@pytest.fixture(autouse=True)
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAR_RAISER_DATABASE", str(tmp_path / "bot.sqlite3"))
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "tlh_KL.UTF-8"}, "en"),
        ({"LANG": "es_ES.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "es_MX", "LC_ALL": ""}, "es"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "tlh:es:en"}, "es"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "es"}, "en"),
        ({"LC_MESSAGES": "es_ES", "LANG": "en_US"}, "es"),
    ],
)
def test_the_environment_names_a_language_as_for_other_programs(environ: dict[str, str], language: str) -> None:
    assert language_in(environ) == language


def test_a_command_answers_in_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["--language", "es", "history"]) == 0
    assert "Aún no tienes ninguna sesión" in capsys.readouterr().out
    assert main(["history"]) == 0
    assert "You have no session yet" in capsys.readouterr().out
    monkeypatch.setenv("LANG", "es_ES.UTF-8")
    assert main(["history"]) == 0
    assert "Aún no tienes ninguna sesión" in capsys.readouterr().out
    assert main(["--language", "en", "history"]) == 0
    assert "You have no session yet" in capsys.readouterr().out
    assert main(["--language", "es", "report"]) == 2
    assert "Aún no hay ninguna sesión" in capsys.readouterr().err
    assert spoken() == "en", "what one command spoke stays with it"


def test_a_language_that_there_is_not_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "tlh", "history"]) == 2
    assert "en, es" in capsys.readouterr().err


def test_a_whole_interview_in_a_spanish_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    script = Path(__file__).parents[2] / "docs" / "examples" / "practice.txt"
    assert main(["--language", "es", "practice", "--script", str(script)]) == 0
    told = capsys.readouterr().out
    assert "El voto" in told
    assert "Balance" in told
    assert "están en inglés" in told
    for english in ("The vote", "Debrief", "Follow-up"):
        assert english not in told
