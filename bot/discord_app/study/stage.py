"""A study room's steps in its channel: what is due is shown, and then said to be shown.

Every message is posted under a nonce of its step and edited by its id: whoever has to do it once more (a restart in the middle of a
reveal, a second process) does no harm.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import partial

import aiohttp
import discord

from bot.discord_app.app import App
from bot.discord_app.channel_posts import edit, post
from bot.discord_app.in_order import InOrder
from bot.discord_app.places import gone
from bot.discord_app.render import Outgoing, line
from bot.discord_app.retrying import discords
from bot.discord_app.steps import AGAIN, LATER, settled
from bot.discord_app.study.pages import cut_off, over, own, part
from bot.usecases.due import Due
from bot.usecases.study import Studies
from bot.usecases.study_stage import RoomStage, RoomStages
from bot.wording.blocks import moment, named
from bot.wording.language import speak, speaking

_log = logging.getLogger(__name__)


class RoomShow:
    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.studies = Studies(app.means)
        self.stages = RoomStages(app.means, app.interviews.rubric, self.studies)
        self._client = client
        self._order = InOrder()

    async def serve(self, due: Due) -> int | None:
        """Does what the room needs now; when it needs something again, or None when it is over."""
        room = await self.studies.load(due.key)
        if room is None:
            return None
        async with self._order(room.channel_id):
            return await self._serve(room.id)

    async def catch_up(self, room_id: str) -> None:
        """Shows what a process that died may have left unshown or unnoted, so that a room never moves on from a part whose message is not
        known. Its nonce gives back the message that is there."""
        room = await self.studies.load(room_id)
        if room is not None and not room.is_shown:
            async with self._order(room.channel_id):
                await self._serve(room_id)

    async def serve_card(self, due: Due) -> int | None:
        """Shows on the first message how many answers there are now."""
        room = await self.studies.load(due.key)
        if room is None:
            return None
        async with self._order(room.channel_id):
            # Whoever was here before may have moved it on.
            room = await self.studies.load(due.key)
            if room is None or room.state.phase != "collecting" or room.card_id is None:
                return None
            speak(await self.app.language_of(room.server_id))
            message = part(await self.stages.card(room), room.id, room.state, self.app.texts)[-1]
            await self._edit_where_it_can_be(room.channel_id, room.card_id, message)
        return None

    async def serve_again(self, due: Due) -> int | None:
        """Shows a room's first message once more: whoever opened it has been forgotten since."""
        room = await self.studies.load(due.key)
        if room is None or room.card_id is None or room.state.kind != "study":
            return None
        async with self._order(room.channel_id):
            with speaking(await self.app.language_of(room.server_id)):
                card, texts = await self.stages.card(room), self.app.texts
                open_or_never = room.state.stage < 0
                message = part(card, room.id, room.state, texts)[-1] if open_or_never else over(card, None, texts)
            await self._edit_where_it_can_be(room.channel_id, room.card_id, message)
        return None

    async def serve_letters(self, due: Due) -> int | None:
        """Sends each author the judgement of their answer. Where direct messages are closed, the button under the tally does it."""
        room = await self.studies.load(due.key)
        if room is None:
            return None
        theirs = await self.app.language_of(room.server_id)
        for letter in await self.stages.letters(due.key):
            speak(letter.language or theirs)
            try:
                channel = await self._client.create_dm(discord.Object(int(letter.external_id)))
                message = own(letter.own, self.app.texts, self.app.texts.text("study.own.letter"))
                await post(channel, letter.answer_id, message)
            except discord.HTTPException as error:
                if discords(error):
                    return self.app.schedule.now() + LATER
                _log.info("a judgement could not be sent as a direct message (%s)", error.code)
            await self.stages.sent(letter)
        return None

    async def serve_host(self, due: Due) -> int | None:
        """Tells the host that the room waits for them: the card is only edited, which nobody is told of."""
        awaited = await self.studies.host_awaited(due.key)
        if awaited is None:
            return None
        room, host, language = awaited
        with speaking(language or await self.app.language_of(room.server_id)):
            texts = self.app.texts
            until = () if room.ends_at is None else (moment(room.ends_at),)
            told = line(texts.text("study.waits", channel=named("channel", room.channel_id), until=until))
        try:
            channel = await self._client.create_dm(discord.Object(int(host)))
            await post(channel, f"{room.id}.host", told)
        except discord.HTTPException as error:
            if discords(error):
                return self.app.schedule.now() + LATER
            _log.info("a host could not be told that a room waits (%s)", error.code)
        return None

    async def _serve(self, room_id: str) -> int | None:
        while (room := await self.studies.load(room_id)) is not None:
            if not room.is_shown:
                stage = await self.stages.of(room)
                if not await settled(f"study room {room.id}", self._show(stage), partial(self._lost, stage)):
                    return self.app.schedule.now() + AGAIN
                continue
            if not room.state.is_open or room.ends_at is None:
                return None
            if room.ends_at > self.app.schedule.now():
                return room.ends_at
            await self.studies.proceed(room)
        return None

    async def _lost(self, stage: RoomStage) -> None:
        """The channel takes no message any more: the room is over. Its last message may still be changed, and says so."""
        room, texts = stage.room, self.app.texts
        await self.studies.lost(room)
        if stage.over is None or room.message_id is None:
            return
        with speaking(await self.app.language_of(room.server_id)), suppress(discord.HTTPException, aiohttp.ClientError, OSError):
            await self._edit(room.channel_id, room.message_id, cut_off(stage.over, room.state.kind, room.id, texts))

    async def _show(self, stage: RoomStage) -> None:
        with speaking(await self.app.language_of(stage.room.server_id)):
            await self._show_to_all(stage)

    async def _show_to_all(self, stage: RoomStage) -> None:
        room, texts = stage.room, self.app.texts
        if room.state.stage < 0 and not room.state.is_open and room.card_id is not None:
            # Closed before anything was shown: the card itself says so.
            card = part(await self.stages.card(room), room.id, room.state, texts)[-1]
            await self._edit(room.channel_id, room.card_id, card)
            await self.studies.shown(room, room.card_id)
            return
        if stage.over is not None and room.message_id is not None:
            await self._edit(room.channel_id, room.message_id, over(stage.over, stage.closing, texts))
        channel = self._client.get_partial_messageable(room.channel_id)
        sent: list[int] = []
        for number, message in enumerate(part(stage.now, room.id, room.state, texts)):
            sent.append(await post(channel, f"{room.id}.{room.state.step}.{number}", message))
        await self.studies.shown(room, *sent)

    async def _edit(self, channel_id: int, message_id: int, message: Outgoing) -> None:
        await edit(self._client.get_partial_messageable(channel_id), message_id, message)

    async def _edit_where_it_can_be(self, channel_id: int, message_id: int, message: Outgoing) -> None:
        """For what only brings a message up to date: a place that is gone needs none."""
        try:
            await self._edit(channel_id, message_id, message)
        except discord.HTTPException as error:
            if not gone(error):
                raise
