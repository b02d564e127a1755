"""Tellings, stories, retellings, drills, interview days; the index that a member's history is read by."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_index("ix_sessions_member_id_updated_at", "sessions", ["member_id", "updated_at"])
    op.create_table(
        "stories",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_stories_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_index("ix_stories_member_id", "stories", ["member_id"])
    op.create_table(
        "tellings",
        sa.Column("session_id", sa.String(16), nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("told_at", sa.BigInteger, nullable=False),
        sa.Column("data", sa.JSON),
        sa.Column("story_id", Id),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_tellings_session_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_tellings_member_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_tellings_story_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("session_id", name="pk_tellings"),
    )
    op.create_index("ix_tellings_member_id_told_at", "tellings", ["member_id", "told_at"])
    op.create_index("ix_tellings_story_id", "tellings", ["story_id"])
    op.create_table(
        "retellings",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("session_id", sa.String(16), nullable=False),
        sa.Column("principle", sa.String(64), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("plan", sa.JSON, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("told", sa.JSON),
        sa.Column("checked", sa.JSON),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("told_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_retellings_member_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_retellings_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_retellings"),
    )
    op.create_index("ix_retellings_member_id_told_at", "retellings", ["member_id", "told_at"])
    op.create_index("ix_retellings_session_id", "retellings", ["session_id"])
    op.create_table(
        "drills",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("key", sa.String(250), nullable=False),
        sa.Column("flaw", sa.String(32), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("session_id", sa.String(16)),
        sa.Column("card", sa.JSON, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("streak", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("cleared_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_drills_member_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_drills_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_drills"),
        sa.UniqueConstraint("member_id", "key", name="uq_drills_member_id_key"),
    )
    op.create_index("ix_drills_member_id_cleared_at_due_at", "drills", ["member_id", "cleared_at", "due_at"])
    op.create_index("ix_drills_session_id", "drills", ["session_id"])
    op.create_table(
        "drill_answers",
        sa.Column("drill_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("choice", sa.Integer),
        sa.Column("answered_at", sa.BigInteger, nullable=False),
        sa.Column("grade", sa.JSON),
        sa.ForeignKeyConstraint(["drill_id"], ["drills.id"], name="fk_drill_answers_drill_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("drill_id", "number", name="pk_drill_answers"),
    )
    op.create_table(
        "loops",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("panel", sa.JSON),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.CheckConstraint("status IN ('open', 'closed')", name="ck_loops_status"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_loops_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_loops"),
    )
    op.create_index("ix_loops_member_id", "loops", ["member_id"])
    op.create_index(
        "uq_loops_member_id",
        "loops",
        ["member_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "loop_rounds",
        sa.Column("loop_id", sa.String(16), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("principle", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(16)),
        sa.Column("begun_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["loop_id"], ["loops.id"], name="fk_loop_rounds_loop_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_loop_rounds_session_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("loop_id", "place", name="pk_loop_rounds"),
    )
    op.create_index("uq_loop_rounds_session_id", "loop_rounds", ["session_id"], unique=True)
