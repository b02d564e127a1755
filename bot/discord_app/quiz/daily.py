"""The daily question in its channel: posted, closed with its answer when the next one comes, and turned off with a word to whoever set it
when its channel is gone."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable

import discord

from bot.core.quiz_replies import Posed, QuestionOpen
from bot.discord_app.app import App
from bot.discord_app.ids import CustomId, parse
from bot.discord_app.limits import NONCE
from bot.discord_app.places import gone
from bot.discord_app.quiz.pages import letters, page
from bot.discord_app.render import Press, line
from bot.discord_app.retrying import discords
from bot.discord_app.steps import LATER
from bot.discord_app.who import who
from bot.usecases.due import Due
from bot.usecases.hearing import Hearing
from bot.usecases.quiz_daily import Asked, Dailies, Daily, Plan, Reveal
from bot.wording.blocks import named, said
from bot.wording.language import speak, speaking, spoken
from bot.wording.quiz_party import party as blocks_of

_log = logging.getLogger(__name__)

# Two questions are a day apart: one that was posted stands among the last messages, or far enough above for a second one to be welcome.
_LOOK_BACK = 50


class DailyPosts:
    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.dailies = Dailies(app.means)
        self._hearing = Hearing(app.means)
        self._client = client

    async def serve(self, due: Due) -> int | None:
        """Posts what is to be posted for a server; the next time, or None when its daily question is off."""
        server = int(due.key)
        speak(await self.app.language_of(server))
        task = await self.dailies.work(server)
        try:
            await self.reveal(task.reveals)
            if task.post is not None and task.daily is not None:
                asked, posed = task.post
                await self.dailies.posted(asked, await self._post(task.daily, asked, posed, again=due.attempts > 1))
        except Exception as error:
            if isinstance(error, discord.HTTPException) and gone(error) and task.daily is not None:
                await self._gone(task.daily, error)
                return None
            if not discords(error):
                raise
            _log.warning("server %s: Discord did not take the daily question (%s)", server, error)
            # For as long as it is the same day there.
            return self.app.schedule.now() + LATER
        return task.next_at

    async def turn_on(self, person: discord.abc.User, server: int, plan: Plan) -> None:
        """Sets it; whoever does is told, in their language, if it cannot go on one day."""
        await self.dailies.set(who(person), server, plan)
        await self._hearing.heard(who(person), spoken())
        self.app.schedule.wake()

    async def turn_off(self, server: int, hold: Callable[[], Awaitable[None]]) -> bool:
        """Turns it off and shows the open question's answer in its channel; `hold` is awaited before that takes time. False where it was
        not on."""
        reveals = await self.dailies.turn_off(server)
        if reveals:
            await hold()
            with speaking(await self.app.language_of(server)):
                await self.reveal(reveals)
        return reveals is not None

    async def reveal(self, reveals: tuple[Reveal, ...]) -> None:
        """Turns questions that are closed into their answers. What was deleted meanwhile needs none."""
        for reveal in reveals:
            mine = Press(self.app.texts("quiz.button.own_answer"), CustomId("quizmine", reveal.asked.id))
            shown = page(blocks_of(reveal.told, self.app.texts), self.app.texts, [mine])
            channel = self._client.get_partial_messageable(reveal.asked.channel_id)
            message = channel.get_partial_message(reveal.asked.message_id or 0)
            try:
                await message.edit(**shown.editing())
            except discord.HTTPException as error:
                if not gone(error):
                    raise
            await self.dailies.revealed(reveal.asked)

    async def _post(self, daily: Daily, asked: Asked, posed: Posed, *, again: bool) -> int:
        """The id of the message. `again`: somebody has tried before, and may have died before noting that it was there."""
        channel = self._client.get_partial_messageable(asked.channel_id)
        found = await self._posted_before(channel, asked) if again else None
        if found is not None:
            return found
        texts = self.app.texts
        lead = () if daily.role_id is None else (named("role", daily.role_id),)
        shown = page(blocks_of(QuestionOpen(posed, None), texts), texts, letters("quizgive", asked.id, 0, posed), lead=lead)
        told = [discord.Object(daily.role_id)] if daily.role_id is not None else False
        mentions = discord.AllowedMentions(everyone=False, users=False, replied_user=False, roles=told)
        return (await channel.send(nonce=asked.id[:NONCE], allowed_mentions=mentions, **shown.sending())).id

    async def _posted_before(self, channel: discord.PartialMessageable, asked: Asked) -> int | None:
        me = self._client.user
        with contextlib.suppress(discord.Forbidden):
            async for message in channel.history(limit=_LOOK_BACK):
                if me is not None and message.author.id == me.id and _carries(message, asked.id):
                    return message.id
        return None

    async def _gone(self, daily: Daily, error: discord.HTTPException) -> None:
        """Off it goes, and whoever set it is told; where they cannot be, the server's owner is."""
        await self.dailies.turn_off(daily.server_id, "gone")
        guild = self._client.get_guild(daily.server_id)
        server = guild.name if guild is not None else str(daily.server_id)
        theirs = await self.app.language_of(daily.server_id)
        setter = await self.dailies.setter(daily)
        readers: dict[str, str | None] = {} if setter is None else dict((setter,))
        if guild is not None and guild.owner_id is not None:
            readers.setdefault(str(guild.owner_id), None)
        for reader, language in readers.items():
            try:
                direct = await self._client.create_dm(discord.Object(int(reader)))
                with speaking(language or theirs):
                    letter = line(self.app.texts.text("quiz.daily.gone_letter", server=said(server)))
                await direct.send(**letter.sending())
            except discord.HTTPException:
                continue
            _log.info("server %s: the daily question is off (%s); whoever set it was told", daily.server_id, error.code)
            return
        _log.warning("server %s: the daily question is off (%s); nobody could be told", daily.server_id, error.code)


def _carries(message: discord.Message, asked_id: str) -> bool:
    view = discord.ui.LayoutView.from_message(message, timeout=None) if message.flags.components_v2 else None
    ids = [] if view is None else [parse(str(getattr(item, "custom_id", ""))) for item in view.walk_children()]
    return any(id is not None and id.session == asked_id for id in ids)
