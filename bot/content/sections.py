"""Named stretches of bytes in one file: how the trained weights are kept.

The first line is JSON, `[[name, length], ...]`; after its line break the stretches follow in that order, with nothing between them. They
are not compressed: the file has a few megabytes, git and wheels compress it anyway, and so it is read in a millisecond.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from struct import pack, unpack
from sys import byteorder
from zlib import crc32

Sections = Mapping[str, bytes]


class SectionFile(Sections):
    """The sections of a file, each read when it is asked for: what was made of one need not stand beside the bytes of all the others."""

    def __init__(self, path: Path, lengths: Iterable[tuple[str, int]], start: int) -> None:
        self.path = path
        self.places: dict[str, tuple[int, int]] = {}
        for name, length in lengths:
            self.places[name] = start, length
            start += length
        self.end = start

    def __getitem__(self, name: str) -> bytes:
        start, length = self.places[name]
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(length)

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


def read_sections(path: Path) -> Sections:
    """The sections of a file; none where there is no file. Raises ValueError where the file is cut short."""
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        found = SectionFile(path, json.loads(file.readline()), file.tell())
    if path.stat().st_size != found.end:
        raise ValueError(f"{path} is not as long as its first line says")
    return found


def sections_sum(sections: Sections) -> int:
    """A checksum of all sections, which changes when a byte of them does."""
    total = 0
    for name in sections:
        total = crc32(sections[name], crc32(name.encode(), total))
    return total


def write_sections(path: Path, sections: Sections) -> None:
    head = json.dumps([[name, len(data)] for name, data in sections.items()], separators=(",", ":"))
    path.write_bytes(b"".join([head.encode(), b"\n", *sections.values()]))


def from_text(lines: Iterable[str]) -> bytes:
    return "\n".join(lines).encode()


def to_text(data: bytes) -> list[str]:
    return data.decode().split("\n") if data else []


def from_floats(values: Sequence[float]) -> bytes:
    """Eight bytes each, the little end first."""
    return pack(f"<{len(values)}d", *values)


def to_floats(data: bytes) -> tuple[float, ...]:
    return unpack(f"<{len(data) // 8}d", data)


def from_counts(values: Sequence[int]) -> bytes:
    """Four bytes each, the little end first."""
    return pack(f"<{len(values)}I", *values)


def to_counts(data: bytes) -> Sequence[int]:
    found = array("I", data)
    if byteorder == "big":
        found.byteswap()
    return found


def from_letters(letters: str) -> bytes:
    """Two bytes each, the little end first. None may stand beyond 0xD7FF."""
    return letters.encode("utf-16-le")


def to_letters(data: bytes) -> str:
    return data.decode("utf-16-le")
