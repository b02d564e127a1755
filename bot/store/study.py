"""Study rooms: every query on the rooms themselves. A room moves from one step to the next under the step that was read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import and_, select, update

from bot.core.frozen import dataclass
from bot.core.plain import from_data, to_data
from bot.core.study import Room
from bot.store.connection import AsyncConnection
from bot.store.study_tables import study_rooms
from bot.store.upserting import upserting


@dataclass(frozen=True, slots=True)
class StoredRoom:
    """A row of `study_rooms`, its state read. `shown_step` is -1 before anything was shown."""

    id: str
    server_id: int
    channel_id: int
    host_id: int | None
    principle: str
    level: str
    question: str
    asked_by: int | None
    scenario_id: str | None
    seed: str
    state: Room
    ends_at: int | None
    waiting: bool
    shown_step: int
    card_id: int | None
    message_id: int | None
    created_at: int

    @property
    def is_shown(self) -> bool:
        return self.shown_step == self.state.step


async def create(connection: AsyncConnection, room: StoredRoom) -> bool:
    """Writes down a new room. False where the channel has an open one already."""
    make = upserting(connection)
    row = {name: getattr(room, name) for name in StoredRoom.__slots__ if name != "state"}
    row |= {"updated_at": room.created_at, **_state(room.state)}
    return bool((await connection.execute(make(study_rooms).values(**row).on_conflict_do_nothing())).rowcount)


async def load(connection: AsyncConnection, room_id: str) -> StoredRoom | None:
    return await _one(connection, select(study_rooms).where(study_rooms.c.id == room_id))


async def held(connection: AsyncConnection, room_id: str) -> StoredRoom | None:
    """The room, for somebody who is about to move it: nobody else moves it, and nobody answers or votes, until this transaction ends."""
    return await _one(connection, select(study_rooms).where(study_rooms.c.id == room_id).with_for_update(key_share=True))


async def entered(connection: AsyncConnection, room_id: str) -> StoredRoom | None:
    """The room, for somebody who answers or votes: it stays at its step until this transaction ends; others answer and vote meanwhile."""
    return await _one(connection, select(study_rooms).where(study_rooms.c.id == room_id).with_for_update(read=True))


async def open_in(connection: AsyncConnection, channel_id: int) -> StoredRoom | None:
    return await _one(connection, select(study_rooms).where(study_rooms.c.channel_id == channel_id, study_rooms.c.status == "open"))


async def recent_questions(connection: AsyncConnection, server_id: int, limit: int = 50) -> list[tuple[str, str | None]]:
    """(question, scenario id) of the server's last rooms, newest first: what not to ask again soon."""
    query = select(study_rooms.c.question, study_rooms.c.scenario_id).where(study_rooms.c.server_id == server_id)
    rows = await connection.execute(query.order_by(study_rooms.c.created_at.desc(), study_rooms.c.id).limit(limit))
    return [(row.question, row.scenario_id) for row in rows]


async def move(connection: AsyncConnection, before: StoredRoom, state: Room, ends_at: int | None, now: int) -> StoredRoom:
    """The room in its new state, not shown yet. `before` is `held`."""
    changed = {**_state(state), "ends_at": ends_at, "waiting": False, "updated_at": now}
    await connection.execute(update(study_rooms).where(study_rooms.c.id == before.id).values(**changed))
    return replace(before, state=state, ends_at=ends_at, waiting=False)


async def wait(connection: AsyncConnection, before: StoredRoom, ends_at: int, now: int) -> StoredRoom:
    """The time for answers is over and they are too few: the room waits for its host, until `ends_at`. `before` is `held`."""
    changed = {"waiting": True, "ends_at": ends_at, "updated_at": now}
    await connection.execute(update(study_rooms).where(study_rooms.c.id == before.id).values(**changed))
    return replace(before, waiting=True, ends_at=ends_at)


async def shown(connection: AsyncConnection, room: StoredRoom, message_id: int | None) -> bool:
    """Notes which message carries the room's present step. False where the room has moved on."""
    changed: dict[str, Any] = {"shown_step": room.state.step, "message_id": message_id}
    if room.card_id is None:
        changed["card_id"] = message_id
    where = and_(study_rooms.c.id == room.id, study_rooms.c.step == room.state.step)
    return bool((await connection.execute(update(study_rooms).where(where).values(**changed))).rowcount)


async def _one(connection: AsyncConnection, query: Any) -> StoredRoom | None:
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    kept = {name: row[name] for name in StoredRoom.__slots__ if name != "state"}
    return StoredRoom(**kept, state=from_data(Room, row["state"]))


def _state(state: Room) -> dict[str, Any]:
    return {"state": to_data(state), "step": state.step, "status": "open" if state.is_open else "closed"}
