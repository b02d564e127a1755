"""A machine whose clock jumps: what the process reads as the time of day is shifted by the seconds that stand in a file, from the moment at
which they stand there. Timers go on as they did (they do not ask for the time of day), as on a real machine whose clock is set."""

from __future__ import annotations

import time
from pathlib import Path


def jumps_by(file: Path) -> None:
    """For `launch.py`, before the bot's own code runs."""
    real = time.time

    def shifted() -> float:
        try:
            return real() + float(file.read_text())
        except (OSError, ValueError):
            return real()

    time.time = shifted
