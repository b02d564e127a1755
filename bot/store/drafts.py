"""Drafts: what was typed but not (yet) taken as an answer. A row a session, step and box."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import drafts


async def keep(connection: AsyncConnection, session_id: str, step: int, boxes: Mapping[str, str], now: int) -> None:
    """Keeps the text of each box, over what was there. An empty text leaves the kept one alone: nothing typed is ever lost."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
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


async def kept(connection: AsyncConnection, session_id: str, step: int) -> dict[str, str]:
    """The drafts of one step: box -> text."""
    query = select(drafts.c.box, drafts.c.text).where(drafts.c.session_id == session_id, drafts.c.step == step)
    return {row.box: row.text for row in await connection.execute(query)}


async def drop(connection: AsyncConnection, session_id: str, step: int, texts: frozenset[str]) -> None:
    """Lets go of the drafts that a taken answer holds; any other text stays."""
    where = (drafts.c.session_id == session_id, drafts.c.step == step, drafts.c.text.in_(texts))
    await connection.execute(delete(drafts).where(*where))
