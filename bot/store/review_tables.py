"""Drills: what a member goes over again, when it is due, and every answer given."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.store.tables import Id, metadata

drills = Table(
    "drills",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    # What it is made of: the same flaw in the same telling is drilled once, however often it is found.
    Column("key", String(250), nullable=False),
    Column("flaw", String(32), nullable=False),
    Column("data", JSON, nullable=False),
    # The interview whose words it holds; the drill goes with it. NULL for words that are not the member's.
    Column("session_id", String(16), ForeignKey("sessions.id", ondelete="CASCADE")),
    # The spacing algorithm's memory of it (bot/usecases/spacing.py).
    Column("card", JSON, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    # How many answers were given, and how many good ones in a row.
    Column("number", Integer, nullable=False),
    Column("streak", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    # NULL until it is mastered.
    Column("cleared_at", BigInteger),
    UniqueConstraint("member_id", "key"),
    Index("ix_drills_member_id_cleared_at_due_at", "member_id", "cleared_at", "due_at"),
    Index("ix_drills_session_id", "session_id"),
)

drill_answers = Table(
    "drill_answers",
    metadata,
    Column("drill_id", String(16), ForeignKey("drills.id", ondelete="CASCADE"), primary_key=True),
    # A second submit of the same asking finds the first one's row.
    Column("number", Integer, primary_key=True),
    # What was written, or the place of the option that was chosen.
    Column("text", Text),
    Column("choice", Integer),
    Column("answered_at", BigInteger, nullable=False),
    # NULL until it is graded: an answer is committed before that.
    Column("grade", JSON(none_as_null=True)),
)
