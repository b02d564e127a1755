"""Every table of the house: importing this module fills `metadata`. A feature with tables of its own is imported here."""

from __future__ import annotations

from bot.store import due_tables, facts, quiz_tables
from bot.store.tables import metadata

__all__ = ["due_tables", "facts", "metadata", "quiz_tables"]
