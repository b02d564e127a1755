"""Files that people keep, written whole or not at all: beside the place first, and then there under their name."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, data: bytes, *, over: bool = True, mode: int = 0o600) -> None:
    """`mode` is for a file that is new; one that is written `over` keeps its own. Raises OSError, and FileExistsError where it may not be
    written over; what was there before is there then."""
    # A link stays one, and its file is written.
    place = Path(os.path.realpath(path))
    if place.exists():
        if not over:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        if not place.is_file():
            # A device or a pipe holds nothing that could be lost, and no file may take its place.
            place.write_bytes(data)
            return
    part = place.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if over:
            with suppress(FileNotFoundError):
                part.chmod(stat.S_IMODE(place.stat().st_mode))
            part.replace(place)
        else:
            give_name(part, place)
    finally:
        part.unlink(missing_ok=True)


def give_name(part: Path, path: Path) -> None:
    """Raises OSError, and takes the place of nothing."""
    try:
        # A link, unlike a rename, never takes the place of a file that has appeared meanwhile.
        os.link(part, path)
    except OSError:
        # Some file systems have no links.
        if path.exists():
            raise
        part.rename(path)
