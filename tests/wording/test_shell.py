"""At a shell every command that a sentence names can be typed there, or is said to be Discord's."""

import re
import shlex

import pytest

from bot.cli import build_parser, main
from bot.wording.catalogue import languages, load_texts
from bot.wording.shell import AT_SHELL, AtShell


@pytest.mark.parametrize("typed", sorted(set(AT_SHELL.values()) - {"end"}))
def test_what_is_named_can_be_typed(typed: str) -> None:
    program, *arguments = shlex.split(typed)
    assert program == "bar-raiser"
    assert build_parser().parse_args(arguments).command == arguments[0]


@pytest.mark.parametrize("language", languages())
def test_no_sentence_sends_somebody_at_a_shell_to_a_slash_command(language: str) -> None:
    texts = load_texts(language)
    here = AtShell(texts)
    slash = {key: re.findall(r"`/[^`]+`(?: \(Discord\))?", here._sentence(key, {})) for key in texts.keys}
    assert [key for key, named in slash.items() if not all(name.endswith("(Discord)") for name in named)] == []
    assert {f"`{command}`" for command in AT_SHELL} <= {
        name for key in texts.keys for name in re.findall(r"`/[^`]+`", texts._sentence(key, {}))
    }


def test_a_persons_words_are_left_as_they_are() -> None:
    here = AtShell(load_texts())
    assert here.language == "en"
    assert "history.empty" in here
    assert here("history.empty") == "You have no session yet. Start one with `bar-raiser practice`."
    assert "`/review`" in here("progress.advice.flaw", flaw="`/review`", n=2, of=3, do="")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"bar-raiser (\d+\.\d+\.\d+|source), Python 3\.\d+\.\d+\n", capsys.readouterr().out)
