"""A session as a report: whole, one's own, and nothing in it that was not shown."""

from __future__ import annotations

import pytest

from bot.core.events import Answered, Ended, WentOn
from bot.core.replies import LearnPage
from bot.usecases import refusals
from bot.usecases.exchange import Shown, Who, Wish
from bot.usecases.interviews import Interviews
from bot.usecases.reports import all_ids, latest, report_of
from tests.usecases.interviews import Clock

ADA, BO = Who("terminal", "ada"), Who("terminal", "bo")
ANSWER = (
    "Nobody had asked me, I plan the tours. I stood beside the label printer for two shifts, wrote down every jam, and saw that 31 of 40 "
    "came with one roll of paper. I put a gauge on the shelf. Jams went from forty a day to three. I now ask what changed first."
)


async def answered(interviews: Interviews, shown: Shown, text: str = ANSWER) -> Shown:
    return await interviews.take(ADA, shown.session.id, shown.session.step, Answered(text))


async def test_a_report_holds_every_answer_and_the_debrief(interviews: Interviews, clock: Clock) -> None:
    shown = await interviews.start(ADA, Wish(principle="have_backbone_disagree_and_commit"))
    shown = await answered(interviews, shown)
    shown = await interviews.take(ADA, shown.session.id, shown.session.step, WentOn())
    shown = await answered(interviews, shown, "I counted them myself, on paper.")
    shown = await interviews.end(ADA, shown.session.id)
    report = await report_of(interviews, ADA, shown.session.id)
    assert [each.answer for each in report.exchanges if each.answer] == [ANSWER, "I counted them myself, on paper."]
    assert report.debrief is not None
    assert report.verdict == report.debrief.final_vote.verdict
    assert report.exchanges[0].question == report.question
    assert report.began_at == clock.now


async def test_an_interview_gives_nothing_away_before_its_debrief(interviews: Interviews) -> None:
    shown = await interviews.start(ADA, Wish(principle="have_backbone_disagree_and_commit", mode="interview"))
    shown = await answered(interviews, shown)
    report = await report_of(interviews, ADA, shown.session.id)
    assert report.debrief is None
    assert report.verdict is None
    assert {type(reply).__name__ for each in report.exchanges for reply in each.replies} <= {"Says", "Asks"}


async def test_a_walk_through_is_reported_from_its_first_page(interviews: Interviews) -> None:
    shown = await interviews.start(ADA, Wish(principle="have_backbone_disagree_and_commit", mode="learn"))
    shown = await interviews.take(ADA, shown.session.id, shown.session.step, WentOn())
    report = await report_of(interviews, ADA, shown.session.id)
    pages = [reply.number for reply in report.opening if isinstance(reply, LearnPage)]
    pages += [reply.number for each in report.exchanges for reply in each.replies if isinstance(reply, LearnPage)]
    assert pages == [1, 2]


async def test_a_report_is_for_its_own_member(interviews: Interviews) -> None:
    shown = await interviews.start(ADA, Wish(principle="have_backbone_disagree_and_commit"))
    with pytest.raises(refusals.NotYours):
        await report_of(interviews, BO, shown.session.id)
    with pytest.raises(refusals.NoSuchSession):
        await report_of(interviews, ADA, "nothing")
    with pytest.raises(refusals.NothingToReport):
        await latest(interviews, BO)


async def test_the_latest_is_the_one_that_was_touched_last(interviews: Interviews, clock: Clock) -> None:
    first = await interviews.start(ADA, Wish(principle="have_backbone_disagree_and_commit"))
    second = await interviews.start(ADA, Wish(principle="have_backbone_disagree_and_commit"))
    await interviews.take(ADA, second.session.id, second.session.step, Ended())
    clock.now += 60
    await answered(interviews, first)
    assert await latest(interviews, ADA) == first.session.id
    assert await all_ids(interviews, ADA) == sorted([first.session.id, second.session.id])
    assert await all_ids(interviews, BO) == []
