"""Interview days: their rounds in order, each an interview of its own, and the debrief as it was shown."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, text

from bot.store.tables import Id, metadata

loops = Table(
    "loops",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("level", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    # The panel's debrief as plain data; NULL until the day is over.
    Column("panel", JSON(none_as_null=True)),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    CheckConstraint("status IN ('open', 'closed')", name="status"),
    Index("ix_loops_member_id", "member_id"),
    # One day at a time, whoever starts two at once.
    Index(
        "uq_loops_member_id",
        "member_id",
        unique=True,
        # So it is on PostgreSQL, by its migration. Said here, it would load that dialect in every process: 3 MB.
        sqlite_where=text("status = 'open'"),
    ),
)

loop_rounds = Table(
    "loop_rounds",
    metadata,
    Column("loop_id", String(16), ForeignKey("loops.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("principle", String(64), nullable=False),
    # NULL until the round begins, and once its interview has been forgotten (`begun_at` tells which).
    Column("session_id", String(16), ForeignKey("sessions.id", ondelete="SET NULL")),
    Column("begun_at", BigInteger),
    Index("uq_loop_rounds_session_id", "session_id", unique=True),
)
