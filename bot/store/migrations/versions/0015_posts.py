"""Which messages a study room showed an answer in: they are taken away when its author is forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("study_answers", sa.Column("posts", sa.JSON, nullable=True))
