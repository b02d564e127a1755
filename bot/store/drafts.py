"""Drafts: what was typed but not (yet) taken as an answer. A row a session, step and box."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlalchemy import bindparam, delete, select

from bot.store.connection import AsyncConnection
from bot.store.prepared import Prepared
from bot.store.tables import drafts
from bot.store.upserting import upserting

# Built once: every form that opens asks it.
_KEPT = Prepared(
    select(drafts.c.box, drafts.c.text).where(drafts.c.session_id == bindparam("session"), drafts.c.step == bindparam("at_step"))
)


async def keep(connection: AsyncConnection, session_id: str, step: int, boxes: Mapping[str, str], now: int) -> None:
    """Keeps the text of each box, over what was there. An empty text leaves the kept one alone: nothing typed is ever lost."""
    insert = upserting(connection)
    for box, text in boxes.items():
        if not text.strip():
            continue
        row = {"session_id": session_id, "step": step, "box": box, "text": text, "updated_at": now}
        statement = insert(drafts).values(**row)
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["session_id", "step", "box"],
                set_={"text": statement.excluded.text, "updated_at": statement.excluded.updated_at},
            )
        )


async def keep_beside(connection: AsyncConnection, session_id: str, step: int, text: str, now: int) -> None:
    """Keeps a text for which no box is open. Its box is named by the text itself: no other comes over it, and the same one is kept once."""
    named = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    await keep(connection, session_id, step, {f"late{named}": text}, now)


async def kept(connection: AsyncConnection, session_id: str, step: int) -> dict[str, str]:
    """The drafts of one step: box -> text."""
    return {row["box"]: row["text"] for row in await connection.rows(_KEPT, {"session": session_id, "at_step": step})}


async def drop(connection: AsyncConnection, session_id: str, step: int, texts: frozenset[str]) -> None:
    """Lets go of the drafts that a taken answer holds; any other text stays."""
    where = (drafts.c.session_id == session_id, drafts.c.step == step, drafts.c.text.in_(texts))
    await connection.execute(delete(drafts).where(*where))
