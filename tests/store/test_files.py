"""Files that people keep: whole, or what was there before."""

from __future__ import annotations

import errno
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.store.files import write_whole


@contextmanager
def no_room(octets: int) -> Iterator[None]:
    """No file may grow beyond so much."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.mark.parametrize("before", [b"what was told in October", None])
def test_a_file_that_finds_no_room_leaves_what_was_there(tmp_path: Path, before: bytes | None) -> None:
    file = tmp_path / "mine.md"
    if before is not None:
        file.write_bytes(before)
    for over in (True, False) if before is None else (True,):
        with no_room(10), pytest.raises(OSError, match="too large") as refused:
            write_whole(file, b"much more than there is room for", over=over)
        assert refused.value.errno == errno.EFBIG
        assert [one.read_bytes() for one in tmp_path.iterdir()] == ([] if before is None else [before])


def test_a_file_keeps_its_rights_and_a_link_stays_one(tmp_path: Path) -> None:
    file, link = tmp_path / "mine.md", tmp_path / "latest.md"
    file.write_bytes(b"before")
    file.chmod(0o644)
    link.symlink_to(file)
    write_whole(link, b"after")
    assert link.is_symlink()
    assert file.read_bytes() == b"after"
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    write_whole(tmp_path / "new.md", b"mine")
    assert stat.S_IMODE((tmp_path / "new.md").stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        write_whole(file, b"another", over=False)
    assert file.read_bytes() == b"after"
    assert len(list(tmp_path.iterdir())) == 3
