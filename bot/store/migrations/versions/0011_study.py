"""Study rooms and peer panels."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "study_rooms",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("server_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("host_id", Id),
        sa.Column("principle", sa.String(64), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("asked_by", Id),
        sa.Column("scenario_id", sa.String(128)),
        sa.Column("seed", sa.String(32), nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("ends_at", sa.BigInteger),
        sa.Column("waiting", sa.Boolean, nullable=False),
        sa.Column("shown_step", sa.Integer, nullable=False),
        sa.Column("card_id", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.CheckConstraint("status IN ('open', 'closed')", name="ck_study_rooms_status"),
        sa.ForeignKeyConstraint(["asked_by"], ["members.id"], name="fk_study_rooms_asked_by", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["host_id"], ["members.id"], name="fk_study_rooms_host_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name="fk_study_rooms_server_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_study_rooms"),
    )
    op.create_index("ix_study_rooms_server_id_created_at", "study_rooms", ["server_id", "created_at"])
    op.create_index(
        "uq_study_rooms_channel_id",
        "study_rooms",
        ["channel_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "study_answers",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("room_id", sa.String(16), nullable=False),
        sa.Column("member_id", Id),
        sa.Column("place", sa.Integer),
        sa.Column("text", sa.Text),
        sa.Column("draft", sa.Text),
        sa.Column("judgement", sa.JSON),
        sa.Column("rubric_version", sa.String(64)),
        sa.Column("thinks", sa.Text),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_study_answers_member_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["room_id"], ["study_rooms.id"], name="fk_study_answers_room_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_study_answers"),
        sa.UniqueConstraint("room_id", "member_id", name="uq_study_answers_room_id_member_id"),
        sa.UniqueConstraint("room_id", "place", name="uq_study_answers_room_id_place"),
    )
    op.create_index("ix_study_answers_member_id", "study_answers", ["member_id"])
    op.create_table(
        "study_votes",
        sa.Column("room_id", sa.String(16), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("cast_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_study_votes_member_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["room_id"], ["study_rooms.id"], name="fk_study_votes_room_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("room_id", "place", "member_id", "round", name="pk_study_votes"),
    )
    op.create_index("ix_study_votes_member_id_cast_at", "study_votes", ["member_id", "cast_at"])
    op.create_table(
        "peer_panels",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("server_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("host_id", Id, nullable=False),
        sa.Column("partner_id", Id, nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("shown_step", sa.Integer, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.CheckConstraint("status IN ('open', 'closed')", name="ck_peer_panels_status"),
        sa.ForeignKeyConstraint(["host_id"], ["members.id"], name="fk_peer_panels_host_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["partner_id"], ["members.id"], name="fk_peer_panels_partner_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name="fk_peer_panels_server_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_peer_panels"),
    )
    op.create_index("ix_peer_panels_host_id", "peer_panels", ["host_id"])
    op.create_index("ix_peer_panels_partner_id", "peer_panels", ["partner_id"])
    op.create_index("ix_peer_panels_server_id", "peer_panels", ["server_id"])
    op.create_table(
        "peer_rounds",
        sa.Column("panel_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("interviewer_id", Id, nullable=False),
        sa.Column("candidate_id", Id, nullable=False),
        sa.Column("principle", sa.String(64), nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(32)),
        sa.Column("reasons", sa.JSON),
        sa.Column("notes", sa.JSON),
        sa.Column("judged", sa.String(32)),
        sa.Column("scored_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["candidate_id"], ["members.id"], name="fk_peer_rounds_candidate_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["interviewer_id"], ["members.id"], name="fk_peer_rounds_interviewer_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["panel_id"], ["peer_panels.id"], name="fk_peer_rounds_panel_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("panel_id", "number", name="pk_peer_rounds"),
    )
    op.create_index("ix_peer_rounds_candidate_id", "peer_rounds", ["candidate_id"])
    op.create_index("ix_peer_rounds_interviewer_id_scored_at", "peer_rounds", ["interviewer_id", "scored_at"])
    op.create_table(
        "peer_drafts",
        sa.Column("panel_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_peer_drafts_member_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["panel_id"], ["peer_panels.id"], name="fk_peer_drafts_panel_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("panel_id", "number", name="pk_peer_drafts"),
    )
    op.create_index("ix_peer_drafts_member_id", "peer_drafts", ["member_id"])
