"""An interview that was left idle, taken up again where it stood."""

from __future__ import annotations

from bot.store import sessions
from bot.usecases.exchange import Shown, Who
from bot.usecases.interviews import Interviews
from bot.usecases.refusals import Closed


async def revived(interviews: Interviews, who: Who, session_id: str) -> Shown:
    """The session, open again; one that is open is given as it stands. Raises NoSuchSession, NotYours, Closed (it came to its end)."""
    shown, _turns = await interviews.opened(who, session_id)
    if not shown.session.is_open:
        async with interviews.database.writing() as connection:
            if not await sessions.revive(connection, session_id, interviews.now()):
                raise Closed
    return await interviews.resume(who, session_id)
