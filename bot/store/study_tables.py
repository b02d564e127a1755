"""The tables of study rooms. Who wrote an answer stands here and is shown nowhere; rooms go with their server, answers and votes with their
member."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.tables import Id, metadata

study_rooms = Table(
    "study_rooms",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("server_id", BigInteger, ForeignKey("servers.id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("host_id", Id, ForeignKey("members.id", ondelete="SET NULL")),
    Column("principle", String(64), nullable=False),
    Column("level", String(16), nullable=False),
    Column("question", Text, nullable=False),
    # Who typed the question, NULL for one of the library: their words go with them, and the room with its question.
    Column("asked_by", Id, ForeignKey("members.id", ondelete="CASCADE")),
    Column("scenario_id", String(128)),
    # Decides the order of the answers. It leaves this row for no one: whoever knew it could not tell an author by it, and need not try.
    Column("seed", String(32), nullable=False),
    # The machine's state (bot/core/study.py); `step` tells one state from the next.
    Column("state", JSON, nullable=False),
    Column("step", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    # When the present step is over if nobody moves the room on.
    Column("ends_at", BigInteger),
    # The time is over, and the answers are too few to be revealed without being asked.
    Column("waiting", Boolean, nullable=False),
    # What the channel shows: the step that was shown last, the first message, and the message that carries the step.
    Column("shown_step", Integer, nullable=False),
    Column("card_id", BigInteger),
    Column("message_id", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    CheckConstraint("status IN ('open', 'closed')", name="status"),
    # One room a channel, whoever opens two at once.
    Index(
        "uq_study_rooms_channel_id",
        "channel_id",
        unique=True,
        # So it is on PostgreSQL, by its migration. Said here, it would load that dialect in every process: 3 MB.
        sqlite_where=text("status = 'open'"),
    ),
    Index("ix_study_rooms_server_id_created_at", "server_id", "created_at"),
    Index("ix_study_rooms_host_id", "host_id"),
    Index("ix_study_rooms_asked_by", "asked_by"),
)

study_answers = Table(
    "study_answers",
    metadata,
    # Random, and so is every order by it.
    Column("id", String(16), primary_key=True),
    Column("room_id", String(16), ForeignKey("study_rooms.id", ondelete="CASCADE"), nullable=False),
    # NULL for a scenario's candidate.
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE")),
    # Its number in the room, from 0; NULL until the answers are revealed.
    Column("place", Integer),
    # What was sent, NULL while there is only a draft; and what was typed last and not sent.
    Column("text", Text),
    Column("draft", Text),
    Column("judgement", JSON),
    Column("rubric_version", String(64)),
    # The scenario's bar raiser on a candidate.
    Column("thinks", Text),
    # The messages in the room's channel that show it, NULL for none.
    Column("posts", JSON(none_as_null=True)),
    # Whether the author was sent the judgement.
    Column("told", Boolean, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    UniqueConstraint("room_id", "member_id"),
    UniqueConstraint("room_id", "place"),
    Index("ix_study_answers_member_id", "member_id"),
)

study_votes = Table(
    "study_votes",
    metadata,
    Column("room_id", String(16), ForeignKey("study_rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    # One vote a member, answer and round: the last one.
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("verdict", String(32), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("cast_at", BigInteger, nullable=False),
    Index("ix_study_votes_member_id_cast_at", "member_id", "cast_at"),
)
