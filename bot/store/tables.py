"""The tables. Invariants live here, in the schema, so that no code path can break them.

Times are whole UTC seconds since 1970. Sessions and everything below them go with their member (ON DELETE CASCADE): to forget a
person is to delete one row. Discord's ids are 64-bit integers; a terminal member's external id is the account's name.

These are the tables of the interview. Another feature's tables stand in its own module, on this metadata (bot/store/schema.py lists them).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives a 64-bit rowid only to INTEGER PRIMARY KEY.
Id = BigInteger().with_variant(Integer, "sqlite")

members = Table(
    "members",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("platform", String(16), nullable=False),
    Column("external_id", String(64), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("settings", JSON, nullable=False),
    UniqueConstraint("platform", "external_id"),
)

servers = Table(
    "servers",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("created_at", BigInteger, nullable=False),
    Column("left_at", BigInteger),
    Column("settings", JSON, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    # A server that removes the bot takes its own rows with it, never a member's sessions.
    Column("server_id", BigInteger, ForeignKey("servers.id", ondelete="SET NULL")),
    Column("principle", String(64), nullable=False),
    Column("level", String(16), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("story", String(16), nullable=False),
    Column("question", Text, nullable=False),
    Column("scenario_id", String(128)),
    Column("scenario_version", String(64)),
    Column("rubric_version", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("step", Integer, nullable=False),
    Column("state", JSON, nullable=False),
    # What the person sees now: shown again by a resume, in any place.
    Column("showing", JSON, nullable=False),
    Column("verdict", String(32)),
    Column("score", Float),
    # Where it is shown: {"kind": "thread"|"dm"|"here"|"terminal", "channel": id, "message": id}, and where it was before
    # (bot/usecases/stays.py). A view, never the truth.
    Column("place", JSON, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    CheckConstraint("status IN ('open', 'closed', 'expired')", name="status"),
    Index("ix_sessions_member_id_status_updated_at", "member_id", "status", "updated_at"),
    Index("ix_sessions_member_id_updated_at", "member_id", "updated_at"),
    Index("ix_sessions_status_updated_at", "status", "updated_at"),
    Index("ix_sessions_closed_at", "closed_at"),
    Index("ix_sessions_server_id_closed_at", "server_id", "closed_at"),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("session_id", String(16), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("step", Integer, nullable=False),
    Column("event", String(16), nullable=False),
    Column("question", Text),
    Column("answer", Text),
    Column("payload", JSON, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    # NULL until the event has been handled: an answer is committed before it is judged.
    Column("handled_at", BigInteger),
    Column("judgement", JSON),
    Column("showed", JSON),
    Column("verdict", String(32)),
    Column("score", Float),
    Column("rubric_version", String(64), nullable=False),
    Column("scenario_version", String(64)),
    # What brought the event, where it has a name of its own (a Discord message's id): a message delivered twice is taken once.
    Column("source", String(32)),
    # A second submit of the same step finds the first one's row.
    UniqueConstraint("session_id", "step"),
    Index("uq_turns_source", "source", unique=True),
    Index("ix_turns_handled_at_received_at", "handled_at", "received_at"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("session_id", String(16), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("step", Integer, primary_key=True),
    # "one" (the single box), a stage's id, a message's own (bot/discord_app/interviews/parts.py), or "late" and a digest of the text (a
    # second answer to a step that had one already; what stood in the single box before a refused answer).
    Column("box", String(16), primary_key=True),
    Column("text", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)
