"""What is said of an interview beside its steps, where it is held; and the buttons that a message leaves behind."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

import discord

from bot.core.frozen import dataclass
from bot.discord_app.places import gone
from bot.discord_app.posting import say, screen_of
from bot.discord_app.render import Outgoing
from bot.discord_app.retrying import discords
from bot.usecases.exchange import Shown
from bot.usecases.interviews import Interviews
from bot.usecases.showing import Session
from bot.wording.catalogue import Texts

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Remarks:
    client: discord.Client
    interviews: Interviews
    texts: Texts

    async def say(self, channel: discord.abc.Messageable, message: Outgoing, session: Session) -> int:
        """Says something about a session where it is held; the message's id. Raises what discord.py raises."""
        sent = await say(channel, message)
        await self.said(session)
        return sent.id

    async def put_out(self, before: Shown, *, but: int | None = None) -> None:
        """Takes the buttons off what a message has answered: the question, and whatever asked whether that was all. `but` is a message that
        is seen to already. That one has gone, or that Discord does not take the change, stops nothing."""
        place, step = before.session.place, before.session.step
        # A question too long for an ordinary message stands on a page, whose buttons are a part of it.
        asked = [place.get("message")] if place.get("step") == step and screen_of(before, self.texts, apart=True).question else []
        await self._bare(place, (*asked, *_parts(place, step)), but)

    async def put_out_parts(self, place: dict[str, Any], step: int, *, but: int | None = None) -> None:
        """The same for a step that a press has ended, whose question is seen to with it."""
        await self._bare(place, _parts(place, step), but)

    async def _bare(self, place: dict[str, Any], messages: Iterable[int | None], but: int | None) -> None:
        for message in messages:
            if message is None or message == but:
                continue
            try:
                await self.client.get_partial_messageable(int(place["channel"])).get_partial_message(int(message)).edit(view=None)
            except Exception as error:
                if not gone(error) and not discords(error):
                    raise
                _log.info("a message that was answered could not be changed (%s)", error)

    async def said(self, session: Session) -> None:
        """Something about a session was said where it is held. A thread is its own; what it said in direct messages has to be known, for
        whoever forgets it."""
        if session.place.get("kind") == "dm":
            await self.interviews.moved(session.id, None, durable=False)


def _parts(place: dict[str, Any], step: int) -> Sequence[int]:
    """The messages that asked whether a part of that step's answer was all."""
    parts = place.get("parts", {})
    return parts.get("messages", ()) if parts.get("step") == step else ()
