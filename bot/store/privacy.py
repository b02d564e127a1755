"""Everything that hangs on a member: read whole, and deleted whole.

What is theirs is not listed here but read off the schema: a table's rows are a member's where they reference the member with ON DELETE
CASCADE, or reference such rows with it. A feature that comes later is exported and forgotten without a change here.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, false, func, or_, select

from bot.core.frozen import dataclass
from bot.store import loops, peer, stories
from bot.store.connection import AsyncConnection
from bot.store.due_tables import due
from bot.store.peer_tables import peer_panels, peer_rounds
from bot.store.quiz_tables import quiz_items, quiz_parties, quiz_players, quiz_seen
from bot.store.schema import metadata
from bot.store.study_tables import study_answers, study_rooms
from bot.store.tables import members, sessions

# Rows of an export are read in parts, so that no transaction holds a whole life in memory twice.
PART = 500


@dataclass(frozen=True, slots=True)
class Owned:
    """How a table's rows belong to a member: by columns of their own (`members`), or through a parent's row (`parent`, with pairs of
    this table's column and the parent's)."""

    table: Table
    members: tuple[str, ...] = ()
    parents: tuple[tuple[str, str, str], ...] = ()


@cache
def owned() -> tuple[Owned, ...]:
    """Every table that holds rows of a member, parents first; the member's own row is the first of them."""
    found: dict[str, Owned] = {members.name: Owned(members, ("id",))}
    for table in metadata.sorted_tables:
        cascades = [
            (key.parent.name, key.column.table.name, key.column.name)
            for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
            if key.ondelete == "CASCADE"
        ]
        own = tuple(column for column, parent, _key in cascades if parent == members.name)
        inherited = tuple(each for each in cascades if each[1] in found and each[1] != members.name)
        if own:
            # Whose row it is stands in the row: that it is also part of something larger makes it nobody else's.
            found[table.name] = Owned(table, members=own)
        elif inherited:
            found[table.name] = Owned(table, parents=inherited)
    return tuple(found.values())


async def rows_of(connection: AsyncConnection, member_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row of the member, by table, as plain data. Other members' numbers are left out of it, and of a row that is another's as well
    what is theirs alone. Beside them what makes them readable, the questions that the member has answered; and, of rows that are a server's
    and only name the member (a room they opened), that they do."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for one in owned():
        query = select(one.table).where(_theirs(one, member_id)).order_by(*one.table.primary_key.columns)
        hidden = [key.parent.name for key in one.table.foreign_keys if key.column.table is members] + _SECRET.get(one.table.name, [])
        seen_by = _SHARED.get(one.table.name, _whole)
        parts = connection.in_parts(query, PART)
        rows[one.table.name] = [_plain(seen_by(dict(row), member_id), hidden, member_id) async for some in parts for row in some]
    for table, query in _naming(member_id):
        if named := [dict(row) for row in (await connection.execute(query)).mappings()]:
            rows[table] = [*rows.get(table, ()), *named]
    answered = select(quiz_seen.c.digest).where(quiz_seen.c.member_id == member_id)
    asked = select(quiz_items).where(quiz_items.c.digest.in_(answered)).order_by(quiz_items.c.key)
    rows[quiz_items.name] = [dict(row) async for some in connection.in_parts(asked, PART) for row in some]
    return rows


def _naming(member_id: int) -> Iterator[tuple[str, Select[Any]]]:
    """The rows that name the member and are not theirs: what they are a row of, since when, and nothing of what is in it."""
    whole = {one.table.name: one for one in owned()}
    for table in metadata.sorted_tables:
        mine = [key.parent for key in table.foreign_keys if key.column.table is members and key.ondelete == "SET NULL"]
        if mine:
            ids = [column for column in table.columns if column.primary_key or column.name in ("server_id", "channel_id") or column in mine]
            times = [column for column in table.columns if column.name.endswith("_at")]
            query = select(*ids, *times).where(or_(*(column == member_id for column in mine))).order_by(*table.primary_key.columns)
            if (own := whole.get(table.name)) is not None:
                query = query.where(~func.coalesce(_theirs(own, member_id), false()))
            yield table.name, query


async def counts_of(connection: AsyncConnection, member_id: int) -> dict[str, int]:
    """How many rows each table holds of the member; tables without any are left out."""
    counts = {}
    for one in owned():
        query = select(func.count()).select_from(one.table).where(_theirs(one, member_id))
        counts[one.table.name] = int((await connection.execute(query)).scalar_one())
    return {name: count for name, count in counts.items() if count}


async def forget(connection: AsyncConnection, member_id: int) -> None:
    """Deletes the member, everything that hangs on them, and what is due for any of it."""
    for one in owned():
        await _forget_due(connection, one, _theirs(one, member_id))
    await connection.execute(delete(members).where(members.c.id == member_id))


async def forget_session(connection: AsyncConnection, session_id: str) -> None:
    """Deletes one session and everything that hangs on it; a story that was told in it alone, and its words in the name of another; a day's
    debrief that quotes it."""
    member_id = (await connection.execute(select(sessions.c.member_id).where(sessions.c.id == session_id))).scalar()
    await connection.execute(delete(due).where(due.c.key == session_id))
    await loops.forget_debrief_of(connection, session_id)
    known = await stories.known_by(connection, [session_id])
    await connection.execute(delete(sessions).where(sessions.c.id == session_id))
    await stories.name_anew(connection, known)
    if member_id is not None:
        await stories.drop_empty(connection, member_id)


async def places_of(connection: AsyncConnection, member_id: int, session_id: str | None = None) -> list[tuple[dict[str, Any], int, int]]:
    """(place, begun at, touched at) of the member's sessions, or of one: where messages about them may stand."""
    query = select(sessions.c.place, sessions.c.created_at, sessions.c.updated_at).where(sessions.c.member_id == member_id)
    if session_id is not None:
        query = query.where(sessions.c.id == session_id)
    return [(dict(row.place), row.created_at, row.updated_at) for row in await connection.execute(query)]


async def threads_of(connection: AsyncConnection, member_id: int) -> list[int]:
    """Threads that were opened for the member and are no session's: those of panels between two. A channel that others use for other things
    is never among them."""
    theirs = or_(peer_panels.c.host_id == member_id, peer_panels.c.partner_id == member_id)
    return sorted(set((await connection.execute(select(peer_panels.c.channel_id).where(theirs))).scalars()))


async def posts_of(connection: AsyncConnection, member_id: int) -> list[tuple[int, int]]:
    """(channel, message) of what was posted for everyone and goes with the member: their answers in study rooms, and whole rooms whose
    question is in their words."""
    asked = study_rooms.c.asked_by == member_id
    rooms = select(study_rooms.c.channel_id, study_rooms.c.card_id, study_rooms.c.message_id).where(asked)
    found = {(row.channel_id, message) for row in await connection.execute(rooms) for message in (row.card_id, row.message_id) if message}
    answers = select(study_rooms.c.channel_id, study_answers.c.posts).join(study_rooms, study_rooms.c.id == study_answers.c.room_id)
    shown = answers.where(or_(asked, study_answers.c.member_id == member_id), study_answers.c.posts.is_not(None))
    return sorted(found | {(row.channel_id, int(message)) for row in await connection.execute(shown) for message in row.posts})


async def parties_of(connection: AsyncConnection, member_id: int) -> list[str]:
    """The quiz parties that the member played in, or led: what was posted of them may name the member."""
    played = select(quiz_players.c.party_id).where(quiz_players.c.member_id == member_id)
    led = select(quiz_parties.c.id).where(quiz_parties.c.host_id == member_id)
    return sorted((await connection.execute(played.union(led))).scalars())


async def rooms_of(connection: AsyncConnection, member_id: int) -> list[str]:
    """The study rooms that the member opened: their first message names the member."""
    return sorted((await connection.execute(select(study_rooms.c.id).where(study_rooms.c.host_id == member_id))).scalars())


async def _forget_due(connection: AsyncConnection, one: Owned, theirs: ColumnElement[bool]) -> None:
    """What is due names its thing by an id. Ids that are drawn at random are unique over all tables; a number would not be."""
    keys = [column for column in one.table.primary_key.columns if column.type.python_type is str]
    if len(one.table.primary_key.columns) == 1 and keys:
        await connection.execute(delete(due).where(due.c.key.in_(select(keys[0]).where(theirs))))


def _theirs(one: Owned, member_id: int) -> ColumnElement[bool]:
    if one.members:
        return or_(*(one.table.c[column] == member_id for column in one.members))
    by_name = {each.table.name: each for each in owned()}
    return or_(
        *(
            one.table.c[column].in_(select(metadata.tables[parent].c[key]).where(_theirs(by_name[parent], member_id)))
            for column, parent, key in one.parents
        )
    )


def _whole(row: dict[str, Any], _member_id: int) -> dict[str, Any]:
    return row


# By table, what one of the two whose row it is may see of it.
_SHARED = {peer_rounds.name: peer.seen_by}
# What the order of a room's answers follows from is told to nobody.
_SECRET = {study_rooms.name: ["seed"], study_answers.name: ["id"]}


def _plain(row: dict[str, Any], hidden: list[str], member_id: int) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in hidden or value == member_id}
    return {name: base64.b64encode(value).decode() if isinstance(value, bytes) else value for name, value in kept.items()}
