"""A file that a disk has damaged."""

import os
from pathlib import Path


def spoil(path: Path, at: int, size: int | None = None) -> None:
    """Overwrites the file from `at` (from its end where that is negative)."""
    with path.open("r+b") as file:
        begin = file.seek(at, os.SEEK_END if at < 0 else os.SEEK_SET)
        file.write(b"\xff" * (size or path.stat().st_size - begin))
