"""`quiz` in a shell, as somebody uses it: typed letters in, pages out, a database that remembers."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from pathlib import Path

import pytest

from bot.cli import main

SCENARIOS = Path(__file__).parents[2] / "scenarios"


class Seized:
    """Somebody who types a letter just as another program has seized the database."""

    def __init__(self, database: Path) -> None:
        self._other = sqlite3.connect(database, isolation_level=None)

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        self._other.execute("BEGIN EXCLUSIVE")
        return "a\n"


class Shell:
    """One person's shell: what they type, and what they see."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = patch, capsys
        self._config = folder / "config.yaml"
        scenarios = [str(SCENARIOS / "have_backbone_disagree_and_commit"), str(SCENARIOS / "questions.yaml")]
        self._config.write_text(json.dumps({"database": str(folder / "quiz.sqlite3"), "scenarios": scenarios}))

    def quiz(self, typed: str | Seized, *options: str) -> tuple[int, str]:
        """The exit code, and everything that was shown."""
        self._patch.setattr("sys.stdin", io.StringIO(typed) if isinstance(typed, str) else typed)
        code = main(["quiz", "--config", str(self._config), *options])
        return code, self._seen()

    def says(self, command: str) -> str:
        """What another command shows."""
        main([command, "--config", str(self._config)])
        return self._seen()

    def _seen(self) -> str:
        shown = self._capsys.readouterr()
        return shown.out + shown.err


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, monkeypatch, capsys)


def test_a_quiz_from_the_first_question_to_the_result(shell: Shell) -> None:
    code, shown = shell.quiz("a\n\nB\nnext\nnonsense\nc\n\n", "--count", "3")
    assert code == 0
    for number in (1, 2, 3):
        assert f"Question {number} of 3" in shown
    assert "The story “" in shown
    assert shown.count("and your choice.") == 3
    assert "That was not understood" in shown
    right, answered = re.findall(r"Quiz · (\d) of (\d) right", shown)[0]
    assert answered == "3"
    assert shown.count("· right") == int(right)


def test_a_letter_is_taken_with_the_stop_that_it_is_shown_with(shell: Shell) -> None:
    _code, shown = shell.quiz("A.\n\nb)\n`end`\n", "--count", "3")
    assert shown.count("and your choice.") == 2
    assert "You ended it after 2 of 3 questions." in shown
    assert "That was not understood" not in shown


def test_an_end_of_the_input_ends_the_quiz_and_a_new_one_asks_what_is_new(shell: Shell) -> None:
    _code, first = shell.quiz("a\n", "--count", "9")
    assert "You ended it after 1 of 9 questions." in first
    asked = re.findall(r"Question 1 of 9 · Have Backbone.*?\n\n.*?\n\n(.*?)\n", first, re.DOTALL)[0]
    _code, second = shell.quiz("a\n\n" * 8, "--count", "8")
    assert asked not in second
    assert "Question 8 of 8" in second


def test_what_comes_next_is_named_as_it_is_typed_here(shell: Shell) -> None:
    _code, shown = shell.quiz("a\n\n" * 9, "--count", "9")
    assert "They come back in `bar-raiser review`." in shown
    assert "`/" not in shown
    shown = shell.says("progress")
    assert "`bar-raiser practice` in practice mode takes ten minutes" in shown
    assert "`/" not in shown


def test_fewer_questions_than_asked_for_are_said(shell: Shell) -> None:
    _code, shown = shell.quiz("end\n", "--count", "30")
    assert "There are 9 questions for this choice." in shown
    assert "You ended it before the first answer" in shown


def test_a_level_tells_its_bar(shell: Shell) -> None:
    _code, shown = shell.quiz("a\nend\n", "--level", "senior")
    assert "What Senior SDE asks of this story" in shown


def test_a_principle_without_questions_is_refused_in_a_sentence(shell: Shell) -> None:
    code, shown = shell.quiz("", "--principle", "frugality")
    assert code == 2
    assert "There is no quiz question on Frugality yet." in shown


def test_a_database_that_another_program_holds_is_told_in_a_sentence(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.BUSY_TIMEOUT", 20)
    shell.quiz("end\n")
    code, shown = shell.quiz(Seized(tmp_path / "quiz.sqlite3"), "--new")
    assert code == 1
    assert "Another program is holding the database" in shown


@pytest.mark.parametrize("count", ["0", "31", "many", "-1"])
def test_an_impossible_number_is_refused(shell: Shell, count: str) -> None:
    with pytest.raises(SystemExit) as ended:
        shell.quiz("", f"--count={count}")
    assert ended.value.code == 2
