"""Answers to opening questions, to be held side by side: every judged one of a member whose vote they have been shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, or_, select

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.loop_tables import loop_rounds, loops
from bot.store.tables import sessions, turns


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """`judgement` is plain data (bot/core/judgement.py)."""

    session_id: str
    step: int
    received_at: int
    principle: str
    level: str
    mode: str
    question: str
    answer: str
    judgement: Any


async def asked_by(connection: AsyncConnection, member_id: int) -> list[tuple[str, str, int]]:
    """(question, session, time) of every opening answer of the member, without its text and judgement: enough to find what was attempted
    more than once."""
    query = _openings(select(turns.c.question, sessions.c.id, turns.c.received_at), member_id)
    return [(row.question, row.id, row.received_at) for row in await connection.execute(query.order_by(turns.c.received_at, turns.c.id))]


async def at_question(connection: AsyncConnection, member_id: int, question: str) -> list[AttemptRow]:
    """The member's answers to one opening question, oldest first."""
    columns = (
        turns.c.session_id,
        turns.c.step,
        turns.c.received_at,
        sessions.c.principle,
        sessions.c.level,
        sessions.c.mode,
        turns.c.question,
        turns.c.answer,
        turns.c.judgement,
    )
    query = _openings(select(*columns), member_id).where(turns.c.question == question)
    rows = await connection.execute(query.order_by(turns.c.received_at, turns.c.id))
    return [AttemptRow(**row) for row in rows.mappings()]


def _openings(query: Select[Any], member_id: int) -> Select[Any]:
    """An opening's question is the session's own; a follow-up's is not. Practice shows each vote at once, the other modes at their end, a
    day's rounds when the day is over."""
    in_open_day = (
        select(loop_rounds.c.session_id)
        .join(loops, loops.c.id == loop_rounds.c.loop_id)
        .where(loops.c.member_id == member_id, loops.c.status == "open", loop_rounds.c.session_id.is_not(None))
    )
    return query.join(sessions, sessions.c.id == turns.c.session_id).where(
        and_(
            sessions.c.member_id == member_id,
            turns.c.event == "answer",
            turns.c.question == sessions.c.question,
            turns.c.verdict.is_not(None),
            or_(sessions.c.status != "open", sessions.c.mode == "practice"),
            sessions.c.id.not_in(in_open_day),
        )
    )
