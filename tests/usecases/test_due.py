"""What is due is done once, by whichever process is there, and what fails is tried again."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.store import due as rows
from bot.store.database import Database
from bot.usecases.due import RETRY_SECONDS, Due, Schedule
from tests.usecases.interviews import Clock


@pytest.fixture
async def open_again(database_url: str, clock: Clock) -> AsyncIterator[Callable[[], Schedule]]:
    """A schedule as a process of its own has it."""
    opened: list[Database] = []

    def again() -> Schedule:
        opened.append(Database.open(database_url))
        return Schedule(opened[-1], clock)

    yield again
    for one in opened:
        await one.close()


async def plan(database: Database, key: str, at: int, kind: str = "post") -> None:
    async with database.writing() as connection:
        await rows.schedule(connection, kind, key, at)


async def test_of_many_processes_one_does_a_thing(open_again: Callable[[], Schedule], database: Database, clock: Clock) -> None:
    done: list[str] = []

    async def post(due: Due) -> None:
        await asyncio.sleep(0.01)
        done.append(due.key)

    processes = [open_again() for _ in range(4)]
    for one in processes:
        one.serve("post", post)
    for number in range(20):
        await plan(database, f"{number:02}", clock.now - number)
    await plan(database, "later", clock.now + 1)
    while await asyncio.gather(*(one.work() for one in processes)) != [0, 0, 0, 0]:
        pass
    assert sorted(done) == [f"{number:02}" for number in range(20)]
    assert await processes[0].next_at() == clock.now + 1


async def test_what_recurs_is_due_again_and_a_second_start_changes_nothing(open_again: Callable[[], Schedule], clock: Clock) -> None:
    first, second = open_again(), open_again()
    times: list[int] = []

    async def sweep(due: Due) -> int:
        times.append(clock.now)
        return clock.now + 900

    for one in (first, second):
        one.serve("sweep", sweep)
        await one.ensure("sweep", "idle", clock.now)
    for _ in range(3):
        await asyncio.gather(first.work(), second.work())
        clock.now += 450
    assert [time - times[0] for time in times] == [0, 900]


async def test_what_fails_is_logged_with_an_id_and_tried_again_later(
    open_again: Callable[[], Schedule], database: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    schedule, attempts, begun = open_again(), [], clock.now

    async def post(due: Due) -> None:
        attempts.append((due.attempts, clock.now - begun))
        if due.attempts < 3:
            raise RuntimeError("Discord is away")

    schedule.serve("post", post)
    await plan(database, "a", clock.now)
    while await schedule.next_at() is not None:
        if not await schedule.work():
            clock.now += 1
    assert attempts == [(1, 0), (2, RETRY_SECONDS), (3, 3 * RETRY_SECONDS)]
    assert len([record for record in caplog.records if record.levelname == "ERROR" and "post a, attempt" in record.message]) == 2


async def test_one_that_fails_does_not_hold_up_the_others(open_again: Callable[[], Schedule], database: Database, clock: Clock) -> None:
    schedule, done = open_again(), []

    async def post(due: Due) -> None:
        if due.key == "bad":
            raise RuntimeError
        done.append(due.key)

    schedule.serve("post", post)
    for key in ("bad", "good", "fine"):
        await plan(database, key, clock.now)
    assert await schedule.work() == 3
    assert sorted(done) == ["fine", "good"]


async def test_one_that_takes_long_holds_up_no_other(open_again: Callable[[], Schedule], database: Database, clock: Clock) -> None:
    schedule, go_on, done = open_again(), asyncio.Event(), []

    async def post(due: Due) -> None:
        if due.key == "long":
            await go_on.wait()
        done.append(due.key)

    schedule.serve("post", post)
    await plan(database, "long", clock.now)
    assert await schedule.begin() == 1
    await plan(database, "short", clock.now)
    schedule.woken.clear()
    assert await schedule.begin() == 1
    async with asyncio.timeout(10):
        await schedule.woken.wait()
    assert done == ["short"]
    go_on.set()
    await schedule.finished()
    assert done == ["short", "long"]
    assert await schedule.next_at() is None


async def test_a_long_piece_of_work_keeps_its_lease(open_again: Callable[[], Schedule], database: Database, clock: Clock) -> None:
    first, second = open_again(), open_again()
    begun, go_on = asyncio.Event(), asyncio.Event()
    done = []

    async def slow(due: Due) -> None:
        done.append(due.key)
        begun.set()
        await go_on.wait()

    for one in (first, second):
        one.serve("post", slow, lease=1)
    await plan(database, "a", clock.now)
    working = asyncio.create_task(first.work())
    await begun.wait()
    taken_until = await second.next_at()
    clock.now += 1
    # Renewed when a third of the lease has passed.
    for _ in range(500):
        if await second.next_at() != taken_until:
            break
        await asyncio.sleep(0.02)
    assert await second.work() == 0
    go_on.set()
    assert await working == 1
    assert await first.next_at() is None
    assert done == ["a"]


def test_a_kind_has_one_who_serves_it(clock: Clock) -> None:
    schedule = Schedule(Database.open("sqlite+aiosqlite:///:memory:"), clock)

    async def nothing(due: Due) -> None:
        return None

    schedule.serve("post", nothing)
    with pytest.raises(ValueError, match="two features serve post"):
        schedule.serve("post", nothing)
