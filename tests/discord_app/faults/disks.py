"""What disks and other programs do to the bot's database while it runs. Everything here is real: the error is the operating system's or
SQLite's own."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.store.spoiled import spoil

# Where SQLite's file says which version of its format may write to it, and the versions: 2 is ours, a later one makes it read-only.
_WRITE_VERSION, _OURS, _LATER = 18, b"\x02", b"\x03"


class NoSmallDisk(Exception):
    """This machine does not let us make one."""


@contextmanager
def small_disk(at: Path, megabytes: int) -> Iterator[Path]:
    """A file system of that size. Raises NoSmallDisk."""
    at.mkdir(parents=True)
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", at], capture_output=True, text=True, check=False)
    if made.returncode:
        raise NoSmallDisk(made.stderr.strip())
    try:
        yield at
    finally:
        subprocess.run(["umount", "--lazy", at], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Somebody else's file takes every byte that is left."""
    heap = disk / "heap"
    with heap.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            pass
    try:
        yield
    finally:
        heap.unlink()


@contextmanager
def no_longer_files(pid: int, size: int) -> Iterator[None]:
    """No file of that process may grow beyond a size: what it writes past it fails."""
    import resource  # there is none on Windows

    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Another program has begun to write and does not end."""
    with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@contextmanager
def read_only(database: Path) -> Iterator[None]:
    """The file says that only a later SQLite may write to it."""
    settled(database)
    _says(database, _LATER)
    try:
        yield
    finally:
        _says(database, _OURS)
        settled(database)


@contextmanager
def damaged(database: Path, keep: Path) -> Iterator[None]:
    """Every page but the first is overwritten; afterwards the file is as it was. Nothing may be running on it by then."""
    settled(database)
    shutil.copyfile(database, keep)
    spoil(database, 4096)
    yield
    for companion in ("-wal", "-shm"):
        database.with_name(database.name + companion).unlink(missing_ok=True)
    shutil.copyfile(keep, database)


def settled(database: Path) -> None:
    """Everything stands in the file itself, and whoever has it open reads it anew."""
    with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as other:
        version = other.execute("PRAGMA user_version").fetchone()[0]
        other.execute(f"PRAGMA user_version = {version + 1}")
        busy = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        assert not busy


def _says(database: Path, version: bytes) -> None:
    with database.open("r+b") as file:
        file.seek(_WRITE_VERSION)
        file.write(version)
