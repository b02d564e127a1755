"""What is generated from the field table stands in the files as it would be generated now; and a starter file starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.catalogue import catalogue
from bot.content.document import parse_document
from bot.content.fields import SCENARIO
from bot.content.guide import BEGIN, END, guide_path, with_fields
from bot.content.kinds import PLACEHOLDER
from bot.content.library import builtin_scenarios, load_library, read_scenario
from bot.content.starter import starter
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
def test_a_starter_file_is_readable_and_lacks_nothing_but_its_texts(principle: str) -> None:
    text = starter(principle, "my-story")
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
