"""INSERT ... ON CONFLICT, which both databases have and each of SQLAlchemy's dialects offers by itself."""

from __future__ import annotations

from typing import Any

from bot.store.connection import AsyncConnection


def upserting(connection: AsyncConnection) -> Any:
    """The `insert` of this database's dialect. The other one's is not even loaded: it would take 3 MB."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    from sqlalchemy.dialects import sqlite

    return sqlite.insert
