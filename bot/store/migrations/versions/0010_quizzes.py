"""Quizzes: questions as they were asked, solo quizzes, parties, daily questions, answers, the leaderboard."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "quiz_items",
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("principle", sa.String(64), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_quiz_items"),
    )
    op.create_table(
        "leaderboard_members",
        sa.Column("server_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("member_id", Id, autoincrement=False, nullable=False),
        sa.Column("joined_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_leaderboard_members_member_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name="fk_leaderboard_members_server_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("server_id", "member_id", name="pk_leaderboard_members"),
    )
    op.create_index("ix_leaderboard_members_member_id", "leaderboard_members", ["member_id"])
    op.create_table(
        "quiz_daily",
        sa.Column("server_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("weekdays", sa.String(7), nullable=False),
        sa.Column("role_id", sa.BigInteger),
        sa.Column("set_by", Id),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("off_because", sa.String(16)),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name="fk_quiz_daily_server_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["set_by"], ["members.id"], name="fk_quiz_daily_set_by", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("server_id", name="pk_quiz_daily"),
    )
    op.create_table(
        "quiz_parties",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("server_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("host_id", Id),
        sa.Column("principle", sa.String(64)),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("shown_step", sa.Integer, nullable=False),
        sa.Column("ends_at", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.CheckConstraint("status IN ('open', 'closed')", name="ck_quiz_parties_status"),
        sa.ForeignKeyConstraint(["host_id"], ["members.id"], name="fk_quiz_parties_host_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name="fk_quiz_parties_server_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_quiz_parties"),
    )
    op.create_index(
        "uq_quiz_parties_channel_id",
        "quiz_parties",
        ["channel_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "quiz_seen",
        sa.Column("member_id", Id, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
        sa.Column("missed_at", sa.BigInteger),
        sa.Column("missed_choice", sa.Integer),
        sa.Column("misses", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["quiz_items.digest"], name="fk_quiz_seen_digest"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_quiz_seen_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "key", name="pk_quiz_seen"),
    )
    op.create_table(
        "quizzes",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("principle", sa.String(64)),
        sa.Column("level", sa.String(16)),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.CheckConstraint("status IN ('open', 'closed')", name="ck_quizzes_status"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_quizzes_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_quizzes"),
    )
    op.create_index("ix_quizzes_member_id_status", "quizzes", ["member_id", "status"])
    op.create_table(
        "quiz_asked",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("server_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("party_id", sa.String(16)),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("closed_at", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.Column("revealed", sa.Boolean, nullable=False),
        sa.CheckConstraint("kind IN ('party', 'daily')", name="ck_quiz_asked_kind"),
        sa.ForeignKeyConstraint(["digest"], ["quiz_items.digest"], name="fk_quiz_asked_digest"),
        sa.ForeignKeyConstraint(["party_id"], ["quiz_parties.id"], name="fk_quiz_asked_party_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name="fk_quiz_asked_server_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_quiz_asked"),
        sa.UniqueConstraint("party_id", "place", name="uq_quiz_asked_party_id_place"),
    )
    op.create_index("ix_quiz_asked_channel_id", "quiz_asked", ["channel_id"])
    op.create_index("ix_quiz_asked_server_id_closed_at", "quiz_asked", ["server_id", "closed_at"])
    op.create_index(
        "uq_quiz_asked_server_id_place",
        "quiz_asked",
        ["server_id", "place"],
        unique=True,
        sqlite_where=sa.text("kind = 'daily'"),
        postgresql_where=sa.text("kind = 'daily'"),
    )
    op.create_table(
        "quiz_picks",
        sa.Column("quiz_id", sa.String(16), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("choice", sa.Integer, nullable=False),
        sa.Column("right", sa.Boolean, nullable=False),
        sa.Column("picked_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["quiz_id"], ["quizzes.id"], name="fk_quiz_picks_quiz_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("quiz_id", "place", name="pk_quiz_picks"),
    )
    op.create_table(
        "quiz_players",
        sa.Column("party_id", sa.String(16), nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("joined_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_quiz_players_member_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["party_id"], ["quiz_parties.id"], name="fk_quiz_players_party_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("party_id", "member_id", name="pk_quiz_players"),
    )
    op.create_index("ix_quiz_players_member_id", "quiz_players", ["member_id"])
    op.create_table(
        "quiz_answers",
        sa.Column("asked_id", sa.String(16), nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("choice", sa.Integer, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("millis", sa.BigInteger, nullable=False),
        sa.Column("answered_at", sa.BigInteger, nullable=False),
        sa.Column("right", sa.Boolean),
        sa.ForeignKeyConstraint(["asked_id"], ["quiz_asked.id"], name="fk_quiz_answers_asked_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_quiz_answers_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("asked_id", "member_id", name="pk_quiz_answers"),
    )
    op.create_index("ix_quiz_answers_member_id", "quiz_answers", ["member_id"])
