"""A member's own session as a report: what was stored, read back whole."""

from __future__ import annotations

from bot.core import interview
from bot.core.plain import replies_from_data
from bot.core.replies import Reply
from bot.core.report import Exchange, Report
from bot.core.state import Interview, Materials
from bot.store import history, members
from bot.store.sessions import Session
from bot.store.turns import Turn
from bot.usecases.exchange import Who
from bot.usecases.interviews import Interviews
from bot.usecases.refusals import NothingToReport
from bot.usecases.showing import own_sessions


async def report_of(interviews: Interviews, who: Who, session_id: str) -> Report:
    """One of the member's own sessions. Raises NoSuchSession, NotYours."""
    shown, turns = await interviews.opened(who, session_id)
    session = shown.session
    return Report(
        id=session.id,
        principle=session.principle,
        level=session.level,
        mode=session.mode,
        status=session.status,
        question=session.question,
        scenario_id=session.scenario_id,
        scenario_version=session.scenario_version,
        rubric_version=session.rubric_version,
        began_at=session.created_at,
        touched_at=session.updated_at,
        verdict=session.verdict,
        score=session.score,
        first=await _first(interviews, session, shown.state),
        exchanges=tuple(_exchange(turn) for turn in turns),
        showing=shown.replies,
    )


async def latest(interviews: Interviews, who: Who) -> str:
    """The id of the session that the member touched last, of those that came to an answer. Raises NothingToReport."""
    found = (await own_sessions(interviews, who, 1)).sessions
    if not found:
        raise NothingToReport
    return found[0].id


async def all_ids(interviews: Interviews, who: Who) -> list[str]:
    """Every session of the member, the oldest first."""
    async with interviews.database.reading() as connection:
        member = await members.find_member(connection, who.platform, who.external_id)
        return [] if member is None else await history.ids_of(connection, member)


async def _first(interviews: Interviews, session: Session, state: Interview) -> tuple[Reply, ...]:
    """What the session began with. It is not stored: the machine says it again, where its scenario is still the one that it was."""
    scenario = (await interviews.means.shelf(session.server_id)).scenarios.get(session.scenario_id or "")
    if session.scenario_id is not None and (scenario is None or scenario.version != session.scenario_version):
        return ()
    _state, replies = interview.begin(state.setup, Materials(interviews.rubric, scenario))
    return replies


def _exchange(turn: Turn) -> Exchange:
    shown = () if turn.showed is None else replies_from_data(turn.showed)
    vote = turn.payload.get("verdict", "") if isinstance(turn.payload, dict) else ""
    return Exchange(turn.received_at, turn.event, turn.question, turn.answer, shown, str(vote))
