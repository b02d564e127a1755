"""What the interviewer says before and between the questions."""

from __future__ import annotations

import pytest

from bot.core.events import Answered
from bot.core.replies import Briefs, Says
from bot.core.transitions import Mode
from bot.wording.asking import briefing, remark
from bot.wording.catalogue import load_texts
from tests.core.held import play, setup
from tests.wording.test_judged import words

ENGLISH = load_texts()


@pytest.mark.parametrize("mode", ["practice", "interview"])
def test_the_briefing_promises_no_number_that_deeper_questions_break(mode: Mode) -> None:
    _, said = play(setup(mode), [])
    (brief,) = (one for one in said if isinstance(one, Briefs))
    page = words(*briefing(brief, ENGLISH))
    assert "3 follow-ups come after the opening; a weak reply is followed deeper." in page


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("No", "Taken down: one word."),
        ("I did.", "Taken down: 2 words."),
        ("word " * 150, "Taken down: 150 words, about 0:56 to 1:09 spoken."),
    ],
)
def test_what_was_taken_down_is_told_in_words_and_a_time_only_where_there_is_one(answer: str, told: str) -> None:
    _, said = play(setup("interview"), [Answered(answer)])
    (taken,) = (one for one in said if isinstance(one, Says) and one.key == "received")
    assert words(*remark(taken, ENGLISH)).strip() == told
