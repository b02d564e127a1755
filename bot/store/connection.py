"""The type of a connection inside a transaction, for use cases that hand one on from query to query."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection as Connection

__all__ = ["Connection"]
