"""A member's data as files: every row as JSON, every session and panel as a report; and files as archives of a size that can be sent."""

from __future__ import annotations

import contextlib
import io
import json
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.core.peer_report import PanelReport
from bot.core.report import Report
from bot.wording import peer_report, report
from bot.wording.catalogue import Texts
from bot.wording.dates import day_of
from bot.wording.document import files_of

# Rows in one JSON file: what a text editor opens without thinking.
ROWS = 200
# What an archive adds to each file: its name twice, and two headers.
_HEADERS = 200
File = tuple[str, bytes]


def files(rows: Mapping[str, Sequence[Mapping[str, Any]]], reports: Iterable[Report | PanelReport], texts: Texts) -> Iterator[File]:
    """(name, content) of everything in an export, the explanation first."""
    yield "README.txt", texts("privacy.readme", tables=", ".join(sorted(table for table, found in rows.items() if found))).encode() + b"\n"
    for table, found in rows.items():
        for part, place in enumerate(range(0, len(found), ROWS), 1):
            name = f"data/{table}.json" if len(found) <= ROWS else f"data/{table}-{part}.json"
            yield name, _json(found[place : place + ROWS])
    for one in reports:
        document = peer_report.document(one, texts) if isinstance(one, PanelReport) else report.document(one, texts)
        day = day_of(one.began_at)
        for name, text in files_of(document, texts):
            yield f"reports/{day}-{name}", text.encode("utf-8", "replace")


def archives(found: Iterable[File], most_bytes: int, now: int) -> list[bytes]:
    """The files in as few zip archives as they need in this order, each of at most `most_bytes` (a single larger file stands alone)."""
    packed: list[io.BytesIO] = []
    with contextlib.ExitStack() as part:
        used = 0
        for name, content in found:
            size = len(zlib.compress(content)) + 2 * len(name.encode()) + _HEADERS
            if not packed or (used and used + size > most_bytes):
                part.close()
                packed.append(io.BytesIO())
                archive = part.enter_context(zipfile.ZipFile(packed[-1], "w", zipfile.ZIP_DEFLATED))
                used = 0
            _add(archive, name, content, now)
            used += size
    return [one.getvalue() for one in packed]


def _add(archive: zipfile.ZipFile, name: str, content: bytes, now: int) -> None:
    # A zip's dates begin in 1980.
    entry = zipfile.ZipInfo(name, time.gmtime(max(now, 315_619_200))[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)


def _json(rows: Sequence[Mapping[str, Any]]) -> bytes:
    return json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=1).encode("utf-8", "replace")
