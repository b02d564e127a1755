"""The leaderboard names who wants to be named, counts what was right, and begins its days where the server is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.store.database import Database
from bot.store.tables import servers
from bot.usecases.exchange import Who
from bot.usecases.leaderboard import Leaderboard
from bot.usecases.local_time import PERIODS
from bot.usecases.quiz_answers import QuizAnswers
from bot.usecases.quiz_daily import Dailies, Plan
from bot.usecases.quiz_refusals import LeaderboardOff
from tests.usecases.interviews import Clock
from tests.usecases.quizzes import CHANNEL, SERVER, letter_of, means_on, person

LIMA = ZoneInfo("America/Lima")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=LIMA).timestamp())


@pytest.fixture
def clock() -> Clock:
    return Clock(at("2026-11-24 08:00"))


@pytest.fixture
def board(database: Database, clock: Clock) -> Leaderboard:
    return Leaderboard(means_on(database, clock))


class Days:
    """A daily question each day at nine, closed by the next day's."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.clock = clock
        means = means_on(database, clock, "pd")
        self.dailies, self.answers = Dailies(means), QuizAnswers(means)

    async def day(self, text: str, right: tuple[Who, ...] = (), wrong: tuple[Who, ...] = ()) -> None:
        self.clock.now = at(f"{text} 09:00")
        task = await self.dailies.work(SERVER)
        assert task.post is not None
        asked, posed = task.post
        await self.dailies.posted(asked, 1)
        for who in (*right, *wrong):
            await self.answers.give(who, asked.id, letter_of(posed, right=who in right), 0)


@pytest.fixture
async def days(database: Database, clock: Clock) -> Days:
    days = Days(database, clock)
    await days.dailies.set(person(0), SERVER, Plan(CHANNEL, 9 * 60, "America/Lima", "1234567"))
    return days


async def test_only_who_wants_it_is_named_and_ones_own_points_are_ones_own(board: Leaderboard, days: Days) -> None:
    ann, ben, eve = person(1), person(2), person(3)
    await days.day("2026-11-24", right=(ann, ben), wrong=(eve,))
    await days.day("2026-11-25", right=(ben,))
    await board.join(ann, SERVER)
    seen = await board.board(ben, SERVER, "all")
    assert [(each.place, each.member, each.points) for each in seen.places] == [(1, ann.external_id, 1)]
    assert (seen.mine, seen.joined, seen.named) == ((None, 1), False, 1)
    await days.day("2026-11-26")
    await board.join(ben, SERVER)
    await board.join(eve, SERVER)
    seen = await board.board(ben, SERVER, "all")
    assert [(each.place, each.member, each.points) for each in seen.places] == [(1, ben.external_id, 2), (2, ann.external_id, 1)]
    assert (seen.mine, seen.joined, seen.named) == ((1, 2), True, 3)
    await board.leave(ben, SERVER)
    seen = await board.board(eve, SERVER, "all")
    assert [each.member for each in seen.places] == [ann.external_id]
    assert seen.mine == (None, 0)


async def test_an_open_question_gives_nothing_away(board: Leaderboard, days: Days) -> None:
    ann = person(1)
    await board.join(ann, SERVER)
    await days.day("2026-11-24", right=(ann,))
    assert (await board.board(ann, SERVER, "all")).mine == (None, 0)


async def test_days_begin_where_the_server_is(board: Leaderboard, days: Days, clock: Clock) -> None:
    ann = person(1)
    await board.join(ann, SERVER)
    for day in ("2026-10-30", "2026-11-22", "2026-11-23", "2026-11-24"):
        await days.day(day, right=(ann,))
    await days.day("2026-11-25")
    clock.now = at("2026-11-25 23:59")
    shown = {period: await board.board(ann, SERVER, period) for period in PERIODS}
    points = {period: seen.mine[1] for period, seen in shown.items()}
    assert {period: seen.places[0].points for period, seen in shown.items()} == points
    # A point is won when its question closes: with the next one. The first of October's closed in November.
    assert points == {"day": 1, "week": 3, "month": 4, "all": 4}
    clock.now = at("2026-11-26 00:01")
    assert (await board.board(ann, SERVER, "day")).mine == (None, 0)
    assert (await board.board(ann, SERVER, "day")).zone == "America/Lima"


async def test_another_servers_points_do_not_count(board: Leaderboard, days: Days) -> None:
    ann = person(1)
    await days.day("2026-11-24", right=(ann,))
    await days.day("2026-11-25")
    await board.join(ann, SERVER + 1)
    assert (await board.board(ann, SERVER + 1, "all")).mine == (None, 0)
    assert (await board.board(ann, SERVER, "all")).joined is False


async def test_admins_can_turn_it_off(board: Leaderboard, days: Days, database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(update(servers).where(servers.c.id == SERVER).values(settings={"leaderboard": False}))
    with pytest.raises(LeaderboardOff):
        await board.board(person(1), SERVER, "all")
    with pytest.raises(LeaderboardOff):
        await board.join(person(1), SERVER)
