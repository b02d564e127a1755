"""One bot at a time on a database that is a file: a second one would be told everything as well, and answer everybody twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.store.checkup import file_of
from bot.store.errors import StoreError


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Holds the database's file, until this process ends however that comes. Raises StoreError where another bot does. Other databases are
    shared, and so is a file on a system without such locks (Windows)."""
    file = file_of(url)
    held = None if file is None else _held(file)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def is_taken(url: str) -> bool:
    """Whether a bot runs on the database's file, as far as can be seen. Raises StoreError for a URL of none that can be used."""
    file = file_of(url)
    try:
        import fcntl

        descriptor = None if file is None else os.open(_lock_of(file), os.O_RDONLY)
    except (ImportError, OSError):
        return False
    if descriptor is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False


def _lock_of(file: Path) -> Path:
    """A file of its own: closing the database's would let go of what SQLite holds."""
    return file.with_name(f"{file.name}.lock")


def _held(file: Path) -> int | None:
    """None where nothing can be held; what is wrong with the place is told when the database is opened."""
    try:
        import fcntl
    except ImportError:
        return None
    descriptor: int | None = None
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(_lock_of(file), os.O_CREAT | os.O_RDWR, 0o600)
    if descriptor is None:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise StoreError(
            f"Another bot runs on this database already ({file}): both would answer everybody. Stop it first; "
            "several bots at once need PostgreSQL (docs/operations.md)."
        ) from None
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
