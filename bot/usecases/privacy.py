"""What is stored of a member: all of it given out, or all of it deleted.

What is deleted is gone from the tables when the call returns. Two things follow by themselves, as things that are due, so that a process
that dies in between leaves neither undone: the messages that showed it are taken away (`CLEAR`, served by the front end), and the pages of
the database file that held it are written over (`SCRUB`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.frozen import dataclass
from bot.store import due, members, privacy, sessions
from bot.store.connection import Connection
from bot.usecases.due import Due
from bot.usecases.exchange import Who
from bot.usecases.insisting import insisting
from bot.usecases.means import Means
from bot.usecases.refusals import NoSuchSession, NothingKept, NotYours
from bot.usecases.stays import stays

CLEAR, SCRUB, SCRUB_KEY = "clear messages", "scrub", "database"
# Messages that name the member among others (a party's scoreboards, a study room's first message) are shown again without them. The key is
# the party's or the room's id.
RESHOW_PARTY, RESHOW_ROOM = "reshow party", "reshow room"
# Where other readers held on to the old pages, it is tried again after so many seconds.
AGAIN = 5
# A due row that holds the member's id is deleted once it is done. So many seconds later it surely is, and its page is written over.
AFTER = 2
# A message is sent a moment after its step was stored, and a private thread is opened a moment before.
AROUND = 120


@dataclass(frozen=True, slots=True)
class Cleared:
    """Where messages have to go: a channel of Discord's, a thread ("public" where others may have written in it) or direct messages, and
    from when to when (0 to 0: all of them); of kind "message", that one alone, whose id is `begun`; of kind "member", the direct messages
    of the member of that id."""

    kind: str
    channel: int
    begun: int = 0
    ended: int = 0

    def __str__(self) -> str:
        return f"{self.kind}.{self.channel}.{self.begun}.{self.ended}"

    @classmethod
    def parse(cls, key: str) -> Cleared:
        kind, channel, begun, ended = key.split(".")
        return cls(kind, int(channel), int(begun), int(ended))


class Privacy:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def counts(self, who: Who) -> dict[str, int]:
        """How many rows each table holds of the member. Raises NothingKept."""
        async with self._means.database.reading() as connection:
            return await privacy.counts_of(connection, await self._member(connection, who))

    async def export(self, who: Who) -> Mapping[str, list[dict[str, Any]]]:
        """Every row of the member by table, as plain data. Raises NothingKept."""
        async with self._means.database.reading() as connection:
            return await privacy.rows_of(connection, await self._member(connection, who))

    async def own_session(self, who: Who, session_id: str) -> sessions.Session:
        """Raises NoSuchSession, NotYours."""
        async with self._means.database.reading() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            return await self._session(connection, member, session_id)

    async def forget(self, who: Who, direct: int | None = None) -> None:
        """Deletes the member and everything of theirs, for good. `direct` is the channel of their direct messages, where it is known.
        Raises NothingKept."""
        await insisting(lambda: self._forget(who, direct))

    async def _forget(self, who: Who, direct: int | None) -> None:
        now = self._means.now()
        async with self._means.database.writing() as connection:
            member = await self._member(connection, who)
            places = {Cleared(place.kind, place.channel) for place in await self._places(connection, member)}
            places |= {Cleared("thread", channel) for channel in await privacy.threads_of(connection, member)}
            places |= {Cleared("message", channel, message) for channel, message in await privacy.posts_of(connection, member)}
            if direct is not None:
                places.add(Cleared("dm", direct))
            elif who.platform == "discord":
                places.add(Cleared("member", int(who.external_id)))
            again = [(RESHOW_PARTY, id) for id in await privacy.parties_of(connection, member)]
            again += [(RESHOW_ROOM, id) for id in await privacy.rooms_of(connection, member)]
            # First, because it calls off whatever was due for the member's things, which would take what is set below with it.
            await privacy.forget(connection, member)
            for kind, key in [*((CLEAR, str(place)) for place in places), *again, (SCRUB, SCRUB_KEY)]:
                await due.schedule(connection, kind, key, now)

    async def forget_session(self, who: Who, session_id: str) -> None:
        """Deletes one session of the member and everything that hangs on it. Raises NoSuchSession, NotYours."""
        await insisting(lambda: self._forget_session(who, session_id))

    async def _forget_session(self, who: Who, session_id: str) -> None:
        async with self._means.database.writing() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            session = await self._session(connection, member, session_id)
            for place in await self._places(connection, session.member_id, session_id):
                await due.schedule(connection, CLEAR, str(place), self._means.now())
            await privacy.forget_session(connection, session_id)
            await due.schedule(connection, SCRUB, SCRUB_KEY, self._means.now())

    async def scrub(self, _due: Due | None = None) -> int | None:
        """Writes over what was deleted; when to try again, or None where it is done."""
        return None if await self._means.database.scrub() else self._means.now() + AGAIN

    async def cleared(self, place: Cleared) -> None:
        """Nothing more is there. Of a member who is known to Discord alone, what was due held their id until now."""
        if place.kind == "member":
            async with self._means.database.writing() as connection:
                await due.schedule(connection, SCRUB, SCRUB_KEY, self._means.now() + AFTER)

    async def _member(self, connection: Connection, who: Who) -> int:
        member = await members.find_member(connection, who.platform, who.external_id)
        if member is None:
            raise NothingKept
        return member

    async def _session(self, connection: Connection, member: int | None, session_id: str) -> sessions.Session:
        session = await sessions.load(connection, session_id)
        if session is None:
            raise NoSuchSession
        if session.member_id != member:
            raise NotYours
        return session

    async def _places(self, connection: Connection, member: int, session_id: str | None = None) -> list[Cleared]:
        """Where messages of the member's sessions stand, wherever those have been. A thread belongs to its session; direct messages hold
        others beside it."""
        found = []
        for place, begun, touched in await privacy.places_of(connection, member, session_id):
            for stay in stays(place, begun, touched):
                span = (stay.since - AROUND, stay.at + AROUND) if stay.kind == "dm" else (0, 0)
                found.append(Cleared(stay.kind, stay.channel, *span))
        return found
