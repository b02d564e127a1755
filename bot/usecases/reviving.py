"""Interviews that are left idle: closed after a while, their members told, taken up again where they stood."""

from __future__ import annotations

from bot.store import due, members, sessions
from bot.store.sessions import Session
from bot.usecases.exchange import Shown, Who
from bot.usecases.interviews import Interviews
from bot.usecases.refusals import Closed

# What is due when an interview was closed because nobody touched it: a word about it where it is held.
LEFT_IDLE = "left idle"


async def expire_idle(interviews: Interviews, idle_seconds: int) -> int:
    """Closes interviews that nobody has touched for so long; returns how many. They stay in the history, and to tell their members of it
    is due from now on."""
    now = interviews.now()
    async with interviews.database.writing() as connection:
        idle = await sessions.idle_since(connection, now - idle_seconds)
        for session_id in idle:
            await sessions.expire(connection, session_id, now)
            await due.schedule(connection, LEFT_IDLE, session_id, now)
    return len(idle)


async def left_idle(interviews: Interviews, session_id: str) -> Session | None:
    """An interview that was closed so and is closed still; None where it is gone, or was taken up again."""
    async with interviews.database.reading() as connection:
        session = await sessions.load(connection, session_id)
    return session if session is not None and session.status == "expired" else None


async def last_left_idle(interviews: Interviews, who: Who, channel: int | None = None) -> Session | None:
    """The member's interview that was left idle most lately, if there is one; with `channel`, of those held in that channel or thread."""
    async with interviews.database.reading() as connection:
        member = await members.find_member(connection, who.platform, who.external_id)
        return None if member is None else await sessions.last_expired(connection, member, channel)


async def revived(interviews: Interviews, who: Who, session_id: str) -> Shown:
    """The session, open again; one that is open is given as it stands. Raises NoSuchSession, NotYours, Closed (it came to its end)."""
    shown, _turns = await interviews.opened(who, session_id)
    if not shown.session.is_open:
        async with interviews.database.writing() as connection:
            if not await sessions.revive(connection, session_id, interviews.now()):
                raise Closed
            await due.cancel(connection, LEFT_IDLE, session_id)
    return await interviews.resume(who, session_id)
