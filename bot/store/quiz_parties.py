"""Quiz parties and who plays: every query on them. A party moves from one step to the next under the step that was read: of two processes
that move it at once, one does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, func, select, update

from bot.core.frozen import dataclass
from bot.core.plain import from_data, to_data
from bot.core.quiz_party import Party
from bot.store.connection import AsyncConnection
from bot.store.quiz_tables import quiz_parties, quiz_players
from bot.store.upserting import upserting


@dataclass(frozen=True, slots=True)
class StoredParty:
    """A row of `quiz_parties`, its state read. `shown_step` is -1 before anything was shown; `ends_at` is None where the present step has
    not been shown yet: its time begins when it is."""

    id: str
    server_id: int
    channel_id: int
    host_id: int | None
    principle: str | None
    seed: int
    items: list[str]
    state: Party
    shown_step: int
    ends_at: int | None
    message_id: int | None
    created_at: int

    @property
    def is_shown(self) -> bool:
        return self.shown_step == self.state.step


async def create(connection: AsyncConnection, party: StoredParty) -> bool:
    """Writes down a new party. False where the channel has an open one already."""
    make = upserting(connection)
    row = {
        "id": party.id,
        "server_id": party.server_id,
        "channel_id": party.channel_id,
        "host_id": party.host_id,
        "principle": party.principle,
        "seed": party.seed,
        "items": party.items,
        "shown_step": party.shown_step,
        "ends_at": party.ends_at,
        "message_id": party.message_id,
        "created_at": party.created_at,
        "updated_at": party.created_at,
        **_state(party.state),
    }
    return bool((await connection.execute(make(quiz_parties).values(**row).on_conflict_do_nothing())).rowcount)


async def load(connection: AsyncConnection, party_id: str) -> StoredParty | None:
    row = (await connection.execute(select(quiz_parties).where(quiz_parties.c.id == party_id))).mappings().first()
    return None if row is None else _party(row)


async def held(connection: AsyncConnection, party_id: str) -> StoredParty | None:
    """The party, for somebody who is about to move it: nobody else moves it until this transaction ends. Answers go on meanwhile."""
    query = select(quiz_parties).where(quiz_parties.c.id == party_id).with_for_update(key_share=True)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _party(row)


async def open_in(connection: AsyncConnection, channel_id: int) -> StoredParty | None:
    query = select(quiz_parties).where(quiz_parties.c.channel_id == channel_id, quiz_parties.c.status == "open")
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _party(row)


async def move(connection: AsyncConnection, before: StoredParty, state: Party, now: int) -> StoredParty | None:
    """The party in its new state, not shown yet. None where it has left the step that `before` saw."""
    where = and_(quiz_parties.c.id == before.id, quiz_parties.c.step == before.state.step)
    changed = {**_state(state), "ends_at": None, "updated_at": now}
    if not (await connection.execute(update(quiz_parties).where(where).values(**changed))).rowcount:
        return None
    return replace(before, state=state, ends_at=None)


async def shown(connection: AsyncConnection, party: StoredParty, message_id: int | None, ends_at: int | None) -> bool:
    """Notes that the party's present step is on show, in which message and until when. False where the party has moved on."""
    where = and_(quiz_parties.c.id == party.id, quiz_parties.c.step == party.state.step)
    changed = {"shown_step": party.state.step, "message_id": message_id, "ends_at": ends_at}
    return bool((await connection.execute(update(quiz_parties).where(where).values(**changed))).rowcount)


async def join(connection: AsyncConnection, party_id: str, member_id: int, now: int) -> bool:
    """False where the member plays already."""
    make = upserting(connection)
    statement = make(quiz_players).values(party_id=party_id, member_id=member_id, joined_at=now)
    return bool((await connection.execute(statement.on_conflict_do_nothing())).rowcount)


async def join_all(connection: AsyncConnection, joining: Collection[tuple[str, int]], now: int) -> None:
    """(party, member): those who play already stay as they are."""
    make = upserting(connection)
    rows = [{"party_id": party_id, "member_id": member_id, "joined_at": now} for party_id, member_id in sorted(joining)]
    if rows:
        await connection.execute(make(quiz_players).on_conflict_do_nothing(), rows)


async def plays(connection: AsyncConnection, party_id: str, member_id: int) -> bool:
    query = select(quiz_players.c.member_id).where(quiz_players.c.party_id == party_id, quiz_players.c.member_id == member_id)
    return (await connection.execute(query)).first() is not None


async def led_by(connection: AsyncConnection, party_id: str, member_id: int) -> None:
    """The party has another host from now on."""
    await connection.execute(update(quiz_parties).where(quiz_parties.c.id == party_id).values(host_id=member_id))


async def players(connection: AsyncConnection, party_id: str) -> list[int]:
    query = select(quiz_players.c.member_id).where(quiz_players.c.party_id == party_id)
    return list((await connection.execute(query.order_by(quiz_players.c.joined_at, quiz_players.c.member_id))).scalars())


async def count_players(connection: AsyncConnection, party_id: str) -> int:
    query = select(func.count()).select_from(quiz_players).where(quiz_players.c.party_id == party_id)
    return (await connection.execute(query)).scalar_one()


def _state(state: Party) -> dict[str, Any]:
    return {"state": to_data(state), "step": state.step, "status": "open" if state.is_open else "closed"}


def _party(row: Any) -> StoredParty:
    kept = {name: row[name] for name in StoredParty.__slots__ if name != "state"}
    return StoredParty(**kept, state=from_data(Party, row["state"]))
