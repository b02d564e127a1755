"""A member's stories: every query on them. A story without a telling is dropped: nothing of it is left but its name. A name of ours is
words of a telling, and goes with it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert, select, update

from bot.core.frozen import dataclass
from bot.core.gist import suggested_name
from bot.core.plain import state_from_data
from bot.store.connection import AsyncConnection
from bot.store.progress_tables import stories, tellings
from bot.store.tables import sessions


@dataclass(frozen=True, slots=True)
class StoryRow:
    id: int
    name: str
    named: bool
    created_at: int


async def of_member(connection: AsyncConnection, member_id: int) -> list[StoryRow]:
    """The member's stories, oldest first."""
    query = select(stories.c.id, stories.c.name, stories.c.named, stories.c.created_at).where(stories.c.member_id == member_id)
    return [StoryRow(**row) for row in (await connection.execute(query.order_by(stories.c.id))).mappings()]


async def create(connection: AsyncConnection, member_id: int, name: str, named: bool, now: int) -> int:
    row = {"member_id": member_id, "name": name, "named": named, "created_at": now}
    result = await connection.execute(insert(stories).values(**row).returning(stories.c.id))
    return int(result.scalar_one())


async def rename(connection: AsyncConnection, member_id: int, story_id: int, name: str) -> bool:
    """Gives the story the member's own name. False where it is not theirs."""
    where = (stories.c.id == story_id, stories.c.member_id == member_id)
    return bool((await connection.execute(update(stories).where(*where).values(name=name, named=True))).rowcount)


async def put_to(connection: AsyncConnection, member_id: int, session_id: str, story_id: int) -> bool:
    """Says which story a telling is one of. False where one of the two is not the member's."""
    own = select(stories.c.id).where(stories.c.id == story_id, stories.c.member_id == member_id)
    where = (tellings.c.session_id == session_id, tellings.c.member_id == member_id, own.exists())
    return bool((await connection.execute(update(tellings).where(*where).values(story_id=story_id))).rowcount)


async def join(connection: AsyncConnection, member_id: int, story_id: int, into: int) -> bool:
    """Every telling of a story becomes one of another. False where there was none, or one of the two is not the member's."""
    own = select(stories.c.id).where(stories.c.id == into, stories.c.member_id == member_id)
    where = (tellings.c.story_id == story_id, tellings.c.member_id == member_id, own.exists())
    return bool((await connection.execute(update(tellings).where(*where).values(story_id=into))).rowcount)


async def known_by(connection: AsyncConnection, session_ids: Collection[str]) -> list[int]:
    """The stories told in these sessions that have a name of ours: it may be their words."""
    told = tellings.c.session_id.in_(session_ids)
    query = select(stories.c.id).join(tellings, tellings.c.story_id == stories.c.id).where(told, ~stories.c.named)
    return sorted(set((await connection.execute(query)).scalars()))


async def name_anew(connection: AsyncConnection, story_ids: Collection[int]) -> None:
    """Names each by the first telling that is left of it; one that has none keeps its name until it is dropped."""
    for story in story_ids:
        query = select(sessions.c.state).join(tellings, tellings.c.session_id == sessions.c.id).where(tellings.c.story_id == story)
        state = (await connection.execute(query.order_by(tellings.c.told_at, sessions.c.id).limit(1))).scalar()
        if state is not None:
            opening = state_from_data(state).opening
            name = suggested_name(opening.answer or "") if opening is not None else ""
            await connection.execute(update(stories).where(stories.c.id == story).values(name=name))


async def drop_empty(connection: AsyncConnection, member_id: int) -> int:
    """Drops the member's stories that no telling is left of; how many there were."""
    told = select(tellings.c.story_id).where(tellings.c.story_id == stories.c.id)
    result = await connection.execute(delete(stories).where(stories.c.member_id == member_id, ~told.exists()))
    return int(result.rowcount)


async def drop_all_empty(connection: AsyncConnection) -> int:
    """The same for every member: after interviews were deleted because their time was over."""
    told = select(tellings.c.story_id).where(tellings.c.story_id == stories.c.id)
    return int((await connection.execute(delete(stories).where(~told.exists()))).rowcount)
