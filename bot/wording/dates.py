"""Days as people write them down: 2026-11-25, in UTC, or where the reader sits at this machine."""

from __future__ import annotations

from datetime import UTC, datetime


def day_of(seconds: int, *, here: bool = False) -> str:
    """The day of a moment in UTC seconds; `here` by this machine's own clock, which is the reader's in a shell and nowhere else."""
    return datetime.fromtimestamp(seconds, None if here else UTC).date().isoformat()
