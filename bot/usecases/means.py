"""What use cases work with, in one parcel: the database, the library, the clock, and where fresh ids and seeds come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.content.library import Library
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Means:
    """`now` gives whole UTC seconds, `new_id` a fresh id (12 characters of [a-z0-9]), `new_seed` a fresh seed."""

    database: Database
    library: Callable[[], Library]
    now: Callable[[], int]
    new_id: Callable[[], str]
    new_seed: Callable[[], int]
