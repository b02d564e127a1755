"""A member's calibration over time: what is said of the course is what the lines show, and no more than that."""

from __future__ import annotations

import pytest

from bot.core.calibrating import Call, track
from bot.core.vocabulary import Verdict
from bot.wording.blocks import Paragraph
from bot.wording.calibrating import calibration_over_time
from bot.wording.catalogue import load_texts

LETTERS: dict[str, Verdict] = {"s": "strong_hire", "h": "hire", "n": "no_hire"}


def course(votes: str, language: str = "en") -> str:
    """What is said of these votes on answers that the judge would have hired for."""
    calls = [Call(day * 86_400, "room", "ownership", LETTERS[letter], "hire") for day, letter in enumerate(votes)]
    said = [block.text for block in calibration_over_time(track(calls), load_texts(language)) if isinstance(block, Paragraph)][-1]
    return "".join(span.text for span in said)


@pytest.mark.parametrize("moved", ["ssshh", "ssssh"])
def test_a_vote_or_two_in_five_are_no_course(moved: str) -> None:
    assert "than chance makes" in course("sshhh" + moved)
    assert "than chance makes" in course(moved + "sshhh")


def test_a_course_is_told_as_the_lines_show_it() -> None:
    assert course("ssssshhhhh") == "You have come nearer to the judge: 1.0 steps less apart a vote than at first."
    assert course("hhhhhnnnnh").startswith("You have moved away from the judge: 1.6 steps more apart")


def test_a_mean_is_written_as_its_reader_writes_numbers() -> None:
    assert "1,6 grados más de distancia" in course("hhhhhnnnnh", "es")
