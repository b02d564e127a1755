"""What use cases work with, in one parcel: the database, the scenarios, the clock, and where fresh ids and seeds come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from bot.content.library import Library
from bot.core.frozen import dataclass
from bot.store.database import Database
from bot.usecases.in_parts import InParts
from bot.usecases.limits import Limits
from bot.usecases.shelves import Shelves


@dataclass(frozen=True, slots=True)
class Means:
    """`library` gives the program's own scenarios; what is held in a place takes those of its `shelf`. `now` gives whole UTC seconds,
    `new_id` a fresh id (12 characters of [a-z0-9]), `new_seed` a fresh seed. `limits` say how much one member may
    do: as much as they like, unless given. What takes longer than an answer is done `in_parts`, whoever asks for it."""

    database: Database
    library: Callable[[], Library]
    now: Callable[[], int]
    new_id: Callable[[], str]
    new_seed: Callable[[], int]
    limits: Limits = field(default_factory=Limits, repr=False, compare=False)
    in_parts: InParts = field(default_factory=InParts, repr=False, compare=False)
    _shelves: Shelves = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_shelves", Shelves(self.database, self.library))

    async def shelf(self, server_id: int | None) -> Library:
        """The scenarios of a server, or (None) of a terminal and of direct messages. Not to be called while a transaction is open."""
        return await self._shelves.of(server_id)
