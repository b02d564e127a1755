"""The turns of a session: what came in at each step, and what followed from it. Append-only.

A step is taken in two commits: `receive` writes down what came in, `handle` writes what followed from it. The first is unique per
session and step, the second moves the session from that very step on; between them lies only pure computation, so a process that dies
in the middle leaves a turn that `unhandled` finds and anyone can finish.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.prepared import Prepared
from bot.store.serialised import Serialised
from bot.store.sessions import Session, save
from bot.store.tables import turns
from bot.store.upserting import upserting

# What every click and every answer asks is built once: to build and compare a statement takes longer than to run it.
_AT = Prepared(select(turns).where(turns.c.session_id == bindparam("session"), turns.c.step == bindparam("at_step")))
_BROUGHT_BY = Prepared(select(turns).where(turns.c.source == bindparam("came_from")))
_HANDLED = ("handled_at", "judgement", "showed", "verdict", "score", "rubric_version", "scenario_version")
_HANDLE = Prepared(
    update(turns)
    .where(turns.c.id == bindparam("turn"), turns.c.handled_at.is_(None))
    .values({name: bindparam(f"new_{name}") for name in _HANDLED})
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A row of `turns`. `payload` is the event as plain data, `showed` the replies as they were shown (None until handled)."""

    id: int
    session_id: str
    step: int
    event: str
    question: str | None
    answer: str | None
    payload: Any
    received_at: int
    handled_at: int | None
    judgement: Any
    showed: Any
    verdict: str | None
    score: float | None
    rubric_version: str
    scenario_version: str | None
    source: str | None = None


async def receive(
    connection: AsyncConnection,
    session: Session,
    *,
    event: str,
    payload: Any,
    answer: str | None,
    question: str | None,
    now: int,
    source: str | None = None,
) -> Turn | None:
    """Writes down what came in for the session's current step. None when that step already has its turn (see `at`), or when
    what came in was written down before: `source` names it (see `brought_by`)."""
    row = {
        "session_id": session.id,
        "step": session.step,
        "event": event,
        "question": question,
        "answer": answer,
        "payload": payload,
        "received_at": now,
        "rubric_version": session.rubric_version,
        "scenario_version": session.scenario_version,
        "source": source,
    }
    try:
        # PostgreSQL goes on after a refusal only from a savepoint.
        async with nullcontext() if connection.dialect.name == "sqlite" else connection.begin_nested():
            written = await connection.rows(_receive(upserting(connection), tuple(row)), row)
    except IntegrityError:
        # The session has gone meanwhile, and its member's every trace with it.
        return None
    nothing: dict[str, Any] = {"handled_at": None, "judgement": None, "showed": None, "verdict": None, "score": None}
    return Turn(id=written[0]["id"], **row, **nothing) if written else None


@cache
def _receive(insert: Callable[..., Any], names: tuple[str, ...]) -> Prepared:
    """One turn a step, and one for each source: whoever comes second writes nothing."""
    return Prepared(insert(turns).on_conflict_do_nothing().returning(turns.c.id), names)


async def at(connection: AsyncConnection, session_id: str, step: int) -> Turn | None:
    rows = await connection.rows(_AT, {"session": session_id, "at_step": step})
    return Turn(**rows[0]) if rows else None


async def brought_by(connection: AsyncConnection, source: str) -> Turn | None:
    """The turn that this source brought, in whichever session."""
    rows = await connection.rows(_BROUGHT_BY, {"came_from": source})
    return Turn(**rows[0]) if rows else None


async def of_session(connection: AsyncConnection, session_id: str) -> list[Turn]:
    rows = await connection.execute(select(turns).where(turns.c.session_id == session_id).order_by(turns.c.step))
    return [Turn(**row) for row in rows.mappings()]


async def unhandled(connection: AsyncConnection, limit: int = 500) -> list[Turn]:
    """Turns that were written down but not followed up: a process died between its two commits."""
    query = select(turns).where(turns.c.handled_at.is_(None)).order_by(turns.c.received_at, turns.c.id).limit(limit)
    return [Turn(**row) for row in (await connection.execute(query)).mappings()]


async def handle(
    connection: AsyncConnection, before: Session, after: Session, turn: Turn, *, judgement: Any, showed: Any, now: int
) -> bool:
    """Writes what followed from a turn and moves its session on. False when another process was first: then nothing is written."""
    shown = Serialised(showed)
    if not await save(connection, before, replace(after, showing=shown) if showed is after.showing else after):
        return False
    values = {
        "turn": turn.id,
        "new_handled_at": now,
        "new_judgement": judgement,
        "new_showed": shown,
        "new_verdict": None if judgement is None else judgement["verdict"],
        "new_score": None if judgement is None else judgement["score"],
        "new_rubric_version": after.rubric_version,
        "new_scenario_version": after.scenario_version,
    }
    await connection.change(_HANDLE, values)
    return True
