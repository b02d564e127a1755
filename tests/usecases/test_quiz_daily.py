"""The daily question on a real database: once a day, in whatever process, late once or not at all, and its answers until the next one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.quiz_replies import Posed
from bot.store import due, migrate
from bot.store.database import Database
from bot.store.quiz_asked import Asked
from bot.usecases.hearing import Hearing
from bot.usecases.local_time import day_at
from bot.usecases.quiz import Quizzes
from bot.usecases.quiz_answers import QuizAnswers
from bot.usecases.quiz_daily import DUE, Dailies, Plan, Task
from bot.usecases.quiz_refusals import QuestionClosed
from tests.usecases.interviews import ADA, BO, Clock
from tests.usecases.quizzes import CHANNEL, OTHER_CHANNEL, SERVER, letter_of, means_on

BERLIN = ZoneInfo("Europe/Berlin")
NINE = Plan(CHANNEL, 9 * 60, "Europe/Berlin", "12345")


def at(text: str) -> int:
    """A wall time in Berlin."""
    return int(datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp())


@pytest.fixture
def clock() -> Clock:
    return Clock(at("2026-11-25 08:00"))


@pytest.fixture
def dailies(database: Database, clock: Clock) -> Dailies:
    return Dailies(means_on(database, clock))


@pytest.fixture
def answers(database: Database, clock: Clock) -> QuizAnswers:
    return QuizAnswers(means_on(database, clock, "pz"))


@pytest.fixture
async def beside(database: Database, database_url: str, clock: Clock) -> AsyncIterator[Dailies]:
    opened = Database.open(database_url)
    yield Dailies(means_on(opened, clock, "pb"))
    await opened.close()


async def posts(dailies: Dailies) -> tuple[Task, Asked | None, Posed | None]:
    """Does what is due, as a front end does."""
    task = await dailies.work(SERVER)
    for reveal in task.reveals:
        await dailies.revealed(reveal.asked)
    if task.post is None:
        return task, None, None
    await dailies.posted(task.post[0], 1)
    return task, *task.post


async def test_it_is_posted_at_its_time_and_answered_until_the_next_one(dailies: Dailies, answers: QuizAnswers, clock: Clock) -> None:
    first_at = await dailies.set(ADA, SERVER, NINE)
    assert first_at == at("2026-11-25 09:00")
    clock.now = first_at
    task, asked, posed = await posts(dailies)
    assert asked is not None
    assert posed is not None
    assert task.next_at == at("2026-11-26 09:00")
    receipt = await answers.give(BO, asked.id, letter_of(posed), clock.now * 1000)
    assert (receipt.news, receipt.closes_at, receipt.streak) == ("taken", None, 1)
    clock.now = at("2026-11-26 09:00")
    task, second, _posed = await posts(dailies)
    assert second is not None
    assert second.key != asked.key
    assert [(reveal.asked.id, sum(reveal.told.spread)) for reveal in task.reveals] == [(asked.id, 1)]
    with pytest.raises(QuestionClosed):
        await answers.give(ADA, asked.id, 0, 0)
    assert (await answers.give(BO, second.id, 0, 0)).streak == 2
    assert (await answers.give(ADA, second.id, 0, 0)).streak == 1


async def test_the_weekend_is_left_out_and_fridays_question_stays_open(dailies: Dailies, answers: QuizAnswers, clock: Clock) -> None:
    await dailies.set(ADA, SERVER, NINE)
    clock.now = at("2026-11-27 09:00")
    task, friday, _posed = await posts(dailies)
    assert friday is not None
    assert task.next_at == at("2026-11-30 09:00")
    clock.now = at("2026-11-28 10:00")
    saturday = await dailies.work(SERVER)
    assert (saturday.post, saturday.reveals, saturday.next_at) == (None, (), at("2026-11-30 09:00"))
    clock.now = at("2026-11-29 20:00")
    await answers.give(BO, friday.id, 0, 0)


async def test_a_clock_that_goes_back_gives_no_day_a_question_of_its_own(dailies: Dailies, clock: Clock) -> None:
    await dailies.set(ADA, SERVER, NINE)
    clock.now = at("2026-11-26 09:00")
    _task, asked, _posed = await posts(dailies)
    assert asked is not None
    clock.now = at("2026-11-25 10:00")
    back = await dailies.work(SERVER)
    assert (back.post, back.reveals, back.next_at) == (None, (), at("2026-11-27 09:00"))
    open_now = await dailies.open_question(SERVER)
    assert open_now is not None
    assert open_now.id == asked.id


async def test_many_processes_and_restarts_post_a_day_once(dailies: Dailies, beside: Dailies, clock: Clock) -> None:
    due_at = await dailies.set(ADA, SERVER, NINE)
    clock.now = due_at
    tasks = await asyncio.gather(*(each.work(SERVER) for each in (dailies, beside) for _time in range(3)))
    ids = {task.post[0].id for task in tasks if task.post is not None}
    assert len(ids) == 1, "whoever is asked again before it was posted is given the same question"
    _task, asked, _posed = await posts(dailies)
    assert asked is not None
    assert (await beside.work(SERVER)).post is None
    clock.now += 3600
    assert (await dailies.work(SERVER)).post is None


async def test_a_missed_time_is_made_up_for_on_the_same_day_and_not_later(dailies: Dailies, clock: Clock) -> None:
    await dailies.set(ADA, SERVER, NINE)
    clock.now = at("2026-11-25 23:50")
    task, late, _posed = await posts(dailies)
    assert late is not None
    assert task.next_at == at("2026-11-26 09:00")
    clock.now = at("2026-11-27 00:10")
    task, skipped, _posed = await posts(dailies)
    assert skipped is None
    assert task.next_at == at("2026-11-27 09:00")
    clock.now = at("2026-11-30 10:00")
    _task, monday, _posed = await posts(dailies)
    assert monday is not None
    assert monday.place == 20261130


async def test_a_question_that_could_not_be_posted_all_day_is_skipped_with_its_day(
    dailies: Dailies, answers: QuizAnswers, clock: Clock
) -> None:
    clock.now = await dailies.set(ADA, SERVER, NINE)
    task = await dailies.work(SERVER)
    assert task.post is not None
    clock.now = at("2026-11-25 23:59")
    assert (await dailies.work(SERVER)).post == task.post
    clock.now = at("2026-11-26 00:01")
    late = await dailies.work(SERVER)
    assert late.post is None
    assert late.next_at == at("2026-11-26 09:00")
    clock.now = late.next_at
    task, asked, _posed = await posts(dailies)
    assert asked is not None
    assert task.reveals == (), "nobody has seen the question of the day before"
    assert (await answers.give(BO, asked.id, 0, 0)).streak == 1


async def test_a_day_does_not_get_two_because_its_time_was_changed(dailies: Dailies, clock: Clock) -> None:
    clock.now = await dailies.set(ADA, SERVER, NINE)
    await posts(dailies)
    assert await dailies.set(ADA, SERVER, Plan(CHANNEL, 18 * 60, "Europe/Berlin", "12345")) == at("2026-11-26 18:00")
    east = await dailies.set(ADA, SERVER, Plan(CHANNEL, 18 * 60, "Pacific/Auckland", "1234567"))
    assert day_at(east, ZoneInfo("Pacific/Auckland")).isoformat() == "2026-11-26"


async def test_turned_off_it_closes_the_question_and_posts_no_more(
    dailies: Dailies, answers: QuizAnswers, clock: Clock, database: Database
) -> None:
    clock.now = await dailies.set(ADA, SERVER, NINE)
    _task, asked, posed = await posts(dailies)
    assert asked is not None
    assert posed is not None
    await answers.give(BO, asked.id, letter_of(posed, right=False), 0)
    reveals = await dailies.turn_off(SERVER)
    assert reveals is not None
    assert [reveal.asked.id for reveal in reveals] == [asked.id]
    assert await dailies.turn_off(SERVER) is None
    assert len(await Quizzes(means_on(database, clock, "pq")).missed(BO)) == 1
    standing = await dailies.standing(SERVER)
    assert standing is not None
    assert (standing[0].enabled, standing[1]) == (False, None)
    async with database.reading() as connection:
        assert await due.when(connection, DUE, str(SERVER)) is None
    assert (await dailies.work(SERVER)).post is None
    assert await dailies.open_question(SERVER) is None


async def test_it_moves_to_another_channel(dailies: Dailies, clock: Clock) -> None:
    clock.now = await dailies.set(ADA, SERVER, NINE)
    _task, first, _posed = await posts(dailies)
    await dailies.set(ADA, SERVER, Plan(OTHER_CHANNEL, 9 * 60, "Europe/Berlin", "12345", 77))
    clock.now = at("2026-11-26 09:00")
    task, second, _posed = await posts(dailies)
    assert first is not None
    assert second is not None
    assert (first.channel_id, second.channel_id) == (CHANNEL, OTHER_CHANNEL)
    assert task.reveals[0].asked.channel_id == CHANNEL
    assert task.daily is not None
    assert task.daily.role_id == 77
    assert await dailies.setter(task.daily) == (ADA.external_id, None)
    await Hearing(dailies._means).heard(ADA, "es")
    assert await dailies.setter(task.daily) == (ADA.external_id, "es")


async def test_what_cannot_be_set_is_refused(dailies: Dailies) -> None:
    with pytest.raises(LookupError):
        await dailies.set(ADA, SERVER, Plan(CHANNEL, 0, "Berlin", "1"))
    with pytest.raises(ValueError, match="weekday"):
        await dailies.set(ADA, SERVER, Plan(CHANNEL, 0, "UTC", ""))


async def _month(waits: list[int], zone: str, minute: int, start: int) -> list[int]:
    """The days that are posted while the bot looks in after these waits (in seconds), whatever it slept through."""
    database = Database.open("sqlite+aiosqlite:///:memory:")
    await migrate.upgrade(database)
    clock = Clock(start)
    dailies = Dailies(means_on(database, clock))
    await dailies.set(ADA, SERVER, Plan(CHANNEL, minute, zone, "1234567"))
    days = []
    for wait in waits:
        clock.now += wait
        async with database.reading() as connection:
            due_at = await due.when(connection, DUE, str(SERVER))
        assert due_at is not None
        if due_at > clock.now:
            continue
        task, asked, _posed = await posts(dailies)
        assert task.next_at is not None
        assert task.next_at > clock.now
        async with database.writing() as connection:
            await due.schedule(connection, DUE, str(SERVER), task.next_at)
        if asked is not None:
            days.append(asked.place)
            assert day_at(clock.now, ZoneInfo(zone)).isoformat().replace("-", "") == str(asked.place), "posted on the day it is for"
    await database.close()
    return days


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.integers(60, 40 * 3600), min_size=5, max_size=40),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "UTC"]),
    st.integers(0, 1439),
    st.integers(int(datetime(2026, 3, 1, tzinfo=UTC).timestamp()), int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())),
)
def test_whatever_the_bot_sleeps_through_no_day_has_two(waits: list[int], zone: str, minute: int, start: int) -> None:
    days = asyncio.run(_month(waits, zone, minute, start))
    assert days == sorted(set(days))


async def answered_and_unseen(dailies: Dailies, answers: QuizAnswers, clock: Clock) -> None:
    """Bo answers the first day's question; the second day's is made, and no channel sees it: the process dies before it could post."""
    clock.now = await dailies.set(ADA, SERVER, NINE)
    _task, first, _posed = await posts(dailies)
    assert first is not None
    await answers.give(BO, first.id, 0, 0)
    clock.now = at("2026-11-26 09:00")
    assert (await dailies.work(SERVER)).post is not None


async def test_a_day_that_no_channel_has_seen_breaks_no_streak(dailies: Dailies, answers: QuizAnswers, clock: Clock) -> None:
    await answered_and_unseen(dailies, answers, clock)
    # The process comes back a day later, when the next question is due.
    clock.now = at("2026-11-27 09:30")
    _task, third, _posed = await posts(dailies)
    assert third is not None
    assert (await answers.give(BO, third.id, 0, 0)).streak == 2


async def test_turning_off_what_could_not_be_posted_breaks_no_streak(dailies: Dailies, answers: QuizAnswers, clock: Clock) -> None:
    await answered_and_unseen(dailies, answers, clock)
    await dailies.turn_off(SERVER, "gone")
    await dailies.set(ADA, SERVER, Plan(OTHER_CHANNEL, 9 * 60, "Europe/Berlin", "12345"))
    clock.now = at("2026-11-27 09:00")
    _task, third, _posed = await posts(dailies)
    assert third is not None
    assert (await answers.give(BO, third.id, 0, 0)).streak == 2
