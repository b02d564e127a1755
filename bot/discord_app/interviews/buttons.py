"""The buttons under a question or a page: each is an event of the interview, or turns a page, or brings the interview back."""

from __future__ import annotations

from typing import cast

import discord

from bot.core.events import (
    AnotherAsked,
    Ended,
    Event,
    HintAsked,
    MinuteAsked,
    RepeatAsked,
    Skipped,
    TriedAgain,
    Voted,
    WentBack,
    WentOn,
)
from bot.core.vocabulary import FLAWS_AND_SIGNALS, VERDICTS, Verdict
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.forms import REASONS, chosen, vote_form
from bot.discord_app.ids import CustomId, NotOurs, number
from bot.discord_app.interviews.ending import are_you_sure, is_asked_first
from bot.discord_app.posting import is_live, page_at
from bot.discord_app.recent import Held, Place
from bot.discord_app.render import line
from bot.discord_app.responding import Responder
from bot.discord_app.screens import screen
from bot.discord_app.who import who
from bot.usecases.finding import closed
from bot.usecases.refusals import Outdated
from bot.usecases.showing import shown_at, stands_at

# Button -> what it says to the interview.
EVENTS: dict[str, type[Event]] = {
    event.name: event for event in (WentOn, WentBack, TriedAgain, HintAsked, RepeatAsked, MinuteAsked, Skipped, AnotherAsked)
}


class InterviewButtons(Cog):
    def __init__(self, app: App) -> None:
        self.app = app
        self._routes = {
            **dict.fromkeys(EVENTS, self.event),
            "vote": self.vote,
            "voted": self.voted,
            "end": self.ask_to_end,
            "ended": self.end,
            "turn": self.turn,
            "resume": self.resume,
        }

    async def cog_load(self) -> None:
        for action, handler in self._routes.items():
            self.app.router.add(action, handler, "private" if action in ("vote", "end", "resume") else "update")

    async def event(self, responder: Responder, id: CustomId) -> None:
        kind = EVENTS[id.action]
        await self._take(responder, id, AnotherAsked if kind is AnotherAsked else kind())  # type: ignore[call-arg]  # what a button says needs nothing more

    async def vote(self, responder: Responder, id: CustomId) -> None:
        shown = await self.app.interviews.resume(who(responder.interaction.user), id.session)
        if shown.session.step != id.step:
            raise Outdated if shown.session.is_open else closed(shown.session)
        await responder.form(vote_form(id.session, id.step, _verdict(id), self.app.texts))

    async def voted(self, responder: Responder, id: CustomId) -> None:
        reasons = tuple(chosen(responder.interaction, REASONS))
        if not set(reasons) <= FLAWS_AND_SIGNALS.keys():
            raise NotOurs
        await self._take(responder, id, Voted(_verdict(id), reasons))

    async def ask_to_end(self, responder: Responder, id: CustomId) -> None:
        shown = await self.app.interviews.resume(who(responder.interaction.user), id.session)
        if not shown.session.is_open:
            raise closed(shown.session)
        if shown.session.step != id.step:
            raise Outdated
        if is_asked_first(Ended(), shown):
            await responder.private(are_you_sure(shown, self.app.texts))
        else:
            await self._take(responder, id, Ended())

    async def end(self, responder: Responder, id: CustomId) -> None:
        await self._take(responder, id, Ended())

    async def turn(self, responder: Responder, id: CustomId) -> None:
        """Another page of what a step showed, then or now."""
        interaction, texts, recent = responder.interaction, self.app.texts, self.app.flow.recent
        person = who(interaction.user)
        at, is_open = await stands_at(self.app.interviews, person, id.session)
        apart = interaction.message is not None and not interaction.message.flags.ephemeral
        place = Place(id.session, id.step, at, is_open, apart, texts.language)
        held = recent.get(place)
        if held is None:
            try:
                shown, replies = await shown_at(self.app.interviews, person, id.session, id.step)
            except LookupError:
                await responder.private(line(texts.text("discord.closed_step")))
                return
            held = Held(screen(id.session, id.step, shown.state, replies, texts, apart=apart), is_live(shown, id.step))
            recent.keep(place, held)
        await responder.update(page_at(held, id.session, id.step, number(id.value or "0"), texts))

    async def resume(self, responder: Responder, id: CustomId) -> None:
        await self.app.flow.resume(responder, id.session)

    async def _take(self, responder: Responder, id: CustomId, event: Event | type[AnotherAsked]) -> None:
        interaction: discord.Interaction = responder.interaction
        shown = await self.app.flow.take(interaction.user, id.session, id.step, event, responder)
        await self.app.flow.deliver(responder, id.step, shown)


def _verdict(id: CustomId) -> Verdict:
    if id.value not in VERDICTS:
        raise NotOurs(id.value)
    return cast(Verdict, id.value)
