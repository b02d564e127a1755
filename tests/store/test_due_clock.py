"""What is due when the clock was wrong: no lease outlives the clock that gave it, and what waits for a time that never comes is looked at."""

from __future__ import annotations

from bot.store import due
from bot.store.database import Database

MONTH = 31 * 86_400


async def test_a_lease_from_the_future_is_none(database: Database) -> None:
    async with database.writing() as connection:
        await due.schedule(connection, "sweep", "a", 100)
        assert len(await due.claim(connection, ["sweep"], MONTH, 60)) == 1
        # The clock is set right: by it the lease would last a month.
        assert await due.next_at(connection, ["sweep"], 200) == 100
        taken = await due.claim(connection, ["sweep"], 200, 60)
        assert [one.attempts for one in taken] == [2]
        # An ordinary lease holds.
        assert await due.claim(connection, ["sweep"], 201, 60) == []
        assert await due.next_at(connection, ["sweep"], 201) == 260


async def test_what_is_brought_forward_is_due_now_and_nothing_else_is(database: Database) -> None:
    async with database.writing() as connection:
        await due.schedule(connection, "party", "a", 5_000)
        await due.schedule(connection, "party", "b", 50)
        await due.schedule(connection, "purge", "c", 5_000)
        await due.bring_forward(connection, ["party"], 100)
        taken = await due.claim(connection, ["party", "purge"], 100, 60)
        assert sorted((one.key, one.due_at) for one in taken) == [("a", 100), ("b", 50)]
