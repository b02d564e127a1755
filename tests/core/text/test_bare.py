"""An answer that names nothing of its own tells no story, however many good things it says."""

from __future__ import annotations

import pytest

from bot.content.rubric import load_rubric
from bot.core.judge import judge
from bot.core.judgement import Asked, Judgement
from bot.core.vote.rubric import Rubric

ASKED = Asked("ownership", "sde2", "Tell me about a time you took on something outside your area of responsibility.")
LISTS = (
    "Nobody asked me. I took it on. I measured it. I found the cause. I compared two options. I chose the simpler one. I told my manager why. "
    "It fell from 9 to 3. It saved 20,000 euros. I added a check. Other teams use it now. I learned to measure first.",
    "I noticed a problem. I analysed the data. I found the root cause. I built a solution. I tested it. The metric improved by 40 percent. "
    "It saved the company a million. Other teams adopted it. I learned to look deeper.",
)
TEMPLATE = (
    "In my role as [job title] at [company] I noticed that [problem]. Although it was outside my responsibility, I took the initiative, "
    "measured [metric] and found the cause. I built [solution], and [metric] improved by [number] percent within [time]. I learned [lesson]."
)
TERSE = (
    "Bakery, nights. Not my shift plan. Counted rolls binned at six: 140 a night. Oven two ran twice on Fridays, for a school that had closed. "
    "Moved its bake, told the owner. Bin down to 20. Saves 9,000 a year. Since then I ask each September who still buys."
)


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric()


def judged(rubric: Rubric, text: str) -> Judgement:
    return judge(rubric, ASKED, text)


@pytest.mark.parametrize("text", [*LISTS, TEMPLATE, "a\n" * 10_000, "lorem ipsum dolor sit amet.\n" * 400])
def test_what_names_nothing_is_no_story(rubric: Rubric, text: str) -> None:
    vote = judged(rubric, text)
    assert vote.verdict in {"no_hire", "insufficient_evidence"}
    assert vote.score < 25
    assert [flaw.id for flaw in vote.flaws] == ["no_story"]
    assert vote.signals == ()


def test_a_terse_story_names_its_things(rubric: Rubric) -> None:
    vote = judged(rubric, TERSE)
    assert "no_story" not in {flaw.id for flaw in vote.flaws}
    assert vote.verdict in {"hire", "strong_hire"}


def test_a_reply_without_a_word_is_the_least_of_all(rubric: Rubric) -> None:
    probe = Asked("ownership", "sde2", ASKED.question, probe="How did you measure it?", competency=("no_data",))
    empty, short = (judge(rubric, probe, text) for text in ("\U0001f600", "No, I did not."))
    assert (empty.verdict, empty.leans) == ("insufficient_evidence", "weak")
    assert empty.score <= short.score
