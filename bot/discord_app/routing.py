"""Clicks and forms, by the action in their custom_id. One way in for all of them: what nobody serves is answered, what fails is told.

discord.py's own dispatch (views, dynamic items) is not used: it keeps views in memory, drops forms that another process opened, and
swallows errors.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.core.frozen import dataclass
from bot.discord_app.forms import typed
from bot.discord_app.ids import NO_SESSION, CustomId, NotOurs, parse
from bot.discord_app.once import Once
from bot.discord_app.responding import Responder, Waits
from bot.wording.catalogue import Texts

Handler = Callable[[Responder, CustomId], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Route:
    """Who serves an action, and how it is held when it takes long."""

    handler: Handler
    waits: Waits = "private"


class Router:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._routes: dict[str, Route] = {}
        self._once = Once()

    def add(self, action: str, handler: Handler, waits: Waits = "private") -> None:
        """Raises ValueError for an action that somebody serves already."""
        if action in self._routes:
            raise ValueError(f"two features serve {action}")
        self._routes[action] = Route(handler, waits)

    async def serve(self, interaction: discord.Interaction) -> None:
        """Serves a click or a submitted form; anything else is left alone."""
        if interaction.type not in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            return
        if not self._once.first(interaction.id):
            return
        data: Any = interaction.data or {}
        id = parse(str(data.get("custom_id", "")))
        route = self._routes.get(id.action) if id is not None else None
        is_form = interaction.type is discord.InteractionType.modal_submit
        boxes = [text for text in typed(interaction).values() if text.strip()] if is_form else []
        responder = Responder(
            interaction,
            self._texts,
            waits=route.waits if route is not None else "private",
            typed="\n\n".join(boxes) if boxes else None,
            session=id.session if id is not None and id.session != NO_SESSION else None,
        )
        async with responder:
            try:
                if route is None or id is None:
                    raise NotOurs
                await route.handler(responder, id)
            except NotOurs:
                await responder.refuse(self._texts.text("discord.closed_step"))
