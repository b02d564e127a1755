"""What is generated from the field table stands in the files as it would be generated now; and a starter file starts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.content.catalogue import catalogue
from bot.content.document import parse_document
from bot.content.fields import SCENARIO
from bot.content.guide import BEGIN, END, guide_path, with_fields
from bot.content.kinds import PLACEHOLDER
from bot.content.library import builtin_scenarios, load_library, read_scenario
from bot.content.schema import scenario_schema
from bot.content.starter import starter, starter_to_send
from bot.core.vocabulary import FLAWS_AND_SIGNALS, PRINCIPLES

GUIDE = guide_path().read_text(encoding="utf-8")


def test_the_guide_is_in_step_with_the_fields() -> None:
    assert with_fields(GUIDE) == GUIDE, "python -m bot.content.guide > scenarios/README.md (through a second file)"
    generated = GUIDE[GUIDE.index(BEGIN) : GUIDE.index(END)]
    for one in SCENARIO.fields:
        assert f"| `{one.name}`" in generated
    for word in (*FLAWS_AND_SIGNALS, *PRINCIPLES):
        assert f"| `{word}` |" in generated


def test_a_guide_without_its_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="marker"):
        with_fields("# How to write a scenario\n")


def test_the_list_of_the_library_is_in_step() -> None:
    path = builtin_scenarios().parent / "docs" / "library.md"
    assert path.read_text(encoding="utf-8") == catalogue(load_library()), "python -m bot.content.catalogue > docs/library.md"


@pytest.mark.parametrize("principle", PRINCIPLES)
@pytest.mark.parametrize("made", [starter, starter_to_send])
def test_a_starter_file_is_readable_and_lacks_nothing_but_its_texts(made: Callable[[str, str], str], principle: str) -> None:
    text = made(principle, "my-story")
    problems = read_scenario(parse_document(text.encode(), Path(f"{principle}/my-story.yaml")))[1]
    assert problems
    assert {problem.message for problem in problems} == {"This text is still to be written."}
    assert len(problems) == text.count(PLACEHOLDER) - 1, "the head of the file names it once"
    for one in SCENARIO.fields:
        assert f"\n{one.name}:" in text


def test_a_filled_in_starter_needs_one_right_option_and_its_phrases() -> None:
    text = starter("dive_deep", "my-story").replace(PLACEHOLDER, "Written:")
    problems = read_scenario(parse_document(text.encode(), Path("dive_deep/my-story.yaml")))[1]
    said = "\n".join(problem.message for problem in problems)
    assert "No options are right" in said
    assert "does not stand in the strong text of this stage" in said


def test_a_starter_file_in_a_folder_of_one_s_own_finds_what_its_head_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new-scenario", "dive_deep", "my-story", "--folder", "my-scenarios"]) == 0
    path = Path("my-scenarios/dive_deep/my-story.yaml")
    head = path.read_text(encoding="utf-8").splitlines()[:3]
    schema = path.parent / head[0].partition("$schema=")[2]
    assert json.loads(schema.read_text(encoding="utf-8")) == scenario_schema()
    assert head[2].split()[-1] == path.as_posix(), "what is still missing is asked by the file's own name"
    assert main(["check", "my-scenarios"]) == 1
    assert "still to be written" in capsys.readouterr().out

    schema.write_text("mine", encoding="utf-8")
    assert main(["new-scenario", "dive_deep", "other-story", "--folder", "my-scenarios"]) == 0
    assert schema.read_text(encoding="utf-8") == "mine", "what is there already stays"


def test_the_guide_s_own_example_is_an_id_that_is_free() -> None:
    (principle, id), *_ = re.findall(r"python -m bot new-scenario (\w+) ([\w-]+)$", GUIDE, re.M)
    assert not (builtin_scenarios() / principle / f"{id}.yaml").exists()
