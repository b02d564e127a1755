"""Questions as they were asked, and what each member has answered of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import case, delete, func, select, true, update

from bot.core.frozen import dataclass
from bot.core.plain import from_data, to_data
from bot.core.quiz import Item
from bot.store.connection import AsyncConnection
from bot.store.quiz_tables import quiz_items, quiz_seen, quizzes
from bot.store.upserting import upserting


@dataclass(frozen=True, slots=True)
class Answer:
    """One member's answer, for what is remembered of a question beyond the quiz that it was part of."""

    member_id: int
    key: str
    digest: str
    choice: int
    right: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that a member got wrong and has not mastered since. `choice` is the place of the option chosen last, `misses` how
    often it went wrong, `missed_at` since when it waits."""

    item: Item
    choice: int
    misses: int
    missed_at: int


def digest_of(item: Item) -> str:
    """Changes with any word of what is asked, shown or explained."""
    return hashlib.sha256(json.dumps(to_data(item), sort_keys=True).encode()).hexdigest()[:16]


async def keep(connection: AsyncConnection, items: Iterable[Item]) -> list[str]:
    """Keeps these questions as they stand now; their digests, in the same order."""
    rows = [{"digest": digest_of(item), "key": item.key, "principle": item.principle, "data": to_data(item)} for item in items]
    if rows:
        await connection.execute(_insert(connection, quiz_items).on_conflict_do_nothing(index_elements=["digest"]), rows)
    return [str(row["digest"]) for row in rows]


async def kept(connection: AsyncConnection, digests: Collection[str]) -> dict[str, Item]:
    """The questions by their digests."""
    rows = await connection.execute(select(quiz_items.c.digest, quiz_items.c.data).where(quiz_items.c.digest.in_(set(digests))))
    return {row.digest: from_data(Item, row.data) for row in rows}


async def one(connection: AsyncConnection, digest: str) -> Item:
    """The question of a digest that a row refers to."""
    return (await kept(connection, (digest,)))[digest]


async def seen_by(connection: AsyncConnection, member_id: int) -> dict[str, int]:
    """How often the member has answered each question, by key."""
    rows = await connection.execute(select(quiz_seen.c.key, quiz_seen.c.times).where(quiz_seen.c.member_id == member_id))
    return {row.key: row.times for row in rows}


async def note(connection: AsyncConnection, answers: Sequence[Answer], now: int) -> None:
    """Remembers that these were answered. A wrong answer waits in the review from now on; a right one takes nothing out of it: that is
    for the review to decide (`mastered`)."""
    if not answers:
        return
    rows = [
        {
            "member_id": answer.member_id,
            "key": answer.key,
            "digest": answer.digest,
            "times": 1,
            "last_at": now,
            "missed_at": None if answer.right else now,
            "missed_choice": None if answer.right else answer.choice,
            "misses": 0 if answer.right else 1,
        }
        for answer in answers
    ]
    statement = _insert(connection, quiz_seen)
    new, old = statement.excluded, quiz_seen.c
    missed = new.missed_at.is_not(None)
    statement = statement.on_conflict_do_update(
        index_elements=["member_id", "key"],
        set_={
            "digest": new.digest,
            "times": old.times + 1,
            "last_at": new.last_at,
            # It has waited since the first time it went wrong.
            "missed_at": case((missed & old.missed_at.is_(None), new.missed_at), else_=old.missed_at),
            "missed_choice": case((missed, new.missed_choice), else_=old.missed_choice),
            "misses": old.misses + new.misses,
        },
    )
    await connection.execute(statement, rows)


async def missed(connection: AsyncConnection, member_id: int) -> list[Missed]:
    """What waits in the member's review, the longest waiting first."""
    query = (
        select(quiz_seen, quiz_items.c.data)
        .join(quiz_items, quiz_items.c.digest == quiz_seen.c.digest)
        .where(quiz_seen.c.member_id == member_id, quiz_seen.c.missed_at.is_not(None))
        .order_by(quiz_seen.c.missed_at, quiz_seen.c.key)
    )
    rows = (await connection.execute(query)).all()
    return [Missed(from_data(Item, row.data), row.missed_choice, row.misses, row.missed_at) for row in rows]


async def mastered(connection: AsyncConnection, member_id: int, key: str) -> bool:
    """Takes a question out of the member's review. False where it was not in it."""
    where = (quiz_seen.c.member_id == member_id, quiz_seen.c.key == key, quiz_seen.c.missed_at.is_not(None))
    result = await connection.execute(update(quiz_seen).where(*where).values(missed_at=None, missed_choice=None))
    return bool(result.rowcount)


async def drop_unused(connection: AsyncConnection, prefix: str) -> int:
    """Deletes the questions whose keys begin so and that no member was ever asked; returns how many. What is in somebody's quiz, or was
    answered by somebody, stays with them."""
    elements = func.json_each if connection.dialect.name == "sqlite" else func.json_array_elements_text
    each = elements(quizzes.c["items"]).table_valued("value")
    # Read once, however many questions there are.
    asked = select(each.c.value).select_from(quizzes.join(each, true()))
    answered = select(quiz_seen.c.digest).where(quiz_seen.c.digest == quiz_items.c.digest).exists()
    where = (quiz_items.c.key.startswith(prefix, autoescape=True), ~answered, quiz_items.c.digest.not_in(asked))
    return int((await connection.execute(delete(quiz_items).where(*where))).rowcount)


async def keys(connection: AsyncConnection) -> list[str]:
    """The keys of all questions that are kept, in order."""
    return list((await connection.execute(select(quiz_items.c.key).order_by(quiz_items.c.key))).scalars())


def _insert(connection: AsyncConnection, table: Any) -> Any:
    return (upserting(connection))(table)
