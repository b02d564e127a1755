"""`/interview start`, `resume`, `status` and `end`, and `/learn`."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.core.events import Ended
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described, offered, options
from bot.discord_app.here import server_of
from bot.discord_app.ids import CustomId, NotOurs
from bot.discord_app.interviews.ending import are_you_sure, is_asked_first
from bot.discord_app.interviews.options import scenario_meant, scenarios_for
from bot.discord_app.interviews.several import beside, several
from bot.discord_app.interviews.standing import standing
from bot.discord_app.left_idle import closed_line
from bot.discord_app.loop import LoopDays
from bot.discord_app.render import line
from bot.discord_app.responding import Responder
from bot.discord_app.settings.gate import elsewhere
from bot.discord_app.study.rooms import StudyRooms
from bot.discord_app.who import who
from bot.usecases.exchange import Wish
from bot.usecases.refusals import NothingOpen
from bot.usecases.reviving import last_left_idle
from bot.usecases.showing import Session, open_sessions

# A place of its own kind: everybody in the channel sits in the bar raiser's chair.
ROOM = app_commands.Choice(name=described("choice.place.room"), value="room")
# With nothing chosen: an interview as `/interview start` alone begins it.
_PRACTICE = CustomId("practice")


class InterviewCommands(Cog):
    def __init__(self, app: App, rooms: StudyRooms, days: LoopDays) -> None:
        self.app = app
        self._rooms = rooms
        self._days = days

    async def cog_load(self) -> None:
        self.app.router.add("practice", self.practice)

    interview = anywhere(app_commands.Group(name="interview", description=described("interview")))

    @interview.command(name="start", description=described("start"))
    @options(place=[*offered("place"), ROOM])
    async def start(
        self,
        interaction: discord.Interaction,
        principle: str | None = None,
        level: str | None = None,
        mode: str | None = None,
        scenario: str | None = None,
        story: str | None = None,
        place: str | None = None,
    ) -> None:
        if place != ROOM.value:
            await self._begin(interaction, principle, level, mode or "practice", scenario, story or "own", place)
            return
        async with self.app.answering(interaction) as responder:
            if mode not in (None, "evaluate"):
                await responder.private(line(self.app.texts.text("study.ack.room_is_chair")))
            else:
                meant = await scenario_meant(self.app, interaction, scenario)
                await self._rooms.open(responder, level=level, principle=principle, scenario=meant, chair=True)

    @anywhere
    @app_commands.command(name="learn", description=described("learn"))
    @options()
    async def learn(
        self,
        interaction: discord.Interaction,
        principle: str | None = None,
        level: str | None = None,
        scenario: str | None = None,
        place: str | None = None,
    ) -> None:
        await self._begin(interaction, principle, level, "learn", scenario, "own", place)

    @start.autocomplete("scenario")
    @learn.autocomplete("scenario")
    async def scenarios(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await scenarios_for(self.app, interaction, typed)

    @interview.command(name="loop", description=described("loop"))
    @app_commands.describe(place=described("option.loop_place"))
    @options()
    async def loop(self, interaction: discord.Interaction, level: str | None = None, place: str | None = None) -> None:
        async with self.app.answering(interaction) as responder:
            await self._days.open(responder, level, place)

    @interview.command(name="resume", description=described("resume"))
    async def resume(self, interaction: discord.Interaction) -> None:
        async with self.app.answering(interaction) as responder:
            if (session := await self._meant(responder, "resume")) is not None:
                await self.app.flow.resume(responder, session.id)

    @interview.command(name="status", description=described("status"))
    async def status(self, interaction: discord.Interaction) -> None:
        async with self.app.answering(interaction) as responder:
            if (session := await self._meant(responder, "status")) is not None:
                stands = await self.app.interviews.stands(who(interaction.user), session.id)
                await responder.private(line(standing(stands, self.app.texts)))

    @interview.command(name="end", description=described("end"))
    async def end(self, interaction: discord.Interaction) -> None:
        async with self.app.answering(interaction) as responder:
            if (session := await self._meant(responder, "end")) is None:
                return
            person = who(interaction.user)
            stands = await self.app.interviews.resume(person, session.id)
            if is_asked_first(Ended(), stands):
                await responder.private(are_you_sure(stands, self.app.texts))
            else:
                await self.app.flow.deliver(responder, stands.session.step, await self.app.interviews.end(person, stands.session.id))

    async def _meant(self, responder: Responder, asked: str) -> Session | None:
        """Who is where one of several open interviews is held means that one. Anywhere else each may be meant: they are shown, and None is
        given, as it is where none is open (`_not_open`)."""
        interaction = responder.interaction
        found = await open_sessions(self.app.interviews, who(interaction.user))
        if not found:
            await self._not_open(responder)
            return None
        here = [one for one in found if "channel" in one.place and one.place["channel"] == interaction.channel_id]
        meant = here or found
        if len(meant) > 1:
            await responder.private(several(meant, asked, self.app.texts))
            return None
        return meant[0]

    async def _not_open(self, responder: Responder) -> None:
        """A day between two rounds is shown as it stands. Whoever comes back for an interview that was left idle is given the way on with
        it: where only its member saw it, nobody has told them that it was closed. Raises NothingOpen."""
        try:
            await self._days.stands(responder)
        except NothingOpen:
            idle = await last_left_idle(self.app.interviews, who(responder.interaction.user))
            if idle is None:
                raise
            await responder.private(closed_line(self.app, idle, "discord.idle.last"))

    async def _begin(
        self,
        interaction: discord.Interaction,
        principle: str | None,
        level: str | None,
        mode: str,
        scenario: str | None,
        story: str,
        place: str | None,
    ) -> None:
        async with self.app.answering(interaction) as responder:
            meant = await scenario_meant(self.app, interaction, scenario)
            await self._open(responder, Wish(principle, level or "", mode, story, meant), place)

    async def practice(self, responder: Responder, id: CustomId) -> None:
        """A first interview, as the command without options begins it. The button stands where commands may not be taken."""
        if id != _PRACTICE:
            raise NotOurs(str(id))
        told = await elsewhere(responder.interaction, self.app)
        if told is None:
            await self._open(responder, Wish(level=""), None)
        else:
            await responder.private(line(told))

    async def _open(self, responder: Responder, wish: Wish, place: str | None) -> None:
        """Begins what is wished for; its level, where it names none (""), and its follow-ups are the server's."""
        interaction, config = responder.interaction, self.app.config
        user = interaction.user
        # A place without a channel is one that only this person sees: true until another is open.
        first = {"kind": "here", "user": user.id}
        server = server_of(interaction)
        settings = await self.app.settings.of(server)
        wish = replace(wish, level=wish.level or settings.level or config.level, probes=settings.probes or config.probes)
        lead = await beside(self.app, who(user))
        shown = await self.app.interviews.start(who(user), wish, server_id=server, place=first)
        await self.app.flow.open(responder, shown, place, lead=lead, public=settings.threads == "public")
