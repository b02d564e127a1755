"""A member's own session, looked up with what belongs to its step, in one go: what every click and every answer begins with."""

from __future__ import annotations

from bot.core.frozen import dataclass
from bot.store import drafts, sessions, turns
from bot.store.database import Database
from bot.store.sessions import Owned, Session
from bot.store.turns import Turn
from bot.usecases.exchange import Who
from bot.usecases.refusals import Closed, LeftIdle, NoSuchSession, NotYours


@dataclass(frozen=True, slots=True)
class Found:
    """`pending` is a turn of the session's step that was written down and not followed up; `drafts` are its step's, box -> text."""

    session: Session
    pending: Turn | None
    drafts: dict[str, str]


async def find(database: Database, who: Who, session_id: str, *, with_drafts: bool = False, showing: bool = True) -> Found:
    """Everything from one moment. Without `showing` the session's is left out. Raises NoSuchSession, NotYours."""
    async with database.reading(brief=True) as connection:
        found = _theirs(who, await sessions.owned(connection, session_id, showing=showing))
        session = found.session
        cut_off = found.cut_off and session.is_open
        pending = await turns.at(connection, session.id, session.step) if cut_off else None
        kept = await drafts.kept(connection, session.id, session.step) if with_drafts and found.drafted else {}
    return Found(session, pending, kept)


async def find_session(database: Database, who: Who, session_id: str, *, showing: bool = True) -> Session:
    """The session alone; without `showing`, without that. Raises NoSuchSession, NotYours."""
    async with database.reading(brief=True) as connection:
        return _theirs(who, await sessions.owned(connection, session_id, showing=showing)).session


async def glance(database: Database, who: Who, session_id: str) -> tuple[int, bool]:
    """The step at which the member's session stands, and whether it is open. Raises NoSuchSession, NotYours."""
    async with database.reading(brief=True) as connection:
        found = await sessions.glance(connection, session_id)
    if found is None:
        raise NoSuchSession
    step, status, *theirs = found
    if theirs != [who.platform, who.external_id]:
        raise NotYours
    return step, status == "open"


def closed(session: Session) -> Closed:
    """Why nothing can be done in a session that is not open."""
    return LeftIdle() if session.status == "expired" else Closed()


def _theirs(who: Who, found: Owned | None) -> Owned:
    if found is None:
        raise NoSuchSession
    if (found.platform, found.external_id) != (who.platform, who.external_id):
        raise NotYours
    return found
