"""Solo quizzes: every query on them. A quiz holds its questions; each is answered once, and the first answer stands."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.quiz_tables import quiz_picks, quizzes
from bot.store.upserting import upserting


@dataclass(frozen=True, slots=True)
class Quiz:
    """A row of `quizzes`. `items` are the digests of its questions, in their order."""

    id: str
    member_id: int
    principle: str | None
    level: str | None
    seed: int
    items: list[str]
    status: str
    created_at: int
    updated_at: int

    @property
    def is_open(self) -> bool:
        return self.status == "open"


@dataclass(frozen=True, slots=True)
class Pick:
    """What was chosen for one question, by its place among the options."""

    place: int
    choice: int
    right: bool


async def create(connection: AsyncConnection, quiz: Quiz) -> None:
    """The new quiz; whichever the member had open is closed with what was answered."""
    where = (quizzes.c.member_id == quiz.member_id, quizzes.c.status == "open")
    await connection.execute(update(quizzes).where(*where).values(status="closed"))
    await connection.execute(insert(quizzes).values(**{column.name: getattr(quiz, column.name) for column in quizzes.columns}))


async def load(connection: AsyncConnection, quiz_id: str) -> Quiz | None:
    row = (await connection.execute(select(quizzes).where(quizzes.c.id == quiz_id))).mappings().first()
    return None if row is None else Quiz(**row)


async def latest_open(connection: AsyncConnection, member_id: int) -> Quiz | None:
    query = select(quizzes).where(quizzes.c.member_id == member_id, quizzes.c.status == "open").order_by(quizzes.c.updated_at.desc())
    row = (await connection.execute(query.limit(1))).mappings().first()
    return None if row is None else Quiz(**row)


async def picks_of(connection: AsyncConnection, quiz_id: str) -> list[Pick]:
    rows = await connection.execute(select(quiz_picks).where(quiz_picks.c.quiz_id == quiz_id).order_by(quiz_picks.c.place))
    return [Pick(row.place, row.choice, row.right) for row in rows]


async def pick(connection: AsyncConnection, quiz_id: str, pick: Pick, now: int) -> bool:
    """Writes down an answer. False where the question has one already: that one stands."""
    make = upserting(connection)
    row = {"quiz_id": quiz_id, "place": pick.place, "choice": pick.choice, "right": pick.right, "picked_at": now}
    statement = make(quiz_picks).values(**row).on_conflict_do_nothing(index_elements=["quiz_id", "place"])
    taken = bool((await connection.execute(statement)).rowcount)
    if taken:
        await connection.execute(update(quizzes).where(quizzes.c.id == quiz_id).values(updated_at=now))
    return taken


async def close(connection: AsyncConnection, quiz_id: str, now: int) -> None:
    await connection.execute(update(quizzes).where(quizzes.c.id == quiz_id).values(status="closed", updated_at=now))
