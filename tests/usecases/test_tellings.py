"""What is counted about interviews: once for each, whoever asks, and only what its member has been shown."""

import asyncio
import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.core.events import Answered
from bot.store.database import Database
from bot.store.progress_tables import tellings
from bot.usecases.exchange import Who, Wish
from bot.usecases.privacy import Privacy
from bot.usecases.progress import progress_of
from bot.usecases.reviving import expire_idle
from bot.usecases.tellings import Tellings
from bot.wording.blocks import Note
from bot.wording.catalogue import load_texts
from bot.wording.progress import progress_page
from tests.usecases.histories import EXPORT, EXPORT_WEAKLY, PRINTERS, REPLY, WEAK_REPLY, Past
from tests.usecases.interviews import ADA, BO


async def test_a_finished_interview_is_counted_as_it_was_judged(past: Past) -> None:
    shown = await past.told(ADA)
    (telling,) = await past.tellings.of(ADA)
    assert telling.session == shown.session.id
    assert telling.told.mark.verdict == shown.session.verdict
    assert telling.told.mark.score == shown.session.score
    assert telling.told.levels["sde2"].verdict == shown.session.verdict
    assert telling.told.acts_i > telling.told.acts_we
    assert telling.told.has_metric
    assert await past.tellings.of(BO) == ()


async def test_what_a_follow_up_brought_is_no_habit_and_the_page_says_so(past: Past) -> None:
    for _each in range(3):
        shown = await past.told(ADA, EXPORT_WEAKLY, REPLY)
    assert any("metric_delta" in turn.judgement.ids for turn in shown.state.turns[1:] if turn.judgement is not None)
    found = await progress_of(past.tellings, ADA)
    assert {trend.habit: trend.last for trend in found.trends}["metric"] == 0.0
    said = [span.text for block in progress_page(found, load_texts()) if isinstance(block, Note) for span in block.text]
    assert any("openings" in text and "What a follow-up brought is not in it." in text for text in said)


async def test_it_is_derived_once_and_by_one(past: Past, database: Database) -> None:
    await past.told(ADA)
    await past.told(ADA, PRINTERS)
    found = await asyncio.gather(*(past.tellings.of(ADA) for _ in range(4)))
    assert all(one == found[0] for one in found)
    assert len(found[0]) == 2
    async with database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(tellings))).scalar_one() == 2


async def test_an_open_interview_is_not_counted_until_it_ends(past: Past) -> None:
    shown = await past.interviews.start(ADA, Wish(principle="ownership", mode="interview"))
    shown = await past.interviews.take(ADA, shown.session.id, shown.session.step, Answered(EXPORT))
    assert await past.tellings.of(ADA) == ()
    await past.interviews.end(ADA, shown.session.id)
    assert len(await past.tellings.of(ADA)) == 1


async def test_an_interview_left_unfinished_counts_with_what_there_is(past: Past) -> None:
    shown = await past.interviews.start(ADA, Wish(principle="ownership"))
    await past.interviews.take(ADA, shown.session.id, shown.session.step, Answered(EXPORT))
    empty = await past.interviews.start(ADA, Wish(principle="ownership"))
    past.clock.now += 10**6
    await expire_idle(past.interviews, 3600)
    assert [one.session for one in await past.tellings.of(ADA)] == [shown.session.id]
    assert empty.session.id != shown.session.id


async def test_tellings_of_one_story_come_together_by_themselves(past: Past) -> None:
    await past.told(ADA)
    await past.told(ADA, PRINTERS)
    await past.told(ADA, EXPORT_WEAKLY, WEAK_REPLY, principle="dive_deep")
    first, second, third = await past.tellings.of(ADA)
    assert first.story == third.story
    assert first.story != second.story


async def test_progress_is_ones_own_and_can_be_narrowed(past: Past) -> None:
    assert [one.key for one in (await progress_of(past.tellings, ADA)).advice] == ["first"]
    await past.told(ADA, EXPORT_WEAKLY, WEAK_REPLY)
    await past.told(ADA, PRINTERS, WEAK_REPLY, principle="dive_deep")
    await past.told(ADA)
    await past.told(Who("discord", "77"), PRINTERS)
    found = await progress_of(past.tellings, ADA)
    assert [point.number for point in found.points] == [1, 2, 3]
    assert found.drawable
    assert found.points[-1].score > found.points[0].score
    narrowed = await progress_of(past.tellings, ADA, principle="dive_deep")
    assert [point.principle for point in narrowed.points] == ["dive_deep"]
    assert not narrowed.drawable


class Deriving(Tellings):
    """Is in the midst of its work until it may go on: a year of interviews takes seconds."""

    def __init__(self, past: Past) -> None:
        super().__init__(past.means, past.interviews.rubric)
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def _derived(self, *waiting: Any) -> Any:
        self.begun.set()
        assert self.may_go_on.wait(20)
        return super()._derived(*waiting)


@pytest.mark.parametrize("everything", [False, True])
async def test_what_is_forgotten_while_it_is_derived_is_not_counted(past: Past, *, everything: bool) -> None:
    forgotten, kept = await past.cut_short(ADA), await past.cut_short(ADA, PRINTERS)
    deriving, privacy = Deriving(past), Privacy(past.means)
    asked = asyncio.create_task(deriving.of(ADA))
    assert await asyncio.to_thread(deriving.begun.wait, 20)
    await (privacy.forget(ADA) if everything else privacy.forget_session(ADA, forgotten.session.id))
    deriving.may_go_on.set()
    assert [one.session for one in await asked] == ([] if everything else [kept.session.id])
