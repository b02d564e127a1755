"""What rows are looked up by when another row goes: every foreign key has an index that begins with it."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    # The sweep of what has been kept long enough asks for the sessions of one server by the day they were closed.
    op.create_index("ix_sessions_server_id_closed_at", "sessions", ["server_id", "closed_at"])
    op.create_index("ix_quiz_seen_digest", "quiz_seen", ["digest"])
    op.create_index("ix_quiz_asked_digest", "quiz_asked", ["digest"])
    op.create_index("ix_quiz_parties_server_id", "quiz_parties", ["server_id"])
    op.create_index("ix_quiz_parties_host_id", "quiz_parties", ["host_id"])
    op.create_index("ix_quiz_daily_set_by", "quiz_daily", ["set_by"])
    op.create_index("ix_study_rooms_host_id", "study_rooms", ["host_id"])
    op.create_index("ix_study_rooms_asked_by", "study_rooms", ["asked_by"])
