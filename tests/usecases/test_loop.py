"""An interview day: nothing is given away before its end, one debrief reads the rounds together, a restart loses nothing."""

import asyncio
from typing import Any

import pytest

from bot.core.events import Answered
from bot.core.replies import Debrief, Says
from bot.core.vocabulary import HIRE_SIDE
from bot.store import loops, privacy
from bot.store.database import Database
from bot.usecases.exchange import Shown
from bot.usecases.in_parts import pause
from bot.usecases.loop import Days
from bot.usecases.past_refusals import DayNotOver, DayOpen, NoDay
from bot.usecases.reviving import expire_idle, last_left_idle, revived
from tests.usecases.histories import DAY, EXPORT, PRINTERS, REPLY, WEAK_REPLY, Past
from tests.usecases.interviews import ADA, BO, Clock


@pytest.fixture
def days(past: Past) -> Days:
    return Days(past.interviews, past.tellings)


async def held(past: Past, days: Days, loop_id: str, opening: str = EXPORT, reply: str = REPLY) -> None:
    shown = await days.begin(ADA, loop_id, 3)
    shown = await past.to_the_end(ADA, shown, opening, reply)
    assert all(isinstance(one, Says) for one in shown.replies)
    assert shown.session.verdict is None


async def test_a_whole_day(past: Past, days: Days) -> None:
    day = await days.start(ADA, "sde2")
    assert len(day.day.rounds) == 4
    assert len({one.principle for one in day.day.rounds}) == 4
    for place in range(4):
        assert (await days.standing(ADA)).day.place == place
        await held(past, days, day.id, EXPORT if place % 2 else PRINTERS, REPLY if place % 2 else WEAK_REPLY)
        # Neither the figures nor the stories know of it yet.
        assert await past.tellings.of(ADA) == ()
    over = await days.finish(ADA, day.id)
    assert not over.is_open
    assert over.panel is not None
    assert len(over.panel.rounds) == 4
    assert over.panel.reasons
    assert "same_story" in {reason.key for reason in over.panel.reasons}
    assert over == await days.finish(ADA, day.id)
    for one in over.day.rounds:
        opened, _turns = await past.interviews.opened(ADA, one.session or "")
        assert isinstance(opened.replies[0], Debrief)
        assert opened.session.verdict is not None
    assert len(await past.tellings.of(ADA)) == 4


async def test_its_debriefs_are_made_in_parts_one_after_another_s(past: Past, days: Days) -> None:
    day = await days.start(ADA, "sde2")
    await held(past, days, day.id)
    others_done = False

    def another() -> None:
        while not others_done:
            pause()

    slow = asyncio.create_task(past.means.in_parts(another))
    finishing = asyncio.create_task(days.finish(ADA, day.id, early=True))
    done, _ = await asyncio.wait({finishing}, timeout=0.5)
    assert not done, "somebody else's debrief goes on, and everybody is served between its parts and ours"
    assert (await days.standing(ADA)).is_open
    others_done = True
    await slow
    assert (await finishing).panel is not None


async def test_one_day_at_a_time_and_ones_own(past: Past, days: Days) -> None:
    day = await days.start(ADA, "senior")
    assert len(day.day.rounds) == 5
    with pytest.raises(DayOpen):
        await days.start(ADA, "sde2")
    for attempt in (days.standing(BO), days.standing(BO, day.id), days.begin(BO, day.id, 3), days.finish(BO, day.id)):
        with pytest.raises(NoDay):
            await attempt
    with pytest.raises(DayNotOver):
        await days.finish(ADA, day.id)


async def test_two_clicks_begin_one_round(past: Past, days: Days) -> None:
    day = await days.start(ADA, "sde2")
    first, second = await asyncio.gather(days.begin(ADA, day.id, 3), days.begin(ADA, day.id, 3))
    assert first.session.id == second.session.id
    assert first.state.setup.principle == day.day.rounds[0].principle


async def test_the_click_that_comes_second_leaves_no_interview_behind(
    past: Past, days: Days, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = await days.start(ADA, "sde2")
    elsewhere = Past(database, clock, process="pb")
    begins = past.interviews.start

    async def begins_late(*asked: Any, **where: Any) -> Shown:
        """Between its look at the day and its note in it another process begins the round."""
        shown = await begins(*asked, **where)
        await Days(elsewhere.interviews, elsewhere.tellings).begin(ADA, day.id, 3)
        return shown

    monkeypatch.setattr(past.interviews, "start", begins_late)
    shown = await days.begin(ADA, day.id, 3)
    assert shown.session.id == (await days.standing(ADA)).day.rounds[0].session
    await days.finish(ADA, day.id, early=True)
    assert await last_left_idle(past.interviews, ADA) is None, "nobody has seen it, and nobody is asked to go on with it"


async def test_a_day_ended_early_rests_on_what_there_is(past: Past, days: Days) -> None:
    day = await days.start(ADA, "sde2")
    nothing = await days.finish(ADA, day.id, early=True)
    assert nothing.panel is None
    day = await days.start(ADA, "sde2")
    await held(past, days, day.id)
    await days.begin(ADA, day.id, 3)
    over = await days.finish(ADA, day.id, early=True)
    assert over.panel is not None
    assert [one.mark is None for one in over.panel.rounds] == [False, True]
    assert over.panel.decision == "insufficient_evidence"


async def test_a_round_that_is_open_is_the_one_that_goes_on(past: Past, days: Days, database: Database, clock: Clock) -> None:
    day = await days.start(ADA, "sde2")
    begun = await days.begin(ADA, day.id, 3)
    # Another process, after a restart.
    later = Past(database, clock, process="pb")
    again = await Days(later.interviews, later.tellings).begin(ADA, day.id, 3)
    assert again.session.id == begun.session.id
    assert (await days.of_session(ADA, begun.session.id)).id == day.id


async def test_a_round_that_is_forgotten_takes_the_debrief_with_it(past: Past, days: Days, database: Database) -> None:
    day = await days.start(ADA, "sde2")
    first = await days.begin(ADA, day.id, 3)
    await past.to_the_end(ADA, first)
    async with database.writing() as connection:
        await privacy.forget_session(connection, first.session.id)
    # Before the day is over only the round is gone.
    assert (await days.standing(ADA)).day.place == 1
    await held(past, days, day.id, PRINTERS)
    over = await days.finish(ADA, day.id, early=True)
    assert over.panel is not None
    async with database.writing() as connection:
        assert await loops.forget_hollow(connection) == 0
        await privacy.forget_session(connection, over.day.rounds[1].session or "")
    with pytest.raises(NoDay):
        await days.standing(ADA, day.id)


async def test_a_round_that_was_left_idle_and_is_taken_up_after_its_day_ends_with_its_own_debrief(
    past: Past, days: Days, clock: Clock
) -> None:
    day = await days.start(ADA, "sde2")
    begun = await days.begin(ADA, day.id, 3)
    await past.interviews.take(ADA, begun.session.id, begun.session.step, Answered(EXPORT))
    clock.now += 8 * DAY
    assert await expire_idle(past.interviews, 7 * DAY) == 1
    over = await days.finish(ADA, day.id, early=True)
    assert over.panel is not None
    again = await revived(past.interviews, ADA, begun.session.id)
    assert again.state.phase == "probe", "it stands where it stood"
    ended = await past.to_the_end(ADA, again)
    assert any(isinstance(reply, Debrief) for reply in ended.replies)
    assert (ended.session.standing, ended.session.verdict is None) == ("closed", False)


async def test_a_round_without_an_answer_waits_for_no_day_that_is_over(past: Past, days: Days) -> None:
    day = await days.start(ADA, "sde2")
    begun = await days.begin(ADA, day.id, 3)
    await days.finish(ADA, day.id, early=True)
    assert (await past.interviews.opened(ADA, begun.session.id))[0].session.standing == "closed"


async def test_what_was_proven_once_is_not_asked_before_what_still_falls_short(past: Past, days: Days) -> None:
    for opening in (EXPORT, PRINTERS):
        await past.cut_short(ADA, opening)
    for principle in ("deliver_results", "bias_for_action", "frugality"):
        for _telling in range(3):
            await past.cut_short(ADA, PRINTERS, principle=principle)
    assert [one.told.mark.verdict in HIRE_SIDE for one in await past.tellings.of(ADA) if one.principle == "ownership"] == [True, False]
    day = await days.start(ADA, "sde2")
    assert "ownership" not in {one.principle for one in day.day.rounds}
