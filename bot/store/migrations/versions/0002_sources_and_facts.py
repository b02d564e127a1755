"""Where an answer came from, so that a message that is delivered twice is taken once; facts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("turns", sa.Column("source", sa.String(32)))
    op.create_index("uq_turns_source", "turns", ["source"], unique=True)
    op.create_table(
        "facts",
        sa.Column("name", sa.String(64)),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )
