"""Things to be done at a certain time, each by one process at a time.

A thing that is due is a row: it survives every restart, and what fell due while nobody ran is handled at the next start. A process takes it
by a lease (`claim`), does the work, and lets go of it (`finish`: done, or due again later). A process that dies in between loses the lease
when its time is up, and another takes the thing again: the work must bear being begun twice.

    schedule -> claim -> finish
                  ^  |
                  |  v  (the process died, or `fail`)
                  lease over
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, case, delete, func, or_, select, tuple_, update
from sqlalchemy.sql import ColumnElement

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.due_tables import due
from bot.store.upserting import upserting

# No lease, and no wait after a failure, is longer than that (bot/usecases/due.py), in seconds.
LONGEST_LEASE = 2 * 3_600


@dataclass(frozen=True, slots=True)
class Due:
    """A thing that this process has taken. `attempts` is 1 at the first try; `claim` tells this lease from every other."""

    kind: str
    key: str
    due_at: int
    attempts: int
    claim: int


async def schedule(connection: AsyncConnection, kind: str, key: str, at: int) -> None:
    """The thing is due at `at` (UTC seconds), and at no other time: a time that was set before is replaced, and a lease on it is void."""
    statement = _insert(connection, kind, key, at)
    changed = {"due_at": at, "claimed_until": None, "claim": due.c.claim + 1, "attempts": 0}
    await connection.execute(statement.on_conflict_do_update(index_elements=["kind", "key"], set_=changed))


async def ensure(connection: AsyncConnection, kind: str, key: str, at: int) -> None:
    """The thing is due at `at`, unless a time is set for it already: for what recurs, at every start of a process."""
    await connection.execute(_insert(connection, kind, key, at).on_conflict_do_nothing(index_elements=["kind", "key"]))


async def cancel(connection: AsyncConnection, kind: str, key: str) -> None:
    """The thing is no longer to be done. A lease on it is void."""
    await connection.execute(delete(due).where(due.c.kind == kind, due.c.key == key))


async def when(connection: AsyncConnection, kind: str, key: str) -> int | None:
    """The time that is set for the thing, or None."""
    return (await connection.execute(select(due.c.due_at).where(due.c.kind == kind, due.c.key == key))).scalar()


def _free(now: int) -> ColumnElement[bool]:
    """Held by nobody. A lease that ends later than any lease can was taken while the clock was wrong, and is none."""
    return or_(due.c.claimed_until.is_(None), due.c.claimed_until <= now, due.c.claimed_until > now + LONGEST_LEASE)


async def claim(connection: AsyncConnection, kinds: Collection[str], now: int, lease: int, limit: int = 20) -> list[Due]:
    """Takes what is due of these kinds and held by nobody, the longest overdue first, for `lease` seconds."""
    wanted = select(due.c.kind, due.c.key).where(due.c.kind.in_(kinds), due.c.due_at <= now, _free(now))
    # Two processes that ask at once get different things, and neither waits. (SQLite has one writer at a time, and no such words.)
    taken = wanted.order_by(due.c.due_at, due.c.kind, due.c.key).limit(limit).with_for_update(skip_locked=True)
    rows = (await connection.execute(taken)).all()
    if not rows:
        return []
    statement = (
        update(due)
        .where(tuple_(due.c.kind, due.c.key).in_([(row.kind, row.key) for row in rows]))
        .values(claimed_until=now + lease, claim=due.c.claim + 1, attempts=due.c.attempts + 1)
        .returning(due.c.kind, due.c.key, due.c.due_at, due.c.attempts, due.c.claim)
    )
    got = [Due(**row) for row in (await connection.execute(statement)).mappings()]
    return sorted(got, key=lambda one: (one.due_at, one.kind, one.key))


async def finish(connection: AsyncConnection, taken: Due, again_at: int | None = None) -> bool:
    """Lets go of a thing that is done; with `again_at` it is due once more then. False when the lease was lost or the thing was set anew
    or cancelled meanwhile: then nothing changes, because somebody else has the word now."""
    if again_at is None:
        statement = delete(due).where(_held(taken))
        return bool((await connection.execute(statement)).rowcount)
    values = {"due_at": again_at, "claimed_until": None, "claim": due.c.claim + 1, "attempts": 0}
    return bool((await connection.execute(update(due).where(_held(taken)).values(**values))).rowcount)


async def fail(connection: AsyncConnection, taken: Due, retry_at: int) -> bool:
    """Lets go of a thing that could not be done: nobody takes it before `retry_at`. `due_at` stays, so that it knows how late it is."""
    return bool((await connection.execute(update(due).where(_held(taken)).values(claimed_until=retry_at))).rowcount)


async def renew(connection: AsyncConnection, taken: Due, until: int) -> bool:
    """Holds the lease for longer. False when it was lost: whoever has it now will do the work."""
    return bool((await connection.execute(update(due).where(_held(taken)).values(claimed_until=until))).rowcount)


async def bring_forward(connection: AsyncConnection, kinds: Collection[str], now: int) -> None:
    """Everything of these kinds is due now: whoever serves it looks when it really is."""
    await connection.execute(update(due).where(due.c.kind.in_(kinds), due.c.due_at > now).values(due_at=now))


async def next_at(connection: AsyncConnection, kinds: Collection[str], now: int) -> int | None:
    """When there is something to take next: the earliest time that is set, or at which a lease runs out. None: nothing is planned."""
    leased = and_(due.c.claimed_until > due.c.due_at, due.c.claimed_until <= now + LONGEST_LEASE)
    free_at = case((leased, due.c.claimed_until), else_=due.c.due_at)
    first: int | None = (await connection.execute(select(func.min(free_at)).where(due.c.kind.in_(kinds)))).scalar()
    return first


def _insert(connection: AsyncConnection, kind: str, key: str, at: int) -> Any:
    insert = upserting(connection)
    # Counted from a number of its own: a thing that was cancelled and set again is not taken for the one before.
    return insert(due).values(kind=kind, key=key, due_at=at, claimed_until=None, claim=secrets.randbits(48), attempts=0)


def _held(taken: Due) -> ColumnElement[bool]:
    return and_(due.c.kind == taken.kind, due.c.key == taken.key, due.c.claim == taken.claim)
