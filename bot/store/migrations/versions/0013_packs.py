"""Scenarios of a server's own."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "pack_scenarios",
        sa.Column("server_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("scenario_id", sa.String(128), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("added_by", Id),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name="fk_pack_scenarios_server_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["added_by"], ["members.id"], name="fk_pack_scenarios_added_by", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("server_id", "scenario_id", name="pk_pack_scenarios"),
    )
    op.create_index("ix_pack_scenarios_added_by", "pack_scenarios", ["added_by"])
    # The sweep of what has been kept long enough looks for sessions by the day they were closed.
    op.create_index("ix_sessions_closed_at", "sessions", ["closed_at"])
