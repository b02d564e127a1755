"""Texts as every database can hold them.

PostgreSQL holds no NUL, and neither database a lone surrogate, which broken clients and terminals do send. Each such character becomes
U+FFFD, one for one, so that a quote still stands where a judgement says it stands.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Engine, event

_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "�"


def storable(text: str) -> str:
    """The text as it comes back from the database."""
    if text.isascii() and "\x00" not in text:
        return text
    return _IMPOSSIBLE.sub(REPLACEMENT, text)


def store_only_storable(engine: Engine) -> None:
    """Every text that is sent to this database is made storable first, whichever query sends it."""

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def clean(connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> tuple[str, Any]:
        return statement, [_clean(row) for row in parameters] if executemany else _clean(parameters)


def _clean(row: Any) -> Any:
    if isinstance(row, dict):
        return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}
    return tuple(storable(value) if isinstance(value, str) else value for value in row)
