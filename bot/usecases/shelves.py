"""The scenarios of a place: ours, and in a server those of its own beside them. Whatever is held, asked or drawn somewhere takes them from
the shelf of that place, so that no server sees another's."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from bot.content.document import parse_document
from bot.content.library import Library, read_scenario
from bot.core.frozen import dataclass
from bot.core.scenario import Scenario
from bot.store import packs
from bot.store.database import Database
from bot.store.packs import PackFile

# Servers whose libraries are held in memory at once.
MOST_SHELVES = 100


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A server's library as it was built: of which of its files, and beside which of ours."""

    of: tuple[tuple[str, str], ...]
    beside: str
    library: Library


class Shelves:
    def __init__(self, database: Database, ours: Callable[[], Library]) -> None:
        self._database = database
        self._ours = ours
        self._built: dict[int, _Shelf] = {}

    async def of(self, server_id: int | None) -> Library:
        """Our scenarios and the server's own; ours alone for None. Where two share an id, it is ours. A change by another process is seen
        at once. Not to be called while a transaction is open."""
        ours = self._ours()
        if server_id is None:
            return ours
        async with self._database.reading(brief=True) as connection:
            of = await packs.digests(connection, server_id)
            if not of:
                self._built.pop(server_id, None)
                return ours
            shelf = self._built.get(server_id)
            if shelf is not None and (shelf.of, shelf.beside) == (of, ours.version):
                return shelf.library
            files = await packs.files(connection, server_id)
        own = await asyncio.to_thread(_read, files)
        scenarios = MappingProxyType(dict(sorted({**own, **ours.scenarios}.items())))
        version = hashlib.sha256(repr((ours.version, of)).encode()).hexdigest()[:12]
        library = Library(scenarios, ours.questions, version, ours.files)
        while len(self._built) >= MOST_SHELVES:
            # The one that was built longest ago; it is built again when it is asked for.
            self._built.pop(next(iter(self._built)), None)
        self._built[server_id] = _Shelf(of, ours.version, library)
        return library


def _read(files: list[PackFile]) -> Mapping[str, Scenario]:
    """What was taken once is read again without being proven again. What this version can no longer read is left out: it is still there
    when it has been mended."""
    found: dict[str, Scenario] = {}
    for file in files:
        scenario, _problems = read_scenario(parse_document(file.text.encode(), Path(f"{file.scenario_id}.yaml")))
        if scenario is not None:
            found[scenario.id] = scenario
    return found
