"""The stages that an answer is shown to have are those that a reader would give it."""

from __future__ import annotations

import pytest

from bot.core.judge import hear
from tests.core.judged import rubric

STORIES = [
    [
        ("situation", "Last spring our nightly invoices failed for 300 customers."),
        ("action", "I noticed it on my own, traced it to a rounding bug, fixed it and added a test."),
        ("result", "Failures fell from 40 a week to 2."),
        ("reflection", "I now run such jobs on a copy first."),
    ],
    [
        ("situation", "On our ward the night round took an hour and a half."),
        ("action", "I walked along with a stopwatch for four nights and moved the two cupboards."),
        ("result", "The round was down to fifty minutes."),
        ("reflection", "I should have asked the night nurses first; they had known it for years."),
    ],
    [
        ("reflection", "I learned to ask the user first."),
        ("result", "The export now takes 3 minutes instead of 40."),
        ("situation", "It all began when our analysts complained in May."),
        ("action", "I profiled it, found two loops, and rewrote them."),
    ],
]


@pytest.mark.parametrize("story", STORIES)
def test_each_sentence_is_in_the_stage_that_it_tells(story: list[tuple[str, str]]) -> None:
    assert hear(rubric(), " ".join(text for _, text in story)).stage_of == [stage for stage, _ in story]


@pytest.mark.parametrize("story", STORIES)
def test_the_box_that_a_sentence_was_typed_in_says_its_stage(story: list[tuple[str, str]]) -> None:
    boxes = dict(zip(("situation", "task", "action", "result"), (text for _, text in story), strict=True))
    assert hear(rubric(), "\n\n".join(boxes.values()), boxes).stage_of == list(boxes)


def test_a_label_says_the_stage_of_what_it_stands_before() -> None:
    told = "Action: the two cupboards stood at the wrong end. Result: I moved them, and the round took fifty minutes."
    assert hear(rubric(), told).stage_of == ["action", "result"]
