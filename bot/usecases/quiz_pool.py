"""The quiz questions of a place: those of its shelf."""

from __future__ import annotations

from dataclasses import replace

from bot.core.quiz import Item, items
from bot.usecases.means import Means


def prefix_of(server_id: int) -> str:
    """What the keys of a server's own questions begin with."""
    return f"{server_id}."


async def pool_of(means: Means, server_id: int | None, principle: str | None = None) -> tuple[Item, ...]:
    """Every question that may be asked there. The key of a server's own names the server too: two servers may give a scenario the same id,
    and what somebody answered in one says nothing about the other. Not to be called while a transaction is open."""
    shelf, ours = await means.shelf(server_id), means.library().scenarios
    found = items(scenario for scenario in shelf.scenarios.values() if principle in (None, scenario.principle))
    return tuple(item if item.scenario in ours else replace(item, key=f"{prefix_of(server_id or 0)}{item.key}") for item in found)
