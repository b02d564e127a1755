"""A day's count: taken by several at once, never more than there is; free again when it was said to be."""

import asyncio

from bot.store import members, usage
from bot.store.database import Database
from bot.store.privacy import counts_of, forget

DAY, NOW = 86_400, 1_750_000_000


async def spent(database: Database, member: int, now: int = NOW, most: int = 3, kind: str = "answers") -> int | None:
    async with database.writing() as connection:
        return await usage.spend(connection, member, kind, most, DAY, now)


async def member_of(database: Database, name: str = "1") -> int:
    async with database.writing() as connection:
        return await members.ensure_member(connection, "discord", name, NOW)


async def test_the_day_ends_a_day_after_the_first(database: Database) -> None:
    ann, ben = await member_of(database), await member_of(database, "2")
    assert [await spent(database, ann, NOW + hour * 3_600) for hour in (0, 5, 10)] == [None] * 3
    assert await spent(database, ann, NOW + 11 * 3_600) == NOW
    assert await spent(database, ann, NOW + DAY - 1) == NOW
    assert await spent(database, ben) is None
    assert await spent(database, ann, kind="uploads") is None
    assert [await spent(database, ann, NOW + DAY + second) for second in range(4)] == [None, None, None, NOW + DAY]


async def test_a_clock_that_was_set_back_locks_nobody_out(database: Database) -> None:
    ann = await member_of(database)
    for _ in range(4):
        await spent(database, ann, NOW + 400 * DAY)
    assert await spent(database, ann) is None


async def test_two_processes_cannot_both_take_the_last(database: Database, database_url: str) -> None:
    ann = await member_of(database)
    other = Database.open(database_url)
    taken = await asyncio.gather(*(spent(one, ann, most=5) for one in (database, other) for _ in range(6)))
    await other.close()
    assert taken.count(None) == 5


async def test_the_count_goes_with_the_member(database: Database) -> None:
    ann = await member_of(database)
    await spent(database, ann)
    async with database.writing() as connection:
        assert (await counts_of(connection, ann))["usage"] == 1
        await forget(connection, ann)
    assert await spent(database, await member_of(database)) is None
