"""Days as people write them down: 2026-11-25, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def day_of(seconds: int) -> str:
    """The day of a moment in UTC seconds."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
