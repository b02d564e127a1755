"""Where flaws were found in a member's interviews, and which follow-ups were left open: read back from the interviews themselves."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.drills import RECENT, LeftOpen, Seen
from bot.core.plain import state_from_data
from bot.core.state import Interview
from bot.store import tellings
from bot.store.database import Database


async def occurrences(database: Database, member: int, sessions: Sequence[str]) -> tuple[list[Seen], list[LeftOpen]]:
    """From the first RECENT of these sessions (newest first), in their order."""
    async with database.reading() as connection:
        rows = await tellings.sessions_among(connection, member, list(sessions)[:RECENT])
    seen: list[Seen] = []
    left_open: list[LeftOpen] = []
    for row in rows:
        state = state_from_data(row.state)
        seen += _seen(row.id, state)
        left_open += _left_open(row.id, state)
    return seen, left_open


def _seen(session: str, state: Interview) -> list[Seen]:
    opening, setup = state.opening, state.setup
    if opening is None or opening.answer is None or opening.judgement is None:
        return []
    return [
        Seen(session, flaw.id, flaw.why, flaw.start, flaw.end, setup.principle, setup.level, opening.question.text, opening.answer)
        for flaw in opening.judgement.flaws
    ]


def _left_open(session: str, state: Interview) -> list[LeftOpen]:
    opening, setup = state.opening, state.setup
    if opening is None or opening.answer is None:
        return []
    return [
        LeftOpen(
            session=session,
            number=turn.number,
            target=turn.question.target,
            tests=turn.question.tests,
            probe=turn.question.text,
            reply=turn.answer or "",
            principle=setup.principle,
            level=setup.level,
            question=opening.question.text,
            opening=opening.answer,
        )
        for turn in state.probe_turns
        if turn.leans == "weak" and turn.question.target is not None
    ]
