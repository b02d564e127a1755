"""Sessions: where each one stands, and whose it is. How a step is taken is turns.py's, what a member's sessions were like altogether
history.py's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, insert, null, select, update

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.prepared import Prepared
from bot.store.tables import drafts, members, sessions, turns

# Who comes back to an interview that was left idle comes back to one of the last.
_MOST_EXPIRED = 20
# What every click and every answer asks is built once: to build and compare a statement takes longer than to run it.
_LOAD = Prepared(select(sessions).where(sessions.c.id == bindparam("session")))
# With whether its step has a turn that was not followed up, and whether it has drafts: mostly neither, and then nothing more is asked.
_BESIDE = ("platform", "external_id", "cut_off", "drafted")


def _owned(*columns: Any) -> Prepared:
    query = select(
        *columns,
        members.c.platform,
        members.c.external_id,
        exists().where(turns.c.session_id == sessions.c.id, turns.c.step == sessions.c.step, turns.c.handled_at.is_(None)).label("cut_off"),
        exists().where(drafts.c.session_id == sessions.c.id, drafts.c.step == sessions.c.step).label("drafted"),
    )
    return Prepared(query.select_from(sessions).join(members).where(sessions.c.id == bindparam("session")))


_OWNED = _owned(sessions)
# What it shows is half of what a session holds, and of no use to whoever brings its next step.
_HELD = _owned(*(column for column in sessions.columns if column.name != "showing"), null().label("showing"))
_GLANCE = Prepared(
    select(sessions.c.step, sessions.c.status, members.c.platform, members.c.external_id)
    .join(members)
    .where(sessions.c.id == bindparam("session"))
)
_COLUMNS = tuple(column.name for column in sessions.columns)
_CREATE = Prepared(insert(sessions), _COLUMNS)
# Held until it is changed: two processes may move a session at once.
_PLACE = Prepared(select(sessions.c.place).where(sessions.c.id == bindparam("session")).with_for_update())
_MOVE = Prepared(update(sessions).where(sessions.c.id == bindparam("session")).values(place=bindparam("new_place")))
_SAVED = tuple(column.name for column in sessions.columns if column.name not in ("id", "member_id", "created_at", "place"))
_SAVE = Prepared(
    update(sessions)
    .where(sessions.c.id == bindparam("session"))
    .where(sessions.c.step == bindparam("before_step"), sessions.c.status == bindparam("before_status"))
    .values({name: bindparam(f"new_{name}") for name in _SAVED})
)


@dataclass(frozen=True, slots=True)
class Session:
    """A row of `sessions`. `state` and `showing` are plain data (bot/core/plain.py reads them)."""

    id: str
    member_id: int
    server_id: int | None
    principle: str
    level: str
    mode: str
    story: str
    question: str
    scenario_id: str | None
    scenario_version: str | None
    rubric_version: str
    status: str
    step: int
    state: Any
    showing: Any
    verdict: str | None
    score: float | None
    place: dict[str, Any]
    created_at: int
    updated_at: int
    closed_at: int | None

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    @property
    def standing(self) -> str:
        """`status`, or "sealed" for a round that is over and whose vote is told with its day's."""
        sealed = self.status == "closed" and bool(self.state["setup"].get("sealed"))
        return "sealed" if sealed else self.status


async def create(connection: AsyncConnection, session: Session) -> None:
    await connection.change(_CREATE, {name: getattr(session, name) for name in _COLUMNS})


async def drop(connection: AsyncConnection, session_id: str) -> None:
    """Takes back a session that nobody has seen. What somebody has is forgotten by store/privacy.py."""
    await connection.execute(delete(sessions).where(sessions.c.id == session_id))


async def load(connection: AsyncConnection, session_id: str) -> Session | None:
    rows = await connection.rows(_LOAD, {"session": session_id})
    return _session(rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class Owned:
    """A session and whose it is: the platform, and what they are called there. `cut_off`: its step has a turn that was not followed up;
    `drafted`: its step has drafts."""

    session: Session
    platform: str
    external_id: str
    cut_off: bool
    drafted: bool


async def owned(connection: AsyncConnection, session_id: str, *, showing: bool = True) -> Owned | None:
    """Without `showing`, what the session shows is left out (None)."""
    rows = await connection.rows(_OWNED if showing else _HELD, {"session": session_id})
    if not rows:
        return None
    fields = dict(rows[0])
    beside = {name: fields.pop(name) for name in _BESIDE}
    return Owned(Session(**fields), **beside)


async def glance(connection: AsyncConnection, session_id: str) -> tuple[int, str, str, str] | None:
    """Where a session stands (step, status) and whose it is (platform, what they are called there), without what it holds."""
    rows = await connection.rows(_GLANCE, {"session": session_id})
    return (rows[0]["step"], rows[0]["status"], rows[0]["platform"], rows[0]["external_id"]) if rows else None


async def latest_open(connection: AsyncConnection, member_id: int) -> Session | None:
    """The member's unfinished session that was touched last."""
    query = select(sessions).where(sessions.c.member_id == member_id, sessions.c.status == "open")
    rows = await connection.execute(query.order_by(sessions.c.updated_at.desc(), sessions.c.created_at.desc()).limit(1))
    row = rows.mappings().first()
    return None if row is None else _session(row)


async def open_sessions(connection: AsyncConnection, member_id: int) -> list[Session]:
    query = select(sessions).where(sessions.c.member_id == member_id, sessions.c.status == "open")
    rows = await connection.execute(query.order_by(sessions.c.updated_at.desc()))
    return [_session(row) for row in rows.mappings()]


async def open_in_channel(connection: AsyncConnection, member_id: int, channel: int, replied: int | None = None) -> Session | None:
    """The member's open session that is shown in that channel or thread; of several, the one whose step stands in the message that was
    `replied` to, or else the latest. A member has few open sessions: they are looked through."""
    here = [session for session in await open_sessions(connection, member_id) if session.place.get("channel") == channel]
    named = (one for one in here if replied is not None and one.place.get("first", 0) <= replied <= one.place.get("message", 0))
    return next(named, here[0] if here else None)


async def last_expired(connection: AsyncConnection, member_id: int, channel: int | None = None) -> Session | None:
    """The session of the member that was left idle most lately; with `channel`, of those that were shown in that channel or thread."""
    query = select(sessions).where(sessions.c.member_id == member_id, sessions.c.status == "expired")
    rows = await connection.execute(query.order_by(sessions.c.updated_at.desc()).limit(_MOST_EXPIRED))
    return next((_session(row) for row in rows.mappings() if channel is None or row["place"].get("channel") == channel), None)


async def save(connection: AsyncConnection, before: Session, after: Session) -> bool:
    """Writes `after` over `before`, all but the place, which `move` alone changes. False when the session is no longer at the step
    (or in the status) that `before` saw."""
    values = {f"new_{name}": getattr(after, name) for name in _SAVED}
    seen = {"session": before.id, "before_step": before.step, "before_status": before.status}
    return await connection.change(_SAVE, values | seen) == 1


async def place_of(connection: AsyncConnection, session_id: str) -> dict[str, Any] | None:
    """Where a session is shown, for whoever is about to move it. None where it has been forgotten."""
    rows = await connection.rows(_PLACE, {"session": session_id})
    return dict(rows[0]["place"]) if rows else None


async def move(connection: AsyncConnection, session_id: str, place: dict[str, Any]) -> None:
    """Notes where a session is shown now."""
    await connection.change(_MOVE, {"session": session_id, "new_place": place})


async def idle_since(connection: AsyncConnection, before: int, limit: int = 200) -> Sequence[str]:
    """Ids of open sessions untouched since `before`, the longest idle first."""
    query = select(sessions.c.id).where(sessions.c.status == "open", sessions.c.updated_at < before)
    return (await connection.execute(query.order_by(sessions.c.updated_at).limit(limit))).scalars().all()


async def touched_since(connection: AsyncConnection, since: int, limit: int = 500) -> list[Session]:
    """Sessions that were stepped since then and have not expired, the latest first: those whose place may lag behind them."""
    # By name, so that the index of each is asked.
    query = select(sessions).where(sessions.c.updated_at >= since, sessions.c.status.in_(("open", "closed")))
    rows = await connection.execute(query.order_by(sessions.c.updated_at.desc()).limit(limit))
    return [_session(row) for row in rows.mappings()]


async def expire(connection: AsyncConnection, session_id: str, now: int) -> None:
    """Closes an idle session without a debrief; it can still be read and resumed from its last step."""
    where = and_(sessions.c.id == session_id, sessions.c.status == "open")
    await connection.execute(update(sessions).where(where).values(status="expired", closed_at=now))


async def revive(connection: AsyncConnection, session_id: str, now: int) -> bool:
    """Opens a session again that was left idle, where it stood. False where it did not expire."""
    where = and_(sessions.c.id == session_id, sessions.c.status == "expired")
    values = {"status": "open", "closed_at": None, "updated_at": now}
    return bool((await connection.execute(update(sessions).where(where).values(**values))).rowcount)


def _session(row: Mapping[Any, Any]) -> Session:
    return Session(**row)
