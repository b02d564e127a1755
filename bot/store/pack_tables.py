"""Scenarios of a server's own: they go with their server, and stay when whoever brought them is forgotten."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text

from bot.store.tables import Id, metadata

pack_scenarios = Table(
    "pack_scenarios",
    metadata,
    Column("server_id", BigInteger, ForeignKey("servers.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("scenario_id", String(128), primary_key=True),
    # The file as it was uploaded.
    Column("text", Text, nullable=False),
    # The hash of the text: another process sees by it that the text has changed.
    Column("digest", String(16), nullable=False),
    Column("added_by", Id, ForeignKey("members.id", ondelete="SET NULL")),
    Column("added_at", BigInteger, nullable=False),
    Index("ix_pack_scenarios_added_by", "added_by"),
)
