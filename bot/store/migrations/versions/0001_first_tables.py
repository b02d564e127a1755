"""Members, servers, sessions, turns, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("id", Id, autoincrement=True),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("external_id", sa.String(64), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
        sa.UniqueConstraint("platform", "external_id", name="uq_members_platform_external_id"),
    )
    op.create_table(
        "servers",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("left_at", sa.BigInteger),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_servers"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(16)),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("server_id", sa.BigInteger),
        sa.Column("principle", sa.String(64), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("story", sa.String(16), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("scenario_id", sa.String(128)),
        sa.Column("scenario_version", sa.String(64)),
        sa.Column("rubric_version", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("showing", sa.JSON, nullable=False),
        sa.Column("verdict", sa.String(32)),
        sa.Column("score", sa.Float),
        sa.Column("place", sa.JSON, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.Column("closed_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], ondelete="CASCADE", name="fk_sessions_member_id"),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], ondelete="SET NULL", name="fk_sessions_server_id"),
        sa.CheckConstraint("status IN ('open', 'closed', 'expired')", name="ck_sessions_status"),
    )
    op.create_index("ix_sessions_member_id_status_updated_at", "sessions", ["member_id", "status", "updated_at"])
    op.create_index("ix_sessions_status_updated_at", "sessions", ["status", "updated_at"])
    op.create_table(
        "turns",
        sa.Column("id", Id, autoincrement=True),
        sa.Column("session_id", sa.String(16), nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("question", sa.Text),
        sa.Column("answer", sa.Text),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("handled_at", sa.BigInteger),
        sa.Column("judgement", sa.JSON),
        sa.Column("showed", sa.JSON),
        sa.Column("verdict", sa.String(32)),
        sa.Column("score", sa.Float),
        sa.Column("rubric_version", sa.String(64), nullable=False),
        sa.Column("scenario_version", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], ondelete="CASCADE", name="fk_turns_session_id"),
        sa.UniqueConstraint("session_id", "step", name="uq_turns_session_id_step"),
    )
    op.create_index("ix_turns_handled_at_received_at", "turns", ["handled_at", "received_at"])
    op.create_table(
        "drafts",
        sa.Column("session_id", sa.String(16)),
        sa.Column("step", sa.Integer),
        sa.Column("box", sa.String(16)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "step", "box", name="pk_drafts"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], ondelete="CASCADE", name="fk_drafts_session_id"),
    )
