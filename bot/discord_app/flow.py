"""From what a person did to what they see: takes a step and shows it where the interview is held.

The row comes first: a step is taken and stored by the use case before anything of it is shown, and a place that has become impossible
(deleted thread, closed messages, withdrawn permission) moves the showing and loses nothing.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import field
from typing import Any

import aiohttp
import discord

from bot.core.events import AnotherAsked, Answered, Event
from bot.core.frozen import dataclass
from bot.core.words import recognise
from bot.discord_app.escape import cut
from bot.discord_app.in_order import InOrder
from bot.discord_app.limits import CONTENT
from bot.discord_app.places import Channel, gone, link, settle
from bot.discord_app.posting import post, screen_of, whole
from bot.discord_app.recent import Recent
from bot.discord_app.remarks import Remarks
from bot.discord_app.render import Outgoing, line
from bot.discord_app.responding import Responder
from bot.discord_app.retrying import discords
from bot.discord_app.taken import taken
from bot.discord_app.waiting import Waiting
from bot.discord_app.whereabouts import elsewhere, ended, opened, thread_lead
from bot.discord_app.who import who
from bot.usecases.exchange import Shown
from bot.usecases.interviews import Interviews
from bot.wording.blocks import Text
from bot.wording.catalogue import Texts
from bot.wording.language import spoken
from bot.wording.pages import title_of

_log = logging.getLogger(__name__)


def said_as(text: str, shown: Shown) -> Event | type[AnotherAsked]:
    """What a text says to the interview as it stands: a request, or else an answer. Another question is chosen by whoever takes it."""
    asked = recognise(text, shown.state.phase, untold=shown.state.untold)
    if asked is None:
        return Answered(text)
    return AnotherAsked if asked is AnotherAsked else asked()  # type: ignore[call-arg]  # the others need nothing more


@dataclass(frozen=True, slots=True)
class Flow:
    client: discord.Client
    interviews: Interviews
    texts: Texts
    remarks: Remarks
    order: InOrder = field(default_factory=InOrder)
    unshown: Waiting = field(default_factory=Waiting)
    recent: Recent = field(default_factory=Recent)

    # Taking ---------------------------------------------------------------------------------------------------------------

    async def take(
        self, person: discord.abc.User, session: str, step: int, event: Event | type[AnotherAsked], responder: Responder
    ) -> Shown:
        """Takes an event that came by a button or a form. Raises what Interviews.take raises."""
        if isinstance(event, type):
            return await self.interviews.another(who(person), session, step)
        return await self.interviews.take(who(person), session, step, event, received=responder.receipt)

    async def take_message(self, person: discord.abc.User, shown: Shown, event: Event | type[AnotherAsked], source: str) -> Shown:
        """Takes what a message said (`said_as`). Raises what Interviews.take raises."""
        session = shown.session
        if isinstance(event, type):
            return await self.interviews.another(who(person), session.id, session.step)
        return await self.interviews.take(who(person), session.id, session.step, event, source=source)

    # Showing what followed ------------------------------------------------------------------------------------------------

    async def deliver(self, responder: Responder, before: int, shown: Shown, echo: str | None = None) -> None:
        """Shows a step that an interaction brought about. `before` is the step it was pressed at, `echo` what was answered."""
        interaction, place = responder.interaction, shown.session.place
        if not shown.fresh:
            await self._stored(responder, shown, echo)
        elif shown.session.step == before:
            await self._remark(responder, shown)
        elif _stands_alone(place) or _turns_in_place(interaction, shown):
            await self._in_place(responder, shown)
        elif interaction.message is None:
            await responder.hold()
            if await self._post_or_move(responder, shown):
                await responder.private(line(ended(shown, self.texts)))
        else:
            here = interaction.channel_id == place["channel"]
            if here:
                await self._acknowledge(responder, interaction.message, shown, echo)
            else:
                # What goes on in another place is said to be there when it is.
                await responder.hold("update")
            stands = await self._post_or_move(responder, shown)
            if not here:
                await self._acknowledge(responder, interaction.message, shown, echo, stands=stands)
            await self.remarks.put_out_parts(place, before, but=interaction.message.id)

    async def deliver_in(self, channel: discord.abc.Messageable, shown: Shown, before: int) -> None:
        """Shows a step that a message brought about, in the channel where the message came."""
        if shown.session.step == before and shown.fresh:
            await self.remarks.say(channel, self._remarks(shown), shown.session)
            return
        if shown.session.place.get("step") != shown.session.step:
            await self._post_or_write(channel, shown)

    async def _stored(self, responder: Responder, shown: Shown, echo: str | None) -> None:
        """A second submit or click: what the first one was shown, and the step itself where it never got posted."""
        interaction = responder.interaction
        now = await self.interviews.resume(who(interaction.user), shown.session.id)
        place = now.session.place
        if _stands_alone(place) or _turns_in_place(interaction, now):
            await self._in_place(responder, now)
        elif now.session.step != place.get("step"):
            # Whoever came first is about to post it, or was ended before; the nonce makes one of two posts.
            await responder.hold()
            if await self._post_or_move(responder, now) and interaction.message is not None:
                await self._acknowledge(responder, interaction.message, now, echo)
        elif interaction.message is not None and interaction.message.components and not interaction.message.flags.ephemeral:
            # What followed is below already; only the message that was clicked has not been told.
            await self._acknowledge(responder, interaction.message, now, echo)
        else:
            # What followed is there for whoever looks: it is not said twice.
            await responder.private(line(elsewhere(interaction.channel_id, now, self.texts) or self.texts.text("discord.taken")))

    async def _remark(self, responder: Responder, shown: Shown) -> None:
        await responder.private(self._remarks(shown))

    def _remarks(self, shown: Shown) -> Outgoing:
        look = screen_of(shown, self.texts, apart=True)
        return Outgoing(look.question) if look.question is not None else Outgoing(content=cut(look.pages[0].text, CONTENT))

    async def _in_place(self, responder: Responder, shown: Shown) -> None:
        """The message that was clicked becomes the next page; without one (a command) the page is the answer."""
        message, file = whole(shown, self.texts)
        clicked = responder.interaction.message
        if clicked is not None and clicked.flags.components_v2:
            await responder.update(message)
        else:
            await responder.private(message)
        if file is not None:
            await responder.private(file)
        await self._noted(shown, {"step": shown.session.step})

    async def _acknowledge(
        self, responder: Responder, clicked: discord.Message, shown: Shown, echo: str | None, *, stands: bool = True
    ) -> None:
        """The message that was clicked, its buttons gone and the answer under the question; where the step `stands`, and that is elsewhere,
        it says so. That it has gone itself, or that Discord does not take the change, stops nothing: what follows is what matters."""
        there = elsewhere(responder.interaction.channel_id, shown, self.texts) if stands else None
        try:
            await responder.update(taken(clicked, echo, self.texts, there))
        except Exception as error:
            if not gone(error) and not discords(error):
                raise
            _log.info("a message that was clicked could not be changed (%s)", error)

    async def _post_or_move(self, responder: Responder, shown: Shown) -> bool:
        """Posts the step in its place; False where that was not possible and it goes on elsewhere, or later."""
        place = shown.session.place
        try:
            await self.post(self._channel(place), shown)
        except Exception as error:
            if discords(error):
                self._later(shown, error)
                with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
                    await responder.private(line(self.texts.text("discord.waiting")))
                return False
            if not gone(error):
                raise
            next_best = "dm" if place.get("kind") == "thread" else "here"
            await self.open(responder, shown, next_best, lead=(self.texts.text("discord.place.lost"),))
            return False
        return True

    async def _post_or_write(self, channel: discord.abc.Messageable, shown: Shown) -> None:
        """Posts the step in the channel where a message brought it about, or else in direct messages: there is nobody to answer. The
        channel is ours already (`order`): a message is being served."""
        try:
            await self._noted(shown, await post(channel, shown, self.texts, recent=self.recent))
        except Exception as error:
            if discords(error):
                self._later(shown, error)
                return
            user = shown.session.place.get("user")
            if not gone(error) or user is None or shown.session.place.get("kind") == "dm":
                raise
            direct = await (await self.client.fetch_user(int(user))).create_dm()
            noted = await post(direct, shown, self.texts, lead="discord.place.lost_to_dm")
            await self.interviews.moved(shown.session.id, {**shown.session.place, "kind": "dm", "channel": direct.id, **noted})

    def _later(self, shown: Shown, error: BaseException) -> None:
        """What Discord does not take now waits, and is shown by itself."""
        _log.warning("session %s: Discord did not take step %d (%s)", shown.session.id, shown.session.step, error)
        self.unshown.add(shown.session.id)

    async def post_where_it_is(self, shown: Shown, lead: str) -> None:
        """Posts a step in its session's place, for nobody who has asked. Raises discord.HTTPException."""
        await self.post(self._channel(shown.session.place), shown, lead=lead)

    async def post(
        self,
        channel: discord.PartialMessageable | Channel,
        shown: Shown,
        place: dict[str, Any] | None = None,
        *,
        again: bool = False,
        lead: str | None = None,
    ) -> dict[str, Any]:
        """Posts a step and notes it in the session's place (or in a new `place`), as one thing. Raises discord.HTTPException."""
        async with self.order(channel.id):
            if place is not None:
                # Before it is used: a process that dies after the post leaves a session that is found by what is written there, and one
                # that dies before it leaves a session that the next start shows there.
                await self.interviews.moved(shown.session.id, place)
            posted = await post(channel, shown, self.texts, again=again, lead=lead, recent=self.recent)
            noted = {**(place or shown.session.place), **posted}
            await self.interviews.moved(shown.session.id, noted, durable=False)
        return noted

    def _channel(self, place: dict[str, Any]) -> discord.PartialMessageable:
        return self.client.get_partial_messageable(int(place["channel"]))

    async def _here(self, responder: Responder, shown: Shown, why: tuple[Text, ...]) -> None:
        """Goes on where only this person sees it."""
        await self._in_private(responder, shown, why)
        here = {"kind": "here", "user": responder.interaction.user.id, "language": spoken(), "step": shown.session.step}
        await self.interviews.moved(shown.session.id, here)

    async def _noted(self, shown: Shown, noted: dict[str, Any]) -> None:
        await self.interviews.moved(shown.session.id, {**shown.session.place, **noted}, durable=False)

    # Starting and coming back ---------------------------------------------------------------------------------------------

    async def open(
        self,
        responder: Responder,
        shown: Shown,
        wanted: str | None,
        *,
        again: bool = False,
        lead: tuple[Text, ...] = (),
        public: bool = False,
    ) -> None:
        """Opens a place for a session and says where it is, after the lines of `lead`; a thread is `public` where the server's admins have
        set that. The responder is held: a thread takes its time."""
        await responder.hold()
        texts = self.texts
        placed = await settle(
            responder.interaction,
            wanted,
            texts("discord.thread.name", title=title_of(shown.state, texts)),
            lambda channel, place: self.post(channel, shown, place, again=again, lead=thread_lead(place, shown)),
            texts,
            public=public,
        )
        if placed.kind == "here":
            await self._here(responder, shown, (*lead, *placed.why))
            return
        await responder.private(line(opened(placed, responder.interaction.channel_id, shown, lead, texts)))

    async def resume(self, responder: Responder, session: str | None = None) -> None:
        """Shows where a session stands: in its own place if that is still there, else in a new one. Raises NothingOpen, NotYours."""
        interaction = responder.interaction
        shown = await self.interviews.resume(who(interaction.user), session)
        place = shown.session.place
        if not shown.session.is_open:
            await self._in_private(responder, shown)
        elif "channel" not in place:
            await self._here(responder, shown, ())
        else:
            await responder.hold()
            try:
                await self.post(self._channel(place), shown, again=True)
                await self._let_in(place, interaction)
            except discord.HTTPException as error:
                if not gone(error):
                    raise
                await self.open(responder, shown, str(place.get("kind", "thread")), again=True)
                return
            told = "discord.resumed.here" if interaction.channel_id == place["channel"] else "discord.resumed.there"
            await responder.private(line(self.texts.text(told, where=link(place, self.texts))))

    async def _let_in(self, place: dict[str, Any], interaction: discord.Interaction) -> None:
        """Whoever asks from elsewhere may have left the thread, and is let in again; or its server, and then Discord refuses."""
        if place.get("kind") == "thread" and interaction.channel_id != place["channel"]:
            await self.client.http.add_user_to_thread(int(place["channel"]), interaction.user.id)

    async def _in_private(self, responder: Responder, shown: Shown, why: tuple[Text, ...] = ()) -> None:
        """Everything a step shows, to this person alone; where the session is shown stays as it is noted."""
        message, file = whole(shown, self.texts, why)
        await responder.private(message)
        if file is not None:
            await responder.private(file)


def _stands_alone(place: dict[str, Any]) -> bool:
    """Whether only the person sees it, in one message that changes."""
    return place.get("kind") == "here" or "channel" not in place


def _turns_in_place(interaction: discord.Interaction, shown: Shown) -> bool:
    """The walk-through turns its pages on one message, as a book does."""
    clicked = interaction.message
    return shown.state.setup.mode == "learn" and clicked is not None and clicked.flags.components_v2 and not clicked.flags.ephemeral
