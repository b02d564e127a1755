"""A member's stories: named, joined and parted by them, held against the sixteen principles."""

from __future__ import annotations

from bot.core.coverage import Coverage, Story, coverage
from bot.core.frozen import dataclass
from bot.core.printable import has_something_to_see
from bot.core.telling import Telling
from bot.core.vocabulary import Level
from bot.store import stories
from bot.store.tellings import Connection
from bot.store.texts import storable
from bot.usecases.exchange import Who
from bot.usecases.past_refusals import NoName, NoSuchStory
from bot.usecases.tellings import LONGEST_NAME, Tellings


@dataclass(frozen=True, slots=True)
class Shelf:
    """The member's stories, the latest told first, and how many of their interviews told a scenario's story."""

    stories: tuple[Story, ...]
    borrowed: int


class Stories:
    def __init__(self, told: Tellings) -> None:
        self._told = told
        self._database = told.means.database

    async def shelf(self, who: Who) -> Shelf:
        member = await self._told.member(who)
        if member is None:
            return Shelf((), 0)
        told = await self._told.of_member(member)
        retold = await self._told.retold(member)
        async with self._database.reading() as connection:
            rows = await stories.of_member(connection, member)
        found = []
        for row in rows:
            own = tuple(sorted((one for one in (*told, *retold) if one.story == row.id), key=lambda one: one.told_at))
            if own and (row.name or any(_told_something(one) for one in own)):
                found.append(Story(row.id, row.name, row.named, own))
        found.sort(key=lambda story: -story.tellings[-1].told_at)
        return Shelf(tuple(found), sum(one.story is None for one in told))

    async def coverage(self, who: Who, level: Level) -> Coverage:
        """The member's stories against the principles, for a loop at this level."""
        return coverage((await self.shelf(who)).stories, level)

    def held_against(self, shelf: Shelf, level: Level) -> Coverage:
        """A shelf that was read against the principles."""
        return coverage(shelf.stories, level)

    async def story(self, who: Who, story: int) -> Story:
        """Raises NoSuchStory for one that is not the member's."""
        found = next((one for one in (await self.shelf(who)).stories if one.id == story), None)
        if found is None:
            raise NoSuchStory
        return found

    async def rename(self, who: Who, story: int, name: str) -> Story:
        """Gives a story the member's own name; a name that another of their stories has joins the two. Raises NoName, NoSuchStory."""
        name = " ".join(storable(name).split())[:LONGEST_NAME]
        if not has_something_to_see(name):
            raise NoName
        member = await self._own(who)
        async with self._database.writing() as connection:
            known = await stories.of_member(connection, member)
            other = next((row for row in known if row.name.casefold() == name.casefold() and row.id != story), None)
            if other is None:
                if not await stories.rename(connection, member, story, name):
                    raise NoSuchStory
            else:
                await stories.rename(connection, member, other.id, name)
                await self._join(connection, member, story, other.id)
        return await self.story(who, story if other is None else other.id)

    async def join(self, who: Who, story: int, into: int) -> Story:
        """Makes every telling of a story one of another. Raises NoSuchStory."""
        member = await self._own(who)
        async with self._database.writing() as connection:
            await self._join(connection, member, story, into)
        return await self.story(who, into)

    async def part(self, who: Who, session: str, name: str) -> Story:
        """Makes one telling a story of its own. Raises NoName, NoSuchStory."""
        name = " ".join(storable(name).split())[:LONGEST_NAME]
        if not has_something_to_see(name):
            raise NoName
        member = await self._own(who)
        async with self._database.writing() as connection:
            id = await stories.create(connection, member, name, True, self._told.means.now())
            if not await stories.put_to(connection, member, session, id):
                raise NoSuchStory
            await stories.drop_empty(connection, member)
        return await self.story(who, id)

    async def of_session(self, who: Who, session: str) -> Telling | None:
        """The telling of one of the member's interviews."""
        return next((one for one in await self._told.of(who) if one.session == session), None)

    async def _own(self, who: Who) -> int:
        member = await self._told.member(who)
        if member is None:
            raise NoSuchStory
        return member

    async def _join(self, connection: Connection, member: int, story: int, into: int) -> None:
        if story == into or not await stories.join(connection, member, story, into):
            raise NoSuchStory
        await stories.drop_empty(connection, member)


def _told_something(telling: Telling) -> bool:
    """Whether there was a story in it, or one came with the replies: "n/a" is none."""
    return "no_story" not in telling.told.flaws or telling.told.mark.verdict not in ("no_hire", "insufficient_evidence")
