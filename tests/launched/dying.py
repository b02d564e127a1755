"""In the bot's process: kill -9 at a commit, before it or after it.

Like what `launch.py` does to discord.py, this is done from outside: the product has no seam for it. A file names the point ("before 3":
just before the third commit from now on); `killing.py` writes it at any time, also between two starts.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from sqlalchemy.engine.default import DefaultDialect


def dies_at_commits(file: Path) -> None:
    """From now on, every commit looks whether it is the one."""
    commit: Any = DefaultDialect.do_commit
    point, left = "", 0

    def do_commit(self: DefaultDialect, connection: Any) -> None:
        nonlocal point, left
        asked = _read(file)
        if asked != point:
            point, left = asked, int(asked.split()[1]) if asked else 0
        left -= 1
        last = bool(point) and left == 0
        if last and point.startswith("before"):
            os.kill(os.getpid(), signal.SIGKILL)
        commit(self, connection)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)

    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except FileNotFoundError:
        return ""
