"""How much a member has done within a day: a row a member and kind. It goes with them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table

from bot.store.tables import Id, metadata

usage = Table(
    "usage",
    metadata,
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    # When the day began that is being counted: with the first thing done in it.
    Column("began_at", BigInteger, nullable=False),
    Column("used", Integer, nullable=False),
)
