"""What everybody in a round shares: the Discord, the bot, whether it is there, what was promised, what was counted."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.campaign.ledger import Ledger
from benchmarks.campaign.plan import Round
from tests.discord_server import Actor, BotProcess, DiscordServer, Guild, RequestRecord

# An error of ours is told with an id.
_ERROR_ID = re.compile(r"give this id to whoever runs the bot: ([0-9a-f]{6})|The id for whoever runs the bot: ([0-9a-f]{6})")


class Broken(AssertionError):
    """A promise was not kept."""


@dataclass
class Scene:
    plan: Round
    server: DiscordServer
    bot: BotProcess
    guild: Guild
    ledger: Ledger
    counts: Counter[str] = field(default_factory=Counter)
    deaths: int = 0
    """By which a person who waits for an answer knows that it will not come."""
    up: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """Everybody has come to the end of what they began."""
    faulted: set[str] = field(default_factory=set)
    """Tokens of the interactions and webhooks whose requests met a fault: Discord did not keep its side."""
    apologies: list[str] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    """Everybody who is in the round."""

    async def until(self, look: Callable[[], bool], seconds: float) -> bool:
        """Whether it came true in time."""
        try:
            await self.server.wait_until(look, seconds)
        except TimeoutError:
            return False
        return True

    def note_fault(self, record: RequestRecord) -> None:
        parts = record.path.split("/")
        self.faulted |= {parts[at + 2] for at, part in enumerate(parts[:-2]) if part in ("interactions", "webhooks")}

    def note_words(self, text: str) -> None:
        """An error of ours, told to a person."""
        if _ERROR_ID.search(text):
            self.apologies.append(text)

    def excused(self, kind: str, where: str) -> bool:
        """A rule was broken because a request met a fault: the answer came too late, or twice, because the first one was lost."""
        if kind not in ("unanswered", "late", "double", "dead_token"):
            return False
        if any(token in where for token in self.faulted) or (kind == "double" and self._sent_again(where)):
            return True
        interactions = [each for token, each in self.server.world.interactions.items() if token in self.faulted]
        return any(where == f"{each.user.name}: {each.where}" for each in interactions)

    def _sent_again(self, where: str) -> bool:
        """Whether what came twice is one and the same response: its own answer took so long that the bot sent it once more."""
        bodies = [_unnumbered(record.body) for record in self.server.requests if f"{record.method} {record.path}" == where]
        return all(body == bodies[0] for body in bodies)


def _unnumbered(body: Any) -> Any:
    """Without the numbers that the server gives the components of what it takes."""
    if isinstance(body, dict):
        return {name: _unnumbered(value) for name, value in body.items() if name != "id"}
    return [_unnumbered(value) for value in body] if isinstance(body, list) else body
