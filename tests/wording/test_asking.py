"""What the interviewer says before and between the questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.events import Answered, Ended, TriedAgain, WentOn
from bot.core.plain import from_data, to_data
from bot.core.replies import Briefs, Debrief, Says
from bot.core.transitions import Mode
from bot.wording.asking import briefing, remark
from bot.wording.blocks import Paragraph
from bot.wording.catalogue import load_texts
from bot.wording.debrief import debrief
from bot.wording.progress_line import progress_line
from tests.core.held import WEAK, play, setup
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
        ("No", "Noted: one word."),
        ("I did.", "Noted: 2 words."),
        ("word " * 150, "Noted: 150 words, about 0:56 to 1:09 spoken."),
    ],
)
def test_what_was_taken_down_is_told_in_words_and_a_time_only_where_there_is_one(answer: str, told: str) -> None:
    _, said = play(setup("interview"), [Answered(answer)])
    (taken,) = (one for one in said if isinstance(one, Says) and one.key == "received")
    assert words(*remark(taken, ENGLISH)).strip() == told


def test_the_debrief_speaks_in_whole_sentences() -> None:
    """Told twice, of somebody's own words, and of a part in which nothing was found."""
    _, said = play(setup(), [Answered(WEAK), TriedAgain(), Answered(WEAK), Ended()])
    (end,) = (one for one in said if isinstance(one, Debrief))
    page = words(*debrief(end, ENGLISH))
    assert "You told the opening twice; the vote is on the second one." in page
    assert "It is about" not in page
    assert any(todo.quote for todo in end.todos) == ("You said: “" in page)
    assert "for or against the vote" not in page


def test_a_debrief_warns_about_names_and_secrets_in_the_readers_language() -> None:
    told = "Our customer Initech could not pay, so I rotated ghp_abcdefghijklmnopqrstuvwxyz012345 and wrote the fix. Failures fell to 2."
    _, said = play(setup(), [Answered(told), Ended()])
    (end,) = (one for one in said if isinstance(one, Debrief))
    spanish = words(*debrief(end, load_texts("es")))
    for line in ("«Initech» parece un cliente", "«ghp_…» parece una credencial. Quítala"):
        assert line in spanish, spanish
    assert "looks like" not in spanish
    assert "“Initech” looks like" in words(*debrief(end, ENGLISH))
    # One that was stored before holds the sentences themselves.
    earlier = replace(end, guarded=(), warnings=("“Initech” looks like a customer's name.",))
    assert "“Initech” looks like a customer's name." in words(*debrief(from_data(Debrief, to_data(earlier)), ENGLISH))


def test_a_debrief_misses_no_task_of_its_own_beside_a_situation() -> None:
    """Hardly anybody gives it a sentence: it is told within the situation."""
    told = (
        "Last spring our invoices failed for 300 customers. I traced it to a rounding bug and fixed it. Failures fell from 40 a week to 2."
    )
    _, said = play(setup(), [Answered(told), Ended()])
    (end,) = (one for one in said if isinstance(one, Debrief))
    silent = {view.stage for view in end.stages if not view.time.words}
    assert silent == {"task", "reflection"}
    page = words(*debrief(end, ENGLISH))
    assert "It is enough that the situation says what was yours to do." in page
    # What was looked for and not found in the reflection is said in its own words.
    assert "Nothing was said for this stage." not in page


def test_where_an_interview_stands_is_told_in_words_too() -> None:
    """It was told by bold letters alone, which no screen reader says."""
    for events, line in (
        ((), "Opening (now) · Follow-up 1 · Follow-up 2 · Follow-up 3 · Debrief"),
        ((Answered(WEAK), WentOn()), "Opening · Follow-up 1 (now) · Follow-up 2 · Follow-up 3 · Debrief"),
        ((Answered(WEAK), Ended()), "Opening · Follow-up 1 · Follow-up 2 · Follow-up 3 · Debrief (now)"),
    ):
        state, _ = play(setup(), list(events))
        assert words(Paragraph(progress_line(state, ENGLISH))).strip() == line
