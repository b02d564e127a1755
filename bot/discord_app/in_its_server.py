"""What is held in a server is led, answered and seen from there alone, whatever id somebody has sent from elsewhere: who moderates a server
of their own, or was banned from this one, is nobody here."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.discord_app.ids import CustomId
from bot.discord_app.responding import Responder
from bot.discord_app.routing import Handler
from bot.usecases.refusals import Refusal

# Things whose server is kept at hand.
MOST = 1_000


class InItsServer:
    """Wraps handlers of what ids name. `server_of` gives its server, which never changes; None where there is no such thing: that is for
    the handler to say."""

    def __init__(self, server_of: Callable[[str], Awaitable[int | None]], refusal: type[Refusal]) -> None:
        self._server_of = server_of
        self._refusal = refusal
        self._known: dict[str, int] = {}
        # A crowd that presses at once asks the database once.
        self._asking = asyncio.Lock()

    def __call__(self, handler: Handler) -> Handler:
        async def served(responder: Responder, id: CustomId) -> None:
            server = self._known.get(id.session) or await self._asked(id.session)
            if server not in (None, responder.interaction.guild_id):
                raise self._refusal
            await handler(responder, id)

        return served

    async def _asked(self, id: str) -> int | None:
        async with self._asking:
            server = self._known.get(id) or await self._server_of(id)
            if server is not None:
                if len(self._known) >= MOST:
                    self._known.clear()
                self._known[id] = server
            return server
