"""The scenarios in use, read anew while the program runs: all of them, or none. Where one file is broken, the last good ones stay."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.content.library import Library
from bot.content.problems import Problem, count_line
from bot.core.frozen import dataclass

# What the files hold now, and every problem of those that cannot be used.
Read = Callable[[], tuple[Library, tuple[Problem, ...]]]


@dataclass(frozen=True, slots=True)
class Reloaded:
    """`library` is in use from now on. `problems` are why it is still the one before, as lines of a report; "" where there were none."""

    library: Library
    problems: str

    @property
    def taken(self) -> bool:
        return not self.problems


class Scenarios:
    """Called, it gives the library in use, so that it can stand wherever one is asked for."""

    def __init__(self, library: Library, read: Read, asked: asyncio.Event) -> None:
        """`asked` is set by whoever cannot wait for it: a signal, also in the midst of a start."""
        self._library = library
        self._read = read
        self._reading = asyncio.Lock()
        self.asked = asked

    def __call__(self) -> Library:
        return self._library

    async def reload(self) -> Reloaded:
        """Interviews that are under way go on with the new texts. One after the other: whoever asks last has the last word."""
        async with self._reading:
            library, problems = await asyncio.to_thread(self._read)
            if problems:
                return Reloaded(self._library, "\n".join([*map(str, problems), count_line(problems)]))
            self._library = library
            return Reloaded(library, "")
