"""Sessions whose step waits to be shown, in the order in which they came."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator


class Waiting:
    """`some` is set while there is one. A session waits once, however often it is added."""

    def __init__(self) -> None:
        self.some = asyncio.Event()
        self._sessions: dict[str, None] = {}

    def add(self, session: str) -> None:
        self._sessions[session] = None
        self.some.set()

    def drop(self, session: str) -> None:
        self._sessions.pop(session, None)
        if not self._sessions:
            self.some.clear()

    def __iter__(self) -> Iterator[str]:
        return iter(self._sessions)
