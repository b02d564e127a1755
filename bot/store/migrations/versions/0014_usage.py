"""How much a member has done within a day."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "usage",
        sa.Column("member_id", Id, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("began_at", sa.BigInteger, nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_usage_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "kind", name="pk_usage"),
    )
