"""Retellings: every query on them. A plan is written down when it is shown; the text that answers it stands once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update

from bot.core.frozen import dataclass
from bot.store.connection import AsyncConnection
from bot.store.progress_tables import retellings


@dataclass(frozen=True, slots=True)
class Retelling:
    """A row of `retellings`; `plan`, `told` and `checked` are plain data."""

    id: str
    member_id: int
    session_id: str
    principle: str
    level: str
    question: str
    plan: Any
    text: str | None
    told: Any
    checked: Any
    created_at: int
    told_at: int | None


async def create(connection: AsyncConnection, row: Retelling) -> None:
    await connection.execute(insert(retellings).values(**{column.name: getattr(row, column.name) for column in retellings.columns}))


async def load(connection: AsyncConnection, id: str) -> Retelling | None:
    row = (await connection.execute(select(retellings).where(retellings.c.id == id))).mappings().first()
    return None if row is None else Retelling(**row)


async def receive(connection: AsyncConnection, id: str, text: str, now: int) -> bool:
    """Writes the text down. False where there is one already: that one stands."""
    where = (retellings.c.id == id, retellings.c.text.is_(None))
    return bool((await connection.execute(update(retellings).where(*where).values(text=text, told_at=now))).rowcount)


async def judge(connection: AsyncConnection, id: str, told: Any, checked: Any) -> None:
    """Writes what followed from the text; whoever does it gets the same, because the judge is deterministic."""
    await connection.execute(update(retellings).where(retellings.c.id == id).values(told=told, checked=checked))


async def of_member(connection: AsyncConnection, member_id: int) -> list[Retelling]:
    """The member's retellings that were told and judged, oldest first."""
    where = (retellings.c.member_id == member_id, retellings.c.told_at.is_not(None))
    rows = await connection.execute(select(retellings).where(*where).order_by(retellings.c.told_at, retellings.c.id))
    return [row for row in (Retelling(**mapping) for mapping in rows.mappings()) if row.told is not None]
