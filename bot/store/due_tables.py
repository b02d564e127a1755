"""What is to be done at a certain time, and who is doing it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.store.tables import metadata

due = Table(
    "due",
    metadata,
    # What kind of thing is due ("quiz close"), and of what (the quiz's id): a thing is due once.
    Column("kind", String(32), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("due_at", BigInteger, nullable=False),
    # The lease. Whoever took it has until then; after that it is anybody's again.
    Column("claimed_until", BigInteger),
    # Grows with every claim and every change of the time: a lease that was lost or overtaken is told by it.
    Column("claim", BigInteger, nullable=False),
    # How often it was taken without being finished.
    Column("attempts", Integer, nullable=False),
    Index("ix_due_due_at", "due_at"),
)
