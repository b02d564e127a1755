"""The answers in a study room: every query on them. An author is known by the member's number here, and nowhere above the use case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, insert, select, update

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.study_tables import study_answers
from bot.store.upserting import upserting


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A row of `study_answers`. `judgement` is plain data, None until it was judged; `member_id` None is a scenario's candidate."""

    id: str
    room_id: str
    member_id: int | None
    place: int | None
    text: str | None
    draft: str | None
    judgement: Any
    rubric_version: str | None
    thinks: str | None
    told: bool


async def keep_draft(connection: AsyncConnection, id: str, room_id: str, member_id: int, draft: str, now: int) -> None:
    """What was typed and not sent; a text that was sent before stays as it is. `id` is for a first one."""
    await _put(connection, {"id": id, "room_id": room_id, "member_id": member_id, "draft": draft, "updated_at": now, "told": False})


async def send(connection: AsyncConnection, id: str, room_id: str, member_id: int, text: str, now: int) -> None:
    """The member's answer, in place of any earlier one; its judgement is not there yet, and no draft is left."""
    row = {"id": id, "room_id": room_id, "member_id": member_id, "text": text, "draft": None, "judgement": None}
    await _put(connection, {**row, "updated_at": now, "told": False})


async def withdraw(connection: AsyncConnection, room_id: str, member_id: int, now: int) -> bool:
    """Takes the member's answer back; it stays theirs as a draft. False where there was none."""
    where = and_(study_answers.c.room_id == room_id, study_answers.c.member_id == member_id, study_answers.c.text.is_not(None))
    values = {"draft": study_answers.c.text, "text": None, "judgement": None, "updated_at": now}
    return bool((await connection.execute(update(study_answers).where(where).values(**values))).rowcount)


async def add_candidate(connection: AsyncConnection, answer: StoredAnswer, now: int) -> None:
    """A scenario's candidate, at its place from the start."""
    row = {name: getattr(answer, name) for name in StoredAnswer.__slots__}
    await connection.execute(insert(study_answers).values(**row, updated_at=now))


async def judged(connection: AsyncConnection, id: str, text: str, judgement: Any, version: str) -> None:
    """Notes the judgement of that very text; an answer that was changed meanwhile is left alone."""
    where = and_(study_answers.c.id == id, study_answers.c.text == text)
    await connection.execute(update(study_answers).where(where).values(judgement=judgement, rubric_version=version))


async def of_member(connection: AsyncConnection, room_id: str, member_id: int) -> StoredAnswer | None:
    return await _one(connection, and_(study_answers.c.room_id == room_id, study_answers.c.member_id == member_id))


async def at(connection: AsyncConnection, room_id: str, place: int) -> StoredAnswer | None:
    """None where the author has taken everything of theirs away since."""
    return await _one(connection, and_(study_answers.c.room_id == room_id, study_answers.c.place == place))


async def sent(connection: AsyncConnection, room_id: str) -> list[StoredAnswer]:
    """The answers that are in, by their random ids."""
    where = and_(study_answers.c.room_id == room_id, study_answers.c.text.is_not(None))
    return [_answer(row) for row in (await connection.execute(select(study_answers).where(where).order_by(study_answers.c.id))).mappings()]


async def how_many(connection: AsyncConnection, room_id: str) -> int:
    where = and_(study_answers.c.room_id == room_id, study_answers.c.text.is_not(None))
    return (await connection.execute(select(func.count()).select_from(study_answers).where(where))).scalar_one()


async def place_all(connection: AsyncConnection, ids: Sequence[str]) -> None:
    """Numbers the answers in this order."""
    for place, id in enumerate(ids):
        await connection.execute(update(study_answers).where(study_answers.c.id == id).values(place=place))


async def note_posts(connection: AsyncConnection, room_id: str, place: int, messages: Sequence[int]) -> None:
    """These messages show the answer too. Noted twice, they stand there once."""
    where = and_(study_answers.c.room_id == room_id, study_answers.c.place == place)
    before = (await connection.execute(select(study_answers.c.posts).where(where))).scalar() or []
    posts = list(dict.fromkeys([*before, *messages]))
    await connection.execute(update(study_answers).where(where).values(posts=posts))


async def note_told(connection: AsyncConnection, id: str) -> None:
    await connection.execute(update(study_answers).where(study_answers.c.id == id).values(told=True))


async def _put(connection: AsyncConnection, row: dict[str, Any]) -> None:
    make = upserting(connection)
    changed = {name: value for name, value in row.items() if name not in ("id", "room_id", "member_id")}
    statement = make(study_answers).values(**row).on_conflict_do_update(index_elements=["room_id", "member_id"], set_=changed)
    await connection.execute(statement)


async def _one(connection: AsyncConnection, where: Any) -> StoredAnswer | None:
    row = (await connection.execute(select(study_answers).where(where))).mappings().first()
    return None if row is None else _answer(row)


def _answer(row: Any) -> StoredAnswer:
    return StoredAnswer(**{name: row[name] for name in StoredAnswer.__slots__})
