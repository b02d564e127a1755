"""What a member has told: derived from their interviews when somebody asks for it, once for each, and counted from there.

An interview is judged when it is held; what is counted about it is derived later, by whoever first wants to know. Nothing about an
interview has to know of it, and a database from before it is counted like any other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.content.library import Library
from bot.core.gist import most_alike, suggested_name
from bot.core.plain import from_data, replies_from_data, state_from_data, to_data
from bot.core.replies import Debrief
from bot.core.state import Interview, Materials
from bot.core.telling import Telling, Told, told_of
from bot.core.vote.rubric import Rubric
from bot.store import members, retellings, stories, tellings
from bot.store.sessions import Session
from bot.store.tellings import Connection
from bot.usecases.exchange import Who
from bot.usecases.means import Means

# A story's name has to fit beside sixteen votes, and on a button.
LONGEST_NAME = 60


class Tellings:
    def __init__(self, means: Means, rubric: Rubric) -> None:
        self.means = means
        self.rubric = rubric

    async def of(self, who: Who) -> tuple[Telling, ...]:
        """The tellings of the member's finished interviews, oldest first."""
        member = await self.member(who)
        return () if member is None else await self.of_member(member)

    async def member(self, who: Who) -> int | None:
        async with self.means.database.reading() as connection:
            return await members.find_member(connection, who.platform, who.external_id)

    async def of_member(self, member: int) -> tuple[Telling, ...]:
        await self._catch_up(member)
        async with self.means.database.reading() as connection:
            return await self._read(connection, member)

    async def retold(self, member: int) -> tuple[Telling, ...]:
        """The member's retellings as tellings of the story that they retell."""
        async with self.means.database.reading() as connection:
            rows = await retellings.of_member(connection, member)
            story_of = {row.session_id: row.story_id for row in await tellings.of_member(connection, member)}
        return tuple(
            Telling(
                session=row.session_id,
                principle=row.principle,
                level=row.level,  # type: ignore[arg-type]  # only levels are stored
                mode="retell",
                question=row.question,
                told_at=row.told_at or row.created_at,
                told=from_data(Told, row.told),
                story=story_of.get(row.session_id),
                retold=True,
            )
            for row in rows
        )

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _read(self, connection: Connection, member: int) -> tuple[Telling, ...]:
        return tuple(
            Telling(
                session=row.session_id,
                principle=row.principle,
                level=row.level,  # type: ignore[arg-type]  # only levels are stored
                mode=row.mode,
                question=row.question,
                told_at=row.told_at,
                told=from_data(Told, row.data),
                story=row.story_id,
            )
            for row in await tellings.of_member(connection, member)
        )

    async def _catch_up(self, member: int) -> None:
        database = self.means.database
        while True:
            async with database.reading() as connection:
                waiting = await tellings.pending(connection, member)
            if not waiting:
                return
            # Reading answers is the judge's kind of work: a hundred of them would hold up everybody else.
            shelves = {server: await self.means.shelf(server) for server in {session.server_id for session in waiting}}
            derived = await asyncio.to_thread(self._derived, waiting, shelves)
            async with database.writing() as connection:
                await tellings.lock(connection, member)
                there = await tellings.held(connection, [session.id for session in waiting])
                await self._write(connection, member, [one for one in derived if one[0].id in there])

    def _derived(self, waiting: list[Session], shelves: Mapping[int | None, Library]) -> list[tuple[Session, Interview, Told | None]]:
        found = []
        for session in waiting:
            state = state_from_data(session.state)
            replies = replies_from_data(session.showing)
            shown = next((reply for reply in replies if isinstance(reply, Debrief)), None)
            materials = Materials(self.rubric, shelves[session.server_id].scenarios.get(state.setup.scenario_id or ""))
            found.append((session, state, told_of(state, materials, shown)))
        return found

    async def _write(self, connection: Connection, member: int, derived: list[tuple[Session, Interview, Told | None]]) -> None:
        """Each telling to the story that it is one of, as far as its words say; to a new one where they say nothing."""
        gists: dict[int, set[str]] = {}
        for row in await tellings.of_member(connection, member):
            if row.story_id is not None:
                gists.setdefault(row.story_id, set()).update(row.data["gist"])
        for session, state, told in derived:
            story = None
            if told is not None and state.setup.story == "own":
                story = await self._story(connection, member, state, told, gists)
            await tellings.put(connection, session, None if told is None else to_data(told), story)

    async def _story(self, connection: Connection, member: int, state: Interview, told: Told, gists: dict[int, set[str]]) -> int:
        found = most_alike(told.gist, _frozen(gists))
        if found is None:
            opening = state.opening
            name = suggested_name(opening.answer or "") if opening is not None else ""
            found = await stories.create(connection, member, name[:LONGEST_NAME], False, self.means.now())
        gists.setdefault(found, set()).update(told.gist)
        return found


def _frozen(gists: dict[int, set[str]]) -> Mapping[int, frozenset[str]]:
    return {story: frozenset(words) for story, words in gists.items()}
