"""Who wants to be named on a server's leaderboard, and their points."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from bot.store.connection import AsyncConnection
from bot.store.quiz_tables import leaderboard_members, quiz_answers, quiz_asked
from bot.store.tables import members
from bot.store.upserting import upserting


async def join(connection: AsyncConnection, server_id: int, member_id: int, now: int) -> None:
    make = upserting(connection)
    statement = make(leaderboard_members).values(server_id=server_id, member_id=member_id, joined_at=now)
    await connection.execute(statement.on_conflict_do_nothing())


async def leave(connection: AsyncConnection, server_id: int, member_id: int) -> None:
    where = (leaderboard_members.c.server_id == server_id, leaderboard_members.c.member_id == member_id)
    await connection.execute(delete(leaderboard_members).where(*where))


async def points(connection: AsyncConnection, server_id: int, since: int) -> dict[int, int]:
    """Right answers to questions of this server that were closed since then, by member: of those who want to be named, and nobody
    else; who has none is there with 0."""
    right = (
        select(quiz_answers.c.member_id, func.count().label("points"))
        .join(quiz_asked, quiz_asked.c.id == quiz_answers.c.asked_id)
        .where(quiz_asked.c.server_id == server_id, quiz_asked.c.closed_at >= since, quiz_answers.c.right.is_(True))
        .group_by(quiz_answers.c.member_id)
        .subquery()
    )
    query = (
        select(leaderboard_members.c.member_id, func.coalesce(right.c.points, 0))
        .outerjoin(right, right.c.member_id == leaderboard_members.c.member_id)
        .where(leaderboard_members.c.server_id == server_id)
    )
    return {member: int(amount) for member, amount in await connection.execute(query)}


async def points_of(connection: AsyncConnection, server_id: int, member_id: int, since: int) -> int:
    """One member's own points, named or not."""
    query = (
        select(func.count())
        .select_from(quiz_answers)
        .join(quiz_asked, quiz_asked.c.id == quiz_answers.c.asked_id)
        .where(
            quiz_answers.c.member_id == member_id,
            quiz_answers.c.right.is_(True),
            quiz_asked.c.server_id == server_id,
            quiz_asked.c.closed_at >= since,
        )
    )
    return (await connection.execute(query)).scalar_one()


async def external_ids(connection: AsyncConnection, member_ids: list[int]) -> dict[int, str]:
    """What the members are called on their platform, by their ids here."""
    rows = await connection.execute(select(members.c.id, members.c.external_id).where(members.c.id.in_(member_ids)))
    return {row.id: row.external_id for row in rows}
