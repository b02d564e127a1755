"""Every table of the house: importing this module fills `metadata`. A feature with tables of its own is imported here."""

from __future__ import annotations

from bot.store import (
    due_tables,
    facts,
    loop_tables,
    pack_tables,
    peer_tables,
    progress_tables,
    quiz_tables,
    review_tables,
    study_tables,
    usage_tables,
)
from bot.store.tables import metadata

__all__ = [
    "due_tables",
    "facts",
    "loop_tables",
    "metadata",
    "pack_tables",
    "peer_tables",
    "progress_tables",
    "quiz_tables",
    "review_tables",
    "study_tables",
    "usage_tables",
]
