"""What a front end shows beside the present step: earlier steps as they were shown, a member's sessions, and those whose place lags behind
them."""

from __future__ import annotations

from bot.core.frozen import dataclass
from bot.core.plain import replies_from_data, state_from_data
from bot.core.replies import Reply
from bot.store import history, members, sessions, turns
from bot.store.history import HistoryFilter
from bot.store.sessions import Session
from bot.usecases.exchange import Shown, Who
from bot.usecases.finding import find_session, glance
from bot.usecases.interviews import Interviews

__all__ = [
    "HistoryFilter",
    "Listed",
    "Session",
    "moved_from",
    "open_in_channel",
    "open_sessions",
    "own_sessions",
    "sessions_touched",
    "shown_at",
    "stands",
    "stands_at",
    "was_taken",
]


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a history: the sessions, newest first, and how many there are in all."""

    sessions: list[Session]
    total: int


async def own_sessions(interviews: Interviews, who: Who, limit: int, offset: int = 0, wanted: HistoryFilter | None = None) -> Listed:
    """One page of the member's own sessions, whatever they are about, or of those that are wanted."""
    async with interviews.database.reading() as connection:
        member = await members.find_member(connection, who.platform, who.external_id)
        found = ([], 0) if member is None else await history.page(connection, member, wanted or HistoryFilter(), limit, offset)
    return Listed(*found)


async def open_sessions(interviews: Interviews, who: Who) -> list[Session]:
    """The member's unfinished sessions, the one that was touched last first."""
    async with interviews.database.reading() as connection:
        member = await members.find_member(connection, who.platform, who.external_id)
        return [] if member is None else await sessions.open_sessions(connection, member)


async def open_in_channel(interviews: Interviews, who: Who, channel: int, replied: int | None = None) -> Session | None:
    """The member's open session that is shown in that channel or thread; of several, the one whose message was `replied` to."""
    async with interviews.database.reading() as connection:
        member = await members.find_member(connection, who.platform, who.external_id)
        return None if member is None else await sessions.open_in_channel(connection, member, channel, replied)


async def moved_from(interviews: Interviews, who: Who, channel: int) -> Session | None:
    """The member's open session that was shown in that channel or thread before it went on elsewhere."""
    mine = await open_sessions(interviews, who)
    return next((one for one in mine if any(stay.get("channel") == channel for stay in one.place.get("earlier", ()))), None)


async def shown_at(interviews: Interviews, who: Who, session_id: str, step: int) -> tuple[Shown, tuple[Reply, ...]]:
    """The session as it stands, and what it was showing at a step: at its own step that is what it shows now.

    Raises NoSuchSession, NotYours; LookupError for a step that showed nothing."""
    session = await find_session(interviews.database, who, session_id)
    state = state_from_data(session.state)
    if step == session.step:
        shown = Shown(session, state, replies_from_data(session.showing), fresh=False)
        return shown, shown.replies
    # A turn is taken at one step, and what it showed is what stood at the next.
    async with interviews.database.reading(brief=True) as connection:
        turn = await turns.at(connection, session_id, step - 1)
    if turn is None or turn.showed is None:
        raise LookupError(f"step {step} of {session_id} showed nothing that was kept")
    return Shown(session, state, (), fresh=False), replies_from_data(turn.showed)


async def stands_at(interviews: Interviews, who: Who, session_id: str) -> tuple[int, bool]:
    """The step at which the member's session stands, and whether it is open. Raises NoSuchSession, NotYours."""
    return await glance(interviews.database, who, session_id)


async def stands(interviews: Interviews, session_id: str) -> Shown | None:
    """A session as it stands, for the program itself: nobody has asked for it. None where it is gone."""
    async with interviews.database.reading() as connection:
        session = await sessions.load(connection, session_id)
    return None if session is None else Shown(session, state_from_data(session.state), replies_from_data(session.showing), fresh=False)


async def sessions_touched(interviews: Interviews, within_seconds: int) -> list[Session]:
    """Sessions that were stepped lately: a front end compares them with what it has posted. What they show is not read: one that cannot be
    read must not keep all the others from a start."""
    since = interviews.now() - within_seconds
    async with interviews.database.reading() as connection:
        touched = await sessions.touched_since(connection, since)
    return [one for one in touched if one.place]


async def was_taken(interviews: Interviews, source: str) -> bool:
    """Whether what this source names (a message's id) was taken as an event before, in whichever session."""
    async with interviews.database.reading() as connection:
        return await turns.brought_by(connection, source) is not None
