"""The votes in a study room, and a member's votes of all time beside the judge's: every query on them."""

from __future__ import annotations

from sqlalchemy import and_, select

from bot.core.calibrating import Call
from bot.core.evaluate import unshared
from bot.core.judgement import Judgement
from bot.core.plain import from_data
from bot.core.study import Cast, Room
from bot.store.connection import AsyncConnection
from bot.store.peer_tables import peer_rounds
from bot.store.study_tables import study_answers, study_rooms, study_votes
from bot.store.tables import sessions
from bot.store.upserting import upserting

# A member's last votes are looked at, of each kind: those of years ago say little about today.
MOST_CALLS = 200


async def cast(connection: AsyncConnection, room_id: str, vote: Cast, now: int) -> bool:
    """Writes down a vote in place of the member's earlier one of the same round. False where it is the first."""
    where = and_(
        study_votes.c.room_id == room_id,
        study_votes.c.place == vote.place,
        study_votes.c.member_id == vote.member,
        study_votes.c.round == vote.round,
    )
    before = (await connection.execute(select(study_votes.c.verdict).where(where))).scalar()
    make = upserting(connection)
    changed = {"verdict": vote.verdict, "reasons": list(vote.reasons), "cast_at": now}
    statement = make(study_votes).values(room_id=room_id, place=vote.place, member_id=vote.member, round=vote.round, **changed)
    await connection.execute(statement.on_conflict_do_update(index_elements=["room_id", "place", "member_id", "round"], set_=changed))
    return before is not None


async def of_room(connection: AsyncConnection, room_id: str, place: int | None = None) -> list[Cast]:
    """The votes on one answer, or on all of them."""
    query = select(study_votes).where(study_votes.c.room_id == room_id)
    if place is not None:
        query = query.where(study_votes.c.place == place)
    rows = await connection.execute(query.order_by(study_votes.c.place, study_votes.c.round, study_votes.c.member_id))
    return [Cast(row.member_id, row.place, row.round, row.verdict, tuple(row.reasons)) for row in rows]


async def calls_in_rooms(connection: AsyncConnection, member_id: int) -> list[Call]:
    """The member's first votes in rooms, on answers of others whose judgement the room has seen."""
    query = (
        select(study_votes, study_rooms.c.state, study_rooms.c.principle, study_answers.c.judgement)
        .add_columns(study_answers.c.member_id.label("author"))
        .join(study_rooms, study_rooms.c.id == study_votes.c.room_id)
        .join(study_answers, and_(study_answers.c.room_id == study_votes.c.room_id, study_answers.c.place == study_votes.c.place))
        .where(study_votes.c.member_id == member_id, study_votes.c.round == 1)
        .order_by(study_votes.c.cast_at.desc())
        .limit(MOST_CALLS)
    )
    calls = []
    for row in await connection.execute(query):
        if row.author == member_id or row.judgement is None or not from_data(Room, row.state).judged(row.place):
            continue
        judgement = Judgement.from_data(row.judgement)
        missed, doubtful = unshared(judgement, tuple(row.reasons))
        calls.append(Call(row.cast_at, "room", row.principle, row.verdict, judgement.verdict, missed, doubtful))
    return calls


async def showings_of_chair(connection: AsyncConnection, member_id: int) -> list[tuple[int, str, object]]:
    """(closed at, principle, what was shown last) of the member's own finished sessions in the bar raiser's chair."""
    query = (
        select(sessions.c.closed_at, sessions.c.updated_at, sessions.c.principle, sessions.c.showing)
        .where(sessions.c.member_id == member_id, sessions.c.status == "closed", sessions.c.mode == "evaluate")
        .order_by(sessions.c.updated_at.desc())
        .limit(MOST_CALLS)
    )
    return [(row.closed_at or row.updated_at, row.principle, row.showing) for row in await connection.execute(query)]


async def calls_in_panels(connection: AsyncConnection, member_id: int) -> list[Call]:
    """The member's scorecards as an interviewer of their peers."""
    where = and_(peer_rounds.c.interviewer_id == member_id, peer_rounds.c.scored_at.is_not(None), peer_rounds.c.judged.is_not(None))
    query = select(peer_rounds).where(where).order_by(peer_rounds.c.scored_at.desc()).limit(MOST_CALLS)
    return [Call(row.scored_at, "panel", row.principle, row.verdict, row.judged) for row in await connection.execute(query)]
