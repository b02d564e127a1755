"""What the disk takes for a durable commit: no bot that keeps its word can be quicker, and the bare one keeps nothing."""

from __future__ import annotations

import sqlite3
import statistics
import time
from pathlib import Path

COMMITS = 100


def commit_milliseconds(folder: Path) -> float:
    """The median of some commits of one small row, as our database is set up."""
    connection = sqlite3.connect(folder / "disk.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE written (text)")
    taken = []
    for _ in range(COMMITS):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO written VALUES (?)", ("x" * 2_000,))
        began = time.perf_counter()
        connection.execute("COMMIT")
        taken.append(time.perf_counter() - began)
    connection.close()
    return statistics.median(taken) * 1e3
