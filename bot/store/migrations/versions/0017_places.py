"""A session's place no longer names its server: the session does, in a column that loses the number when the server goes."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("UPDATE sessions SET place = CAST(CAST(place AS jsonb) - 'guild' AS json)")
    else:
        op.execute("UPDATE sessions SET place = json_remove(place, '$.guild') WHERE json_extract(place, '$.guild') IS NOT NULL")
