"""A member's calibration over time: what is said of the course is what the lines show, and no more than that."""

from __future__ import annotations

import pytest

from bot.core.calibrating import Call, track
from bot.core.vocabulary import Verdict
from bot.wording.blocks import Paragraph
from bot.wording.calibrating import calibration_over_time
from bot.wording.catalogue import load_texts


def course(*first_and_last: list[Verdict]) -> str:
    """What is said of votes on answers that the judge would have hired for."""
    votes = [vote for votes in first_and_last for vote in votes]
    calls = [Call(day * 86_400, "room", "ownership", vote, "hire") for day, vote in enumerate(votes)]
    said = [block.text for block in calibration_over_time(track(calls), load_texts()) if isinstance(block, Paragraph)][-1]
    return "".join(span.text for span in said)


@pytest.mark.parametrize("off", [1, 2])
def test_a_vote_or_two_in_five_are_no_course(off: int) -> None:
    even: list[Verdict] = ["strong_hire", "strong_hire", "hire", "hire", "hire"]
    moved: list[Verdict] = ["strong_hire"] * (2 + off) + ["hire"] * (3 - off)
    assert "than chance makes" in course(even, moved)
    assert "than chance makes" in course(moved, even)


def test_a_course_is_told_as_the_lines_show_it() -> None:
    assert course(["strong_hire"] * 5, ["hire"] * 5) == "You have come nearer to the judge: 1.0 steps less apart a vote than at first."
    assert course(["hire"] * 5, ["no_hire"] * 4 + ["hire"]).startswith("You have moved away from the judge: 1.6 steps more apart")
