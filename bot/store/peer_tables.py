"""The tables of peer panels: two members who interview each other, a round each."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.store.tables import Id, metadata

peer_panels = Table(
    "peer_panels",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("server_id", BigInteger, ForeignKey("servers.id", ondelete="CASCADE"), nullable=False),
    # The thread.
    Column("channel_id", BigInteger, nullable=False),
    Column("host_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("partner_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    # The machine's state (bot/core/peer.py); `step` tells one state from the next.
    Column("state", JSON, nullable=False),
    Column("step", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    # What the thread shows.
    Column("shown_step", Integer, nullable=False),
    Column("message_id", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    CheckConstraint("status IN ('open', 'closed')", name="status"),
    Index("ix_peer_panels_host_id", "host_id"),
    Index("ix_peer_panels_partner_id", "partner_id"),
    Index("ix_peer_panels_server_id", "server_id"),
)

peer_rounds = Table(
    "peer_rounds",
    metadata,
    Column("panel_id", String(16), ForeignKey("peer_panels.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("interviewer_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("candidate_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("principle", String(64), nullable=False),
    # The interview (bot/core/state.py) and its step.
    Column("state", JSON, nullable=False),
    Column("step", Integer, nullable=False),
    # The interviewer's scorecard, NULL until it is handed in; the judge's vote beside it.
    Column("verdict", String(32)),
    Column("reasons", JSON),
    Column("notes", JSON),
    Column("judged", String(32)),
    Column("scored_at", BigInteger),
    Index("ix_peer_rounds_interviewer_id_scored_at", "interviewer_id", "scored_at"),
    Index("ix_peer_rounds_candidate_id", "candidate_id"),
)

# What a candidate typed and has not sent, or sent too late: theirs alone, so it is no part of a row that both of them have.
peer_drafts = Table(
    "peer_drafts",
    metadata,
    Column("panel_id", String(16), ForeignKey("peer_panels.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Index("ix_peer_drafts_member_id", "member_id"),
)
