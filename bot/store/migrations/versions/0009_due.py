"""What is to be done at a certain time, under a lease."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "due",
        sa.Column("kind", sa.String(32)),
        sa.Column("key", sa.String(64)),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("claimed_until", sa.BigInteger),
        sa.Column("claim", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name="pk_due"),
    )
    op.create_index("ix_due_due_at", "due", ["due_at"])
