"""What is counted over many interviews, and the stories that a member tells in them.

A telling is derived from its session, once for each step that the session ends at; it can be derived again at any time. All of it goes
with its member, and a telling with its session.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.store.tables import Id, metadata

stories = Table(
    "stories",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(80), nullable=False),
    # Whether the name is the member's own; ours is only suggested.
    Column("named", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("ix_stories_member_id", "member_id"),
)

tellings = Table(
    "tellings",
    metadata,
    Column("session_id", String(16), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    # The session's step that it was derived at: a session that went on since is derived anew.
    Column("step", Integer, nullable=False),
    Column("told_at", BigInteger, nullable=False),
    # NULL where nothing was told: it is not looked at again.
    Column("data", JSON(none_as_null=True)),
    # NULL for a story that is not the member's own.
    Column("story_id", Id, ForeignKey("stories.id", ondelete="SET NULL")),
    Index("ix_tellings_member_id_told_at", "member_id", "told_at"),
    Index("ix_tellings_story_id", "story_id"),
)

retellings = Table(
    "retellings",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    # The interview whose story is told anew.
    Column("session_id", String(16), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("principle", String(64), nullable=False),
    Column("level", String(16), nullable=False),
    Column("question", Text, nullable=False),
    # What was shown before: the plan, as plain data.
    Column("plan", JSON, nullable=False),
    # NULL until it is told; then it stands.
    Column("text", Text),
    # NULL until it is judged.
    Column("told", JSON(none_as_null=True)),
    Column("checked", JSON(none_as_null=True)),
    Column("created_at", BigInteger, nullable=False),
    Column("told_at", BigInteger),
    Index("ix_retellings_member_id_told_at", "member_id", "told_at"),
    Index("ix_retellings_session_id", "session_id"),
)
