"""An answer that was written as a reply to a room's or a panel's message, as one answers in an interview: there it is taken by the button
alone. It is told where it was written, so that nobody believes to have answered, nor to have done so without a name."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

import discord

from bot.core.timing import words_in
from bot.discord_app.app import App
from bot.discord_app.cog import Cog, listens
from bot.discord_app.ids import CustomId, parse
from bot.discord_app.places import gone
from bot.discord_app.posting import say
from bot.discord_app.render import Press, line
from bot.discord_app.retrying import discords
from bot.discord_app.who import who
from bot.usecases.peer import Peers
from bot.usecases.refusals import Refusal
from bot.usecases.study import Studies
from bot.wording.blocks import plain
from bot.wording.language import speaking

_log = logging.getLogger(__name__)

# The buttons that take an answer, and the feature whose words go with them.
_FEATURES = {"sranswer": "study", "ppanswer": "peer"}
# Fewer words than this are talk below a message, and no answer.
_LEAST_WORDS = 12


class MisplacedAnswers(Cog):
    def __init__(self, app: App, client: discord.Client, studies: Studies, peers: Peers) -> None:
        self.app = app
        self._client = client
        self._studies = studies
        self._peers = peers

    @listens
    async def on_message(self, message: discord.Message) -> None:
        replied = None if message.reference is None else message.reference.resolved
        if message.author.bot or message.guild is None or not isinstance(replied, discord.Message) or replied.author != self._client.user:
            return
        # The text comes with a reply that pings us; of any other reply nothing is known.
        asked = next(_answering(replied.components), None)
        if asked is None or words_in(message.content) < _LEAST_WORDS:
            return
        async with self.app.busy:
            try:
                await self._serve(message, asked, message.guild.id)
            except Refusal:
                # The room or the panel has moved on, or is not theirs: then it was talk.
                return
            except Exception as error:
                if not gone(error) and not discords(error):
                    raise
                _log.warning("nothing can be said in a channel (%s)", error)

    async def _serve(self, message: discord.Message, asked: CustomId, server: int) -> None:
        person = who(message.author)
        if asked.action == "sranswer":
            kept = await self._studies.keep(person, asked.session, message.content)
        elif (await self._peers.seats(asked.session)).candidate == person.external_id:
            kept = await self._peers.keep(person, asked.session, message.content)
        else:
            # The interviewer talks.
            return
        with speaking(await self.app.language_of(server)):
            feature, texts = _FEATURES[asked.action], self.app.texts
            told = texts.text(f"{feature}.misplaced")
            # In a room, where all read it, nothing is said of what a member has in their box.
            more = "misplaced_kept" if kept else "misplaced_waits" if feature == "peer" else ""
            if more:
                told = (*told, *plain(" "), *texts.text(f"{feature}.{more}"))
            await say(message.channel, line(told, [Press(texts(f"{feature}.button.answer"), asked, "primary")]))


def _answering(components: Iterable[Any]) -> Iterator[CustomId]:
    for one in components:
        id = parse(getattr(one, "custom_id", None) or "")
        if id is not None and id.action in _FEATURES:
            yield id
        yield from _answering(getattr(one, "children", ()))
