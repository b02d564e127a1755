"""Answers by message: in direct messages, in the interview's thread, as a reply to the question.

Discord gives a bot without the message intent the text of direct messages, of messages that mention it, and of replies (with their ping) to
its ordinary messages. Where a message in the thread comes without its text, we say how to answer: at
length the first time, and in a line after that, so that nothing that was written there is passed over in silence. Nor is an edit.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable

import discord

from bot.core.events import Answered
from bot.core.transitions import legal
from bot.discord_app.apologies import apology
from bot.discord_app.app import App
from bot.discord_app.cog import Cog, listens
from bot.discord_app.flow import said_as
from bot.discord_app.ids import CustomId
from bot.discord_app.interviews.ending import are_you_sure, is_asked_first
from bot.discord_app.interviews.parts import ELSEWHERE, LATE, Parts, holds_more, is_part, is_recorded, text_of
from bot.discord_app.left_idle import closed_line
from bot.discord_app.once import Once
from bot.discord_app.operations.reloading import Reloading
from bot.discord_app.places import gone, link
from bot.discord_app.posting import say
from bot.discord_app.render import Outgoing, Press, line
from bot.discord_app.responding import Responder
from bot.discord_app.retrying import discords
from bot.discord_app.who import who
from bot.usecases.exchange import Shown, Who
from bot.usecases.refusals import NothingOpen, Outdated, Refusal
from bot.usecases.reviving import last_left_idle
from bot.usecases.showing import Session, moved_from, open_in_channel, own_sessions, was_taken
from bot.wording.blocks import Text
from bot.wording.language import speak
from bot.wording.refusals import refusal_text

_log = logging.getLogger(__name__)


class InterviewMessages(Cog):
    def __init__(self, app: App, client: discord.Client, reloading: Reloading) -> None:
        self.app = app
        self._reloading = reloading
        self._client = client
        self._parts = Parts(app.interviews)
        self._edits = Once()

    async def cog_load(self) -> None:
        self.app.router.add("parts", self.parts_done, "update")

    @listens
    async def on_message(self, message: discord.Message) -> None:
        await self._hear(message, self._served)

    @listens
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        message = event.message
        # Discord also tells it when a link gets its preview: that is no edit (it has no time), or the last one told again.
        if message.edited_at is not None and self._edits.first(hash((message.id, message.edited_at))):
            await self._hear(message, self._edited)

    async def _hear(self, message: discord.Message, serve: Callable[[discord.Message], Awaitable[None]]) -> None:
        if message.author.bot or message.type not in (discord.MessageType.default, discord.MessageType.reply):
            return
        if message.guild is not None and not self._for_us(message):
            return
        async with self.app.busy, self.app.flow.order(message.channel.id):
            try:
                await self._told(message, serve)
            except Exception as error:
                if not gone(error) and not discords(error):
                    raise
                # The channel was closed to us meanwhile, or Discord takes nothing. What was taken is stored; `/interview resume` shows it.
                _log.warning("nothing can be said in a channel (%s)", error)

    def _is_given(self, message: discord.Message) -> bool:
        """Whether Discord gives us what a message holds."""
        me = self._client.user
        return message.guild is None or (me is not None and any(user.id == me.id for user in message.mentions))

    def _for_us(self, message: discord.Message) -> bool:
        """Cheap, because it is asked for every message of every server: our own thread, or a message that names us."""
        me = self._client.user
        if me is None:
            return False
        ours = isinstance(message.channel, discord.Thread) and message.channel.owner_id == me.id
        return ours or self._is_given(message)

    async def _served(self, message: discord.Message) -> None:
        # Whoever runs the bot may say something that is no answer.
        if await self._reloading.asked(message):
            return
        shown = await self._session(message)
        if shown is not None:
            await self._answer(message, shown)

    async def _edited(self, message: discord.Message) -> None:
        """A message whose text has changed: what was taken stays as it was, a part that waits is changed with it, and what could not be
        read (the mention was forgotten) is read now."""
        interviews, person = self.app.interviews, who(message.author)
        here = await open_in_channel(interviews, person, message.channel.id, _replied(message))
        if here is None or not (self._is_given(message) or _names_role(message)):
            return
        speak(here.place.get("language"))
        if await was_taken(interviews, str(message.id)):
            await self._say(message, line(self.app.texts.text("discord.answer.edited")), here)
            return
        shown = await interviews.resume(person, here.id)
        text = await self._text_of(message)
        if text.strip() and await self._parts.change(message.author, shown.session, message.id, text):
            return
        if (text.strip() or not self._is_given(message)) and not self._is_late(message, shown):
            await self._answer(message, shown)

    async def _told(self, message: discord.Message, serve: Callable[[discord.Message], Awaitable[None]]) -> None:
        try:
            await serve(message)
        except Refusal as refusal:
            await self._say(message, line(refusal_text(refusal.key, refusal.values, self.app.texts)))
        except Exception as error:
            if gone(error):
                raise
            id = secrets.token_hex(3)
            _log.exception("error %s", id)
            await self._say(message, line(apology(error, "message", id, self.app.texts)))

    async def _session(self, message: discord.Message) -> Shown | None:
        """The author's open session in this channel. In direct messages one that is held elsewhere is pointed to, and the text kept; so is
        in a thread one that was held there."""
        interviews, person = self.app.interviews, who(message.author)
        here = await open_in_channel(interviews, person, message.channel.id, _replied(message))
        if here is not None:
            # A message does not say in which language it wants to be answered; the interview's place does.
            speak(here.place.get("language"))
            return await interviews.resume(person, here.id)
        closed = await last_left_idle(interviews, person, message.channel.id)
        if closed is not None and (message.guild is not None or not await self._elsewhere(person)):
            await self._take_up(message, closed)
            return None
        if message.guild is not None:
            moved = await moved_from(interviews, person, message.channel.id)
            if moved is not None:
                await self._point_on(message, await interviews.resume(person, moved.id))
            return None
        try:
            await self._point_on(message, await interviews.resume(person))
        except NothingOpen:
            for last in (await own_sessions(interviews, person, 1)).sessions:
                speak(last.place.get("language"))
            await self._say(message, line(self.app.texts.text("discord.dm.nothing_open")))
        return None

    async def _point_on(self, message: discord.Message, shown: Shown) -> None:
        """An interview that is held elsewhere: what was written is kept for it, and one click goes on."""
        session, texts = shown.session, self.app.texts
        speak(session.place.get("language"))
        text = await self._text_of(message)
        told = texts.text("discord.dm.waits") if text.strip() else self._unread(text)
        if not self._is_given(message):
            told = texts.text("discord.resumed.there", where=link(session.place, texts))
        elif text.strip() and Answered in legal(shown.state.phase):
            await self._parts.keep(message.author, session, message.id, text, ELSEWHERE)
            told = texts.text("discord.dm.elsewhere")
        go_on = Press(texts("discord.resume.button"), CustomId("resume", session.id), "primary")
        await self._say(message, line(told, [go_on]))

    async def _elsewhere(self, person: Who) -> bool:
        """Whether the member has an interview open in whichever place."""
        try:
            await self.app.interviews.resume(person)
        except NothingOpen:
            return False
        return True

    async def _take_up(self, message: discord.Message, session: Session) -> None:
        """A word to an interview that was left idle and closed: what was typed is kept for it, and one click goes on."""
        speak(session.place.get("language"))
        text = await self._text_of(message)
        if text.strip():
            await self._parts.keep(message.author, session, message.id, text, ELSEWHERE)
        await self._say(message, closed_line(self.app, session, "discord.idle.late" if text.strip() else "discord.idle.closed"), session)

    async def _text_of(self, message: discord.Message) -> str:
        return await text_of(message, self._client.user, lambda: self.app.pace(message.author, "uploads"))

    async def _answer(self, message: discord.Message, shown: Shown) -> None:
        session, author, texts = shown.session, message.author, self.app.texts
        if await was_taken(self.app.interviews, str(message.id)):
            # Delivered once more, or taken just before a restart: what followed is shown unless it was.
            await self.app.flow.deliver_in(message.channel, shown, -1)
            return
        text = await self._text_of(message)
        if not text.strip() or holds_more(message):
            await self._say_how(message, shown, text)
            return
        if self._is_late(message, shown):
            if await self._parts.keep(author, session, message.id, text, LATE):
                await self._say(message, line(texts.text("discord.answer.late")), session)
                await self.app.flow.deliver_in(message.channel, shown, -1)
            return
        if is_part(message):
            if await self._parts.keep(author, session, message.id, text):
                done = Press(texts("discord.answer.all"), CustomId("parts", session.id, session.step), "primary")
                told = line(texts.text("discord.answer.part", n=len(text)), [done])
                asked = await self.app.flow.remarks.say(message.channel, told, session)
                await self._note_part(session, asked)
            return
        event = said_as(await self._parts.joined(author, shown, text), shown)
        if is_asked_first(event, shown):
            await self._say(message, are_you_sure(shown, texts), session)
            return
        after = await self.app.flow.take_message(author, shown, event, str(message.id))
        await self.app.flow.deliver_in(message.channel, after, session.step)
        if after.session.step != session.step:
            await self.app.flow.remarks.put_out(shown)

    def _is_late(self, message: discord.Message, shown: Shown) -> bool:
        """Whether a message was written before the open question was shown, or under an older one: it is no answer to this one."""
        place = shown.session.place
        first = place.get("first", 0)
        replied = _replied(message)
        return message.id < first or place.get("step") != shown.session.step or (replied is not None and replied < first)

    async def parts_done(self, responder: Responder, id: CustomId) -> None:
        """The parts that were kept are the whole answer."""
        user = responder.interaction.user
        shown = await self.app.interviews.resume(who(user), id.session)
        if shown.session.step != id.step:
            raise Outdated
        whole = await self._parts.joined(user, shown)
        after = await self.app.flow.take(user, id.session, id.step, Answered(whole), responder)
        await self.app.flow.deliver(responder, id.step, after)
        clicked = responder.interaction.message
        await self.app.flow.remarks.put_out(shown, but=None if clicked is None else clicked.id)

    async def _note_part(self, session: Session, message: int) -> None:
        """The message that asks whether a part was all is noted with its step: its button goes when the answer is whole."""
        before = session.place.get("parts", {})
        messages = [*(before["messages"] if before.get("step") == session.step else ()), message]
        await self.app.interviews.moved(session.id, {**session.place, "parts": {"step": session.step, "messages": messages}}, durable=False)

    async def _say_how(self, message: discord.Message, shown: Shown, text: str) -> None:
        """To a message that came without words, or with more than its words: what is written in direct messages or to the bot comes whole;
        anything else was withheld, but for a recording, which had no words."""
        texts, place = self.app.texts, shown.session.place
        if self._is_given(message) or is_recorded(message):
            told = self._unread(text)
        elif _names_role(message):
            told = texts.text("discord.answer.role")
        else:
            told = texts.text("discord.answer.how_again" if place.get("told") else "discord.answer.how")
            if not place.get("told"):
                await self.app.interviews.moved(shown.session.id, {**place, "told": True})
        await self._say(message, line(told), shown.session)

    def _unread(self, text: str) -> Text:
        """That there are no words in a message, or more than its words; and what is read."""
        texts = self.app.texts
        told = "discord.answer.not_all" if text.strip() else "discord.answer.no_text"
        return texts.text(told, read=texts.text("discord.answer.read"))

    async def _say(self, message: discord.Message, outgoing: Outgoing, about: Session | None = None) -> None:
        """`about` is the session that is held there, where it is about one."""
        if about is None:
            await say(message.channel, outgoing)
        else:
            await self.app.flow.remarks.say(message.channel, outgoing, about)


def _names_role(message: discord.Message) -> bool:
    """Whether it mentions the bot's role, which has the bot's name."""
    return message.guild is not None and message.guild.self_role in message.role_mentions


def _replied(message: discord.Message) -> int | None:
    """The message that this one replies to. A forward refers to a message too, and is no reply to it."""
    return message.reference.message_id if message.reference is not None and message.type is discord.MessageType.reply else None
