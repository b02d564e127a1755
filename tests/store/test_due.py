"""What is due is done by one process at a time, and by another when that one dies."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, rule, run_state_machine_as_test

from bot.store import due, migrate
from bot.store.database import Database
from bot.store.due import Due

KINDS = ("quiz", "sweep")


@pytest.fixture
async def other(database: Database, database_url: str) -> AsyncIterator[Database]:
    """The same database, opened by another process."""
    opened = Database.open(database_url)
    yield opened
    await opened.close()


async def schedule(database: Database, kind: str, key: str, at: int) -> None:
    async with database.writing() as connection:
        await due.schedule(connection, kind, key, at)


async def claim(database: Database, now: int, lease: int = 60, limit: int = 20, kinds: tuple[str, ...] = KINDS) -> list[Due]:
    async with database.writing() as connection:
        return await due.claim(connection, kinds, now, lease, limit)


async def finish(database: Database, taken: Due, again_at: int | None = None) -> bool:
    async with database.writing() as connection:
        return await due.finish(connection, taken, again_at)


async def next_at(database: Database) -> int | None:
    async with database.reading() as connection:
        return await due.next_at(connection, KINDS, 0)


async def test_nothing_is_taken_before_its_time_and_the_longest_overdue_comes_first(database: Database) -> None:
    for key, at in (("c", 30), ("a", 10), ("b", 20)):
        await schedule(database, "quiz", key, at)
    assert await next_at(database) == 10
    assert await claim(database, 9) == []
    assert [one.key for one in await claim(database, 20)] == ["a", "b"]
    assert await next_at(database) == 30


async def test_only_kinds_that_are_served_are_taken(database: Database) -> None:
    await schedule(database, "another program's", "x", 1)
    await schedule(database, "sweep", "x", 2)
    assert [one.kind for one in await claim(database, 5)] == ["sweep"]


async def test_many_processes_take_each_thing_once(database: Database, other: Database) -> None:
    for number in range(40):
        await schedule(database, "quiz", f"{number:02}", number)
    taken = await asyncio.gather(*(claim(one, 100, limit=7) for one in (database, other) for _ in range(4)))
    keys = [one.key for some in taken for one in some]
    assert len(keys) == len(set(keys))
    while some := await claim(database, 100):
        keys += [one.key for one in some]
    assert sorted(keys) == [f"{number:02}" for number in range(40)]


async def test_a_thing_is_free_again_when_its_holder_has_died(database: Database, other: Database) -> None:
    await schedule(database, "quiz", "a", 10)
    (dead,) = await claim(database, 10, lease=60)
    assert await claim(other, 69) == []
    assert await next_at(database) == 70
    (second,) = await claim(other, 70)
    assert (second.key, second.attempts, second.due_at) == ("a", 2, 10)
    assert not await finish(database, dead)
    assert await finish(other, second)
    assert await next_at(database) is None


async def test_what_recurs_is_due_again_and_counts_from_one(database: Database) -> None:
    await schedule(database, "sweep", "idle", 10)
    (first,) = await claim(database, 10)
    assert await finish(database, first, again_at=910)
    assert await claim(database, 909) == []
    (second,) = await claim(database, 910)
    assert (second.attempts, second.due_at) == (1, 910)


async def test_a_failure_is_tried_again_later_and_remembers_how_late_it_is(database: Database) -> None:
    await schedule(database, "quiz", "a", 10)
    (first,) = await claim(database, 12)
    async with database.writing() as connection:
        assert await due.fail(connection, first, 100)
    assert await claim(database, 99) == []
    (second,) = await claim(database, 100)
    assert (second.due_at, second.attempts) == (10, 2)


async def test_a_new_time_takes_the_word_from_whoever_holds_the_old_one(database: Database) -> None:
    await schedule(database, "quiz", "a", 10)
    (taken,) = await claim(database, 10)
    await schedule(database, "quiz", "a", 500)
    assert not await finish(database, taken)
    async with database.reading() as connection:
        assert await due.when(connection, "quiz", "a") == 500


async def test_what_was_cancelled_and_set_again_is_another_thing(database: Database) -> None:
    await schedule(database, "quiz", "a", 10)
    (old,) = await claim(database, 10)
    async with database.writing() as connection:
        await due.cancel(connection, "quiz", "a")
    await schedule(database, "quiz", "a", 10)
    (new,) = await claim(database, 10)
    assert not await finish(database, old)
    assert await finish(database, new)


async def test_the_longest_overdue_is_taken_first_where_not_all_can_be(database: Database) -> None:
    for key, at in (("a", 30), ("b", 10), ("c", 20)):
        await schedule(database, "quiz", key, at)
    async with database.writing() as connection:
        taken = [await due.claim(connection, ("quiz",), 40, 60, limit=1) for _time in range(3)]
    assert [[one.key for one in some] for some in taken] == [["b"], ["c"], ["a"]]


async def test_a_start_leaves_the_time_of_what_recurs_alone(database: Database) -> None:
    for at in (50, 10):
        async with database.writing() as connection:
            await due.ensure(connection, "sweep", "idle", at)
    assert await next_at(database) == 50


async def test_a_lease_can_be_held_for_longer(database: Database, other: Database) -> None:
    await schedule(database, "quiz", "a", 10)
    (taken,) = await claim(database, 10, lease=60)
    async with database.writing() as connection:
        assert await due.renew(connection, taken, 200)
    assert await claim(other, 199) == []
    (second,) = await claim(other, 200)
    async with database.writing() as connection:
        assert not await due.renew(connection, taken, 400)
    assert await finish(other, second)


class Leases(RuleBasedStateMachine):
    """Whatever processes do in whatever order: at one time, a thing has at most one holder whose word counts."""

    taken = Bundle("taken")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.database = self.runner.run(self._open())
        self.now = 0
        self.holds: dict[str, tuple[Due, int]] = {}

    async def _open(self) -> Database:
        database = Database.open("sqlite+aiosqlite:///:memory:")
        await migrate.upgrade(database)
        return database

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()

    @rule(key=st.sampled_from("ab"), wait=st.integers(-5, 20))
    def sets(self, key: str, wait: int) -> None:
        self.runner.run(schedule(self.database, "quiz", key, self.now + wait))
        self.holds.pop(key, None)

    @rule(seconds=st.integers(1, 30))
    def waits(self, seconds: int) -> None:
        self.now += seconds

    @rule(target=taken, lease=st.integers(1, 20))
    def takes(self, lease: int) -> list[Due]:
        got = self.runner.run(claim(self.database, self.now, lease, kinds=("quiz",)))
        for one in got:
            assert one.due_at <= self.now
            if one.key in self.holds:
                assert self.holds[one.key][1] <= self.now, "taken from somebody whose lease still ran"
            self.holds[one.key] = (one, self.now + lease)
        return got

    @rule(some=consumes(taken), again=st.one_of(st.none(), st.integers(0, 30)))
    def finishes(self, some: list[Due], again: int | None) -> None:
        for one in some:
            counts = self.runner.run(finish(self.database, one, None if again is None else self.now + again))
            holder = self.holds.get(one.key)
            assert counts == (holder is not None and holder[0] == one)
            if counts:
                del self.holds[one.key]


def test_no_order_of_events_gives_a_thing_two_holders() -> None:
    quick = settings(max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Leases, settings=quick)
