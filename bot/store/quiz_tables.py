"""The quizzes' tables. A question that was ever asked is kept once per version of its text, so that what was asked can be shown as it was.

Servers' rows go with their server, members' rows with their member.
"""

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
    UniqueConstraint,
    text,
)

from bot.store.tables import Id, metadata

quiz_items = Table(
    "quiz_items",
    metadata,
    # The hash of everything that is asked, shown and explained.
    Column("digest", String(16), primary_key=True),
    Column("key", String(200), nullable=False),
    Column("principle", String(64), nullable=False),
    Column("data", JSON, nullable=False),
)

# What a member has answered, wherever it was asked: one row a question. It decides what is asked next, and what /review brings back.
quiz_seen = Table(
    "quiz_seen",
    metadata,
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("digest", String(16), ForeignKey("quiz_items.digest"), nullable=False),
    Column("times", Integer, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    # Since when it is waiting in /review, and the wrong option that was chosen last; NULL where it is not.
    Column("missed_at", BigInteger),
    Column("missed_choice", Integer),
    Column("misses", Integer, nullable=False),
    Index("ix_quiz_seen_digest", "digest"),
)

quizzes = Table(
    "quizzes",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("principle", String(64)),
    Column("level", String(16)),
    Column("seed", BigInteger, nullable=False),
    # The digests of the questions, in their order.
    Column("items", JSON, nullable=False),
    Column("status", String(16), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    CheckConstraint("status IN ('open', 'closed')", name="status"),
    Index("ix_quizzes_member_id_status", "member_id", "status"),
)

quiz_picks = Table(
    "quiz_picks",
    metadata,
    Column("quiz_id", String(16), ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True),
    # A second click on the same question finds the first one's row.
    Column("place", Integer, primary_key=True),
    Column("choice", Integer, nullable=False),
    Column("right", Boolean, nullable=False),
    Column("picked_at", BigInteger, nullable=False),
)

quiz_parties = Table(
    "quiz_parties",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("server_id", BigInteger, ForeignKey("servers.id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("host_id", Id, ForeignKey("members.id", ondelete="SET NULL")),
    Column("principle", String(64)),
    Column("seed", BigInteger, nullable=False),
    Column("items", JSON, nullable=False),
    # The machine's state (bot/core/quiz_party.py); `step` tells one state from the next.
    Column("state", JSON, nullable=False),
    Column("step", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    # What the channel shows: the step that was shown last, when the time of that step is over, and the message that carries it.
    Column("shown_step", Integer, nullable=False),
    Column("ends_at", BigInteger),
    Column("message_id", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    CheckConstraint("status IN ('open', 'closed')", name="status"),
    # One party a channel, whoever starts two at once.
    Index(
        "uq_quiz_parties_channel_id",
        "channel_id",
        unique=True,
        # So it is on PostgreSQL, by its migration. Said here, it would load that dialect in every process: 3 MB.
        sqlite_where=text("status = 'open'"),
    ),
    Index("ix_quiz_parties_server_id", "server_id"),
    Index("ix_quiz_parties_host_id", "host_id"),
)

quiz_players = Table(
    "quiz_players",
    metadata,
    Column("party_id", String(16), ForeignKey("quiz_parties.id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
    Column("joined_at", BigInteger, nullable=False),
    Index("ix_quiz_players_member_id", "member_id"),
)

# A question that stands open to a channel: one of a party's, or a daily one.
quiz_asked = Table(
    "quiz_asked",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("server_id", BigInteger, ForeignKey("servers.id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("party_id", String(16), ForeignKey("quiz_parties.id", ondelete="CASCADE")),
    # The question's number in its party, from 0; the day (20261125) of a daily one.
    Column("place", Integer, nullable=False),
    Column("key", String(200), nullable=False),
    Column("digest", String(16), ForeignKey("quiz_items.digest"), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    Column("message_id", BigInteger),
    # False where it was broken off: a party's counts for nobody, a daily one for those alone who had answered it.
    Column("counts", Boolean, nullable=False),
    # Whether the channel was shown the answer (daily questions; a party's own step says it of its questions).
    Column("revealed", Boolean, nullable=False),
    CheckConstraint("kind IN ('party', 'daily')", name="kind"),
    UniqueConstraint("party_id", "place"),
    # One daily question a server and day, however many processes post it.
    Index(
        "uq_quiz_asked_server_id_place",
        "server_id",
        "place",
        unique=True,
        sqlite_where=text("kind = 'daily'"),
    ),
    Index("ix_quiz_asked_server_id_closed_at", "server_id", "closed_at"),
    Index("ix_quiz_asked_channel_id", "channel_id"),
    Index("ix_quiz_asked_digest", "digest"),
)

quiz_answers = Table(
    "quiz_answers",
    metadata,
    Column("asked_id", String(16), ForeignKey("quiz_asked.id", ondelete="CASCADE"), primary_key=True),
    # One answer a member and question: the last one that was allowed.
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
    Column("choice", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    # From the moment the question was open to the click, in milliseconds.
    Column("millis", BigInteger, nullable=False),
    Column("answered_at", BigInteger, nullable=False),
    # NULL until the question is closed.
    Column("right", Boolean),
    Index("ix_quiz_answers_member_id", "member_id"),
)

quiz_daily = Table(
    "quiz_daily",
    metadata,
    Column("server_id", BigInteger, ForeignKey("servers.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    # Minutes since midnight on the clocks of `zone` (an IANA name).
    Column("minute", Integer, nullable=False),
    Column("zone", String(64), nullable=False),
    # "12345": Monday is 1, Sunday 7.
    Column("weekdays", String(7), nullable=False),
    Column("role_id", BigInteger),
    # Who set it: they are told when it cannot go on.
    Column("set_by", Id, ForeignKey("members.id", ondelete="SET NULL")),
    Column("enabled", Boolean, nullable=False),
    # Why it is off where nobody turned it off.
    Column("off_because", String(16)),
    Column("changed_at", BigInteger, nullable=False),
    Index("ix_quiz_daily_set_by", "set_by"),
)

leaderboard_members = Table(
    "leaderboard_members",
    metadata,
    Column("server_id", BigInteger, ForeignKey("servers.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("joined_at", BigInteger, nullable=False),
    Index("ix_leaderboard_members_member_id", "member_id"),
)
