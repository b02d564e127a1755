"""Peer panels and their rounds: every query on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import RowMapping, and_, delete, func, insert, or_, select, update

from bot.core.frozen import dataclass
from bot.core.peer import Peer
from bot.core.plain import from_data, state_from_data, state_to_data, to_data
from bot.core.state import Interview
from bot.store.connection import AsyncConnection
from bot.store.peer_tables import peer_drafts, peer_panels, peer_rounds

# Every question that is answered or passed over takes a round a step on, and so does its scorecard.
_BEGUN = peer_rounds.c.step > 0


@dataclass(frozen=True, slots=True)
class StoredPanel:
    """A row of `peer_panels`, its state read. `shown_step` is -1 before anything was shown."""

    id: str
    server_id: int
    channel_id: int
    host_id: int
    partner_id: int
    state: Peer
    shown_step: int
    message_id: int | None
    created_at: int
    updated_at: int

    @property
    def is_shown(self) -> bool:
        return self.shown_step == self.state.step


@dataclass(frozen=True, slots=True)
class StoredRound:
    """A row of `peer_rounds`, its interview read. The scorecard is there once `scored_at` is."""

    panel_id: str
    number: int
    interviewer_id: int
    candidate_id: int
    principle: str
    state: Interview
    verdict: str | None
    reasons: list[str] | None
    notes: dict[str, str] | None
    judged: str | None
    scored_at: int | None


async def create(connection: AsyncConnection, panel: StoredPanel, rounds: tuple[StoredRound, ...]) -> None:
    row = {name: getattr(panel, name) for name in StoredPanel.__slots__ if name != "state"}
    await connection.execute(insert(peer_panels).values(**row, **_state(panel.state)))
    for one in rounds:
        kept = {name: getattr(one, name) for name in StoredRound.__slots__ if name != "state"}
        await connection.execute(insert(peer_rounds).values(**kept, **_interview(one.state)))


async def load(connection: AsyncConnection, panel_id: str) -> StoredPanel | None:
    return await _one(connection, select(peer_panels).where(peer_panels.c.id == panel_id))


async def held(connection: AsyncConnection, panel_id: str) -> StoredPanel | None:
    """The panel, for somebody who is about to change it or one of its rounds: nobody else does until this transaction ends."""
    return await _one(connection, select(peer_panels).where(peer_panels.c.id == panel_id).with_for_update(key_share=True))


async def move(connection: AsyncConnection, before: StoredPanel, state: Peer, now: int) -> StoredPanel:
    """The panel in its new state. `before` is `held`."""
    await connection.execute(update(peer_panels).where(peer_panels.c.id == before.id).values(**_state(state), updated_at=now))
    return replace(before, state=state, updated_at=now)


async def shown(connection: AsyncConnection, panel: StoredPanel, message_id: int | None) -> bool:
    """Notes which message carries the panel's present step. False where it has moved on."""
    where = and_(peer_panels.c.id == panel.id, peer_panels.c.step == panel.state.step)
    changed = {"shown_step": panel.state.step, "message_id": message_id}
    return bool((await connection.execute(update(peer_panels).where(where).values(**changed))).rowcount)


async def round_of(connection: AsyncConnection, panel_id: str, number: int) -> StoredRound | None:
    query = select(peer_rounds).where(peer_rounds.c.panel_id == panel_id, peer_rounds.c.number == number)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _round(row)


async def begun_rounds(connection: AsyncConnection, panel_ids: Collection[str]) -> dict[str, list[StoredRound]]:
    """Of each of these panels the rounds in which something was done, in their order."""
    query = select(peer_rounds).where(peer_rounds.c.panel_id.in_(panel_ids), _BEGUN).order_by(peer_rounds.c.number)
    found: dict[str, list[StoredRound]] = {id: [] for id in panel_ids}
    for row in (await connection.execute(query)).mappings():
        found[row["panel_id"]].append(_round(row))
    return found


async def panels_of(connection: AsyncConnection, member_id: int, limit: int | None = None, offset: int = 0) -> list[StoredPanel]:
    """The member's panels in which something was done, those that were touched last first."""
    newest = select(peer_panels).where(_begun_by(member_id)).order_by(peer_panels.c.updated_at.desc(), peer_panels.c.id)
    return [_panel(row) for row in (await connection.execute(newest.limit(limit).offset(offset))).mappings()]


async def count_of(connection: AsyncConnection, member_id: int) -> int:
    """How many `panels_of` gives in all."""
    return int((await connection.execute(select(func.count()).select_from(peer_panels).where(_begun_by(member_id)))).scalar_one())


async def step_round(connection: AsyncConnection, before: StoredRound, state: Interview) -> None:
    """The round's interview in its new state. The panel is `held`."""
    await connection.execute(update(peer_rounds).where(_is(before)).values(**_interview(state)))


async def keep_draft(connection: AsyncConnection, one: StoredRound, text: str, now: int) -> None:
    """What the round's candidate typed and has not sent, in place of what was kept before."""
    await drop_draft(connection, one)
    row = {"panel_id": one.panel_id, "number": one.number, "member_id": one.candidate_id, "text": text, "updated_at": now}
    await connection.execute(insert(peer_drafts).values(**row))


async def drop_draft(connection: AsyncConnection, one: StoredRound) -> None:
    await connection.execute(delete(peer_drafts).where(_of(one)))


async def draft_of(connection: AsyncConnection, one: StoredRound) -> str:
    """The candidate's draft, or nothing."""
    return (await connection.execute(select(peer_drafts.c.text).where(_of(one)))).scalar() or ""


async def score(
    connection: AsyncConnection,
    before: StoredRound,
    state: Interview,
    verdict: str,
    reasons: list[str],
    notes: dict[str, str],
    judged: str | None,
    now: int,
) -> None:
    """The scorecard, and the round's interview at its end. The panel is `held`."""
    card = {"verdict": verdict, "reasons": reasons, "notes": notes, "judged": judged, "scored_at": now}
    await connection.execute(update(peer_rounds).where(_is(before)).values(**_interview(state), **card))


def seen_by(row: dict[str, Any], member_id: int) -> dict[str, Any]:
    """What a row of `peer_rounds` holds for one of the two: what was asked and answered, and the scorecard. The whole interview, with the
    judge's vote on every answer, is the candidate's once the scorecard is in; a question that is still to be asked is nobody's."""
    if row["candidate_id"] == member_id and row["scored_at"] is not None:
        return row
    heard = [{"question": turn["question"]["text"], "answer": turn["answer"]} for turn in row["state"].get("turns", ())]
    return {**{name: value for name, value in row.items() if name != "state"}, "heard": heard}


def _begun_by(member_id: int) -> Any:
    rounds = select(peer_rounds.c.number).where(peer_rounds.c.panel_id == peer_panels.c.id, _BEGUN)
    return and_(or_(peer_panels.c.host_id == member_id, peer_panels.c.partner_id == member_id), rounds.exists())


def _is(one: StoredRound) -> Any:
    return and_(peer_rounds.c.panel_id == one.panel_id, peer_rounds.c.number == one.number)


def _of(one: StoredRound) -> Any:
    return and_(peer_drafts.c.panel_id == one.panel_id, peer_drafts.c.number == one.number)


async def _one(connection: AsyncConnection, query: Any) -> StoredPanel | None:
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _panel(row)


def _panel(row: RowMapping) -> StoredPanel:
    kept = {name: row[name] for name in StoredPanel.__slots__ if name != "state"}
    return StoredPanel(**kept, state=from_data(Peer, row["state"]))


def _round(row: RowMapping) -> StoredRound:
    kept = {name: row[name] for name in StoredRound.__slots__ if name != "state"}
    return StoredRound(**kept, state=state_from_data(row["state"]))


def _state(state: Peer) -> dict[str, Any]:
    return {"state": to_data(state), "step": state.step, "status": "open" if state.is_open else "closed"}


def _interview(state: Interview) -> dict[str, Any]:
    return {"state": state_to_data(state), "step": state.step}
