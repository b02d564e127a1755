"""Questions that stand open to a channel, and the answers to them: every query on both.

An answer is taken while its question is open and not a moment longer: the answer holds the question's row (shared) while it is written, and
closing takes it alone, so that what was acknowledged is always counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, and_, case, func, insert, or_, select, tuple_, update

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.quiz_tables import quiz_answers, quiz_asked, quiz_parties
from bot.store.upserting import upserting


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of `quiz_asked`. `place` is the number in the party from 0, or the day (20261125) of a daily question."""

    id: str
    kind: str
    server_id: int
    channel_id: int
    party_id: str | None
    place: int
    key: str
    digest: str
    seed: int
    opened_at: int
    closed_at: int | None = None
    message_id: int | None = None
    counts: bool = True
    revealed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of `quiz_answers`. `right` is None while the question is open."""

    asked_id: str
    member_id: int
    choice: int
    changes: int
    millis: int
    answered_at: int
    right: bool | None


async def ask(connection: AsyncConnection, asked: Asked) -> None:
    await connection.execute(insert(quiz_asked).values(**{column.name: getattr(asked, column.name) for column in quiz_asked.columns}))


async def load(connection: AsyncConnection, asked_id: str) -> Asked | None:
    return await _one(connection, select(quiz_asked).where(quiz_asked.c.id == asked_id))


async def held(connection: AsyncConnection, asked_ids: Collection[str]) -> dict[str, tuple[Asked, int | None]]:
    """Questions by their ids, kept from being closed until this transaction ends; with each, when its window ends as the channel was
    told (None: with the next question)."""
    query = (
        select(quiz_asked, quiz_parties.c.ends_at)
        .outerjoin(quiz_parties, quiz_parties.c.id == quiz_asked.c.party_id)
        .where(quiz_asked.c.id.in_(asked_ids))
        .order_by(quiz_asked.c.id)
        .with_for_update(read=True, of=quiz_asked)
    )
    names = [column.name for column in quiz_asked.columns]
    rows = (await connection.execute(query)).mappings().all()
    return {row["id"]: (Asked(**{name: row[name] for name in names}), row["ends_at"]) for row in rows}


async def of_party(connection: AsyncConnection, party_id: str, place: int) -> Asked | None:
    return await _one(connection, select(quiz_asked).where(quiz_asked.c.party_id == party_id, quiz_asked.c.place == place))


async def dailies(connection: AsyncConnection, server_id: int, limit: int) -> list[Asked]:
    """The server's daily questions, the newest first."""
    query = select(quiz_asked).where(quiz_asked.c.server_id == server_id, quiz_asked.c.kind == "daily")
    rows = await connection.execute(query.order_by(quiz_asked.c.place.desc()).limit(limit))
    return [Asked(**row) for row in rows.mappings()]


async def times_in(connection: AsyncConnection, channel_id: int) -> dict[str, int]:
    """How often each question was asked in a channel, by key."""
    query = select(quiz_asked.c.key, func.count().label("times")).where(quiz_asked.c.channel_id == channel_id).group_by(quiz_asked.c.key)
    return {row.key: int(row.times) for row in await connection.execute(query)}


async def note_message(connection: AsyncConnection, asked_id: str, message_id: int) -> None:
    await connection.execute(update(quiz_asked).where(quiz_asked.c.id == asked_id).values(message_id=message_id))


async def note_revealed(connection: AsyncConnection, asked_id: str) -> None:
    await connection.execute(update(quiz_asked).where(quiz_asked.c.id == asked_id).values(revealed=True))


async def reopen(connection: AsyncConnection, asked_id: str, opened_at: int) -> None:
    """The moment from which time is counted: when the question was really on show."""
    await connection.execute(update(quiz_asked).where(quiz_asked.c.id == asked_id).values(opened_at=opened_at))


async def close(connection: AsyncConnection, asked_id: str, right: int, now: int, *, early: bool = False) -> bool:
    """Closes the question and marks its answers; `right` is the place of the right option. False where it was closed before. `early`: it
    was to stay open longer, and counts for those alone who have answered it."""
    where = and_(quiz_asked.c.id == asked_id, quiz_asked.c.closed_at.is_(None))
    if not (await connection.execute(update(quiz_asked).where(where).values(closed_at=now, counts=not early))).rowcount:
        return False
    marks = case((quiz_answers.c.choice == right, True), else_=False)
    await connection.execute(update(quiz_answers).where(quiz_answers.c.asked_id == asked_id).values(right=marks))
    return True


async def drop(connection: AsyncConnection, asked_id: str, now: int) -> None:
    """Closes the question without marking its answers: it counts for nobody."""
    where = and_(quiz_asked.c.id == asked_id, quiz_asked.c.closed_at.is_(None))
    await connection.execute(update(quiz_asked).where(where).values(closed_at=now, counts=False))


async def answer(connection: AsyncConnection, answers: Sequence[Answer], most_changes: int) -> dict[tuple[str, int], int]:
    """Writes down answers to questions that are `held`, at most one a member and question, over those that were there. (question, member)
    -> how many changes that makes (0: it is the first), for those that were written.

    The others were not: it is the same answer again, or the one that stands may not be changed any more."""
    make = upserting(connection)
    names = [column.name for column in quiz_answers.columns]
    # In one order, so that two transactions do not wait for each other crosswise.
    ordered = sorted(answers, key=lambda answer: (answer.asked_id, answer.member_id))
    statement = make(quiz_answers).values([{name: getattr(answer, name) for name in names} for answer in ordered])
    new, old = statement.excluded, quiz_answers.c
    changed = {"choice": new.choice, "millis": new.millis, "answered_at": new.answered_at, "changes": old.changes + 1}
    allowed = and_(old.choice != new.choice, old.changes < most_changes)
    statement = statement.on_conflict_do_update(index_elements=["asked_id", "member_id"], set_=changed, where=allowed)
    rows = (await connection.execute(statement.returning(old.asked_id, old.member_id, old.changes))).all()
    return {(row.asked_id, row.member_id): row.changes for row in rows}


async def answers_of(connection: AsyncConnection, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], Answer]:
    """The answers that stand, by (question, member)."""
    query = select(quiz_answers).where(tuple_(quiz_answers.c.asked_id, quiz_answers.c.member_id).in_(wanted))
    found = [Answer(**row) for row in (await connection.execute(query)).mappings()]
    return {(answer.asked_id, answer.member_id): answer for answer in found}


async def answers_to(connection: AsyncConnection, asked_id: str) -> list[Answer]:
    rows = await connection.execute(select(quiz_answers).where(quiz_answers.c.asked_id == asked_id).order_by(quiz_answers.c.member_id))
    return [Answer(**row) for row in rows.mappings()]


async def answers_in_party(connection: AsyncConnection, party_id: str, member_id: int | None = None) -> list[tuple[int, Answer]]:
    """(place, answer) for every question of the party that is closed and counts; one member's, or everybody's."""
    query = (
        select(quiz_asked.c.place, quiz_answers)
        .join(quiz_asked, quiz_asked.c.id == quiz_answers.c.asked_id)
        .where(quiz_asked.c.party_id == party_id, quiz_answers.c.right.is_not(None))
        .order_by(quiz_asked.c.place, quiz_answers.c.member_id)
    )
    if member_id is not None:
        query = query.where(quiz_answers.c.member_id == member_id)
    rows = (await connection.execute(query)).mappings()
    return [(row["place"], Answer(**{name: row[name] for name in Answer.__slots__})) for row in rows]


async def counted_places(connection: AsyncConnection, party_id: str) -> list[int]:
    """The questions of a party that are closed and count, by their places."""
    query = select(quiz_asked.c.place).where(
        quiz_asked.c.party_id == party_id, quiz_asked.c.closed_at.is_not(None), quiz_asked.c.counts.is_(True)
    )
    return list((await connection.execute(query.order_by(quiz_asked.c.place))).scalars())


async def answered_days(connection: AsyncConnection, server_id: int, member_id: int, limit: int) -> list[bool]:
    """For each of the server's daily questions that count for the member, the newest first: whether they have answered it."""
    mine = and_(quiz_answers.c.asked_id == quiz_asked.c.id, quiz_answers.c.member_id == member_id)
    query = (
        select(quiz_answers.c.member_id.is_not(None))
        .select_from(quiz_asked)
        .outerjoin(quiz_answers, mine)
        .where(quiz_asked.c.server_id == server_id, quiz_asked.c.kind == "daily")
        .where(or_(quiz_asked.c.counts.is_(True), quiz_answers.c.member_id.is_not(None)))
        .order_by(quiz_asked.c.place.desc())
        .limit(limit)
    )
    return [bool(was_answered) for was_answered in (await connection.execute(query)).scalars()]


async def _one(connection: AsyncConnection, query: Select[Any]) -> Asked | None:
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else Asked(**row)
