"""Drills and the answers to them: every query. An answer is written down by `receive` and followed up by `grade`; between the two lies
only pure computation, so that whoever finds an answer without a grade can finish it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.review_tables import drill_answers, drills
from bot.store.upserting import upserting


@dataclass(frozen=True, slots=True)
class DrillRow:
    """A row of `drills`. `data` is the drill as plain data, `card` the spacing's memory of it."""

    id: str
    member_id: int
    key: str
    flaw: str
    data: Any
    session_id: str | None
    card: Any
    due_at: int
    number: int
    streak: int
    created_at: int
    cleared_at: int | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    drill_id: str
    number: int
    text: str | None
    choice: int | None
    answered_at: int
    grade: Any


async def add(connection: AsyncConnection, drill: DrillRow) -> None:
    """Adds a drill, unless the member has one of that key."""
    row = {column.name: getattr(drill, column.name) for column in drills.columns}
    make = upserting(connection)
    await connection.execute(make(drills).values(**row).on_conflict_do_nothing(index_elements=["member_id", "key"]))


async def load(connection: AsyncConnection, drill_id: str) -> DrillRow | None:
    row = (await connection.execute(select(drills).where(drills.c.id == drill_id))).mappings().first()
    return None if row is None else DrillRow(**row)


async def keys_of(connection: AsyncConnection, member_id: int) -> dict[str, tuple[str, int | None]]:
    """Every drill the member ever had: its flaw, and when it was mastered, by key."""
    rows = await connection.execute(select(drills.c.key, drills.c.flaw, drills.c.cleared_at).where(drills.c.member_id == member_id))
    return {row.key: (row.flaw, row.cleared_at) for row in rows}


async def due(connection: AsyncConnection, member_id: int, now: int, limit: int) -> list[DrillRow]:
    """The member's drills that are due, the longest waiting first."""
    where = (drills.c.member_id == member_id, drills.c.cleared_at.is_(None), drills.c.due_at <= now)
    rows = await connection.execute(select(drills).where(*where).order_by(drills.c.due_at, drills.c.created_at, drills.c.id).limit(limit))
    return [DrillRow(**row) for row in rows.mappings()]


@dataclass(frozen=True, slots=True)
class Counts:
    """`due` now, `waiting` for a later time, `cleared`, and when the next one is due (None: none waits)."""

    due: int
    waiting: int
    cleared: int
    next_at: int | None


async def counts(connection: AsyncConnection, member_id: int, now: int) -> Counts:
    rows = (await connection.execute(select(drills.c.due_at, drills.c.cleared_at).where(drills.c.member_id == member_id))).all()
    open_at = sorted(row.due_at for row in rows if row.cleared_at is None)
    later = [at for at in open_at if at > now]
    return Counts(len(open_at) - len(later), len(later), len(rows) - len(open_at), later[0] if later else None)


async def receive(connection: AsyncConnection, answer: AnswerRow) -> bool:
    """Writes an answer down. False where that asking has one already: that one stands."""
    make = upserting(connection)
    row = {column.name: getattr(answer, column.name) for column in drill_answers.columns}
    statement = make(drill_answers).values(**row).on_conflict_do_nothing(index_elements=["drill_id", "number"])
    return bool((await connection.execute(statement)).rowcount)


async def answer_at(connection: AsyncConnection, drill_id: str, number: int) -> AnswerRow | None:
    query = select(drill_answers).where(drill_answers.c.drill_id == drill_id, drill_answers.c.number == number)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else AnswerRow(**row)


async def grade(connection: AsyncConnection, before: DrillRow, after: DrillRow, given: Any) -> bool:
    """Writes the grade of the answer that stands open, and moves its drill on. False when somebody else was first."""
    values = {name: getattr(after, name) for name in ("card", "due_at", "number", "streak", "cleared_at")}
    where = (drills.c.id == before.id, drills.c.number == before.number)
    if not (await connection.execute(update(drills).where(*where).values(**values))).rowcount:
        return False
    mine = (drill_answers.c.drill_id == before.id, drill_answers.c.number == before.number)
    await connection.execute(update(drill_answers).where(*mine).values(grade=given))
    return True


async def answers_of(connection: AsyncConnection, drill_id: str) -> list[AnswerRow]:
    rows = await connection.execute(select(drill_answers).where(drill_answers.c.drill_id == drill_id).order_by(drill_answers.c.number))
    return [AnswerRow(**row) for row in rows.mappings()]


async def ungraded(connection: AsyncConnection, member_id: int) -> list[str]:
    """The member's drills with an answer that was written down and not followed up."""
    query = (
        select(drill_answers.c.drill_id)
        .join(drills, drills.c.id == drill_answers.c.drill_id)
        .where(drills.c.member_id == member_id, drill_answers.c.grade.is_(None), drill_answers.c.number == drills.c.number)
    )
    return list((await connection.execute(query)).scalars())


async def reopen(connection: AsyncConnection, member_id: int, key: str, card: Any, now: int) -> None:
    """A mastered drill whose flaw came back is due once more, from the beginning."""
    where = (drills.c.member_id == member_id, drills.c.key == key, drills.c.cleared_at.is_not(None))
    values = {"cleared_at": None, "streak": 0, "card": card, "due_at": now}
    await connection.execute(update(drills).where(*where).values(**values))
