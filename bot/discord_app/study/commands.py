"""`/study open`, `/study panel` and `/study calibration`."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.core.study import MAX_MINUTES, MIN_MINUTES
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described, options
from bot.discord_app.interviews.options import scenario_meant, scenarios_for
from bot.discord_app.paginate import sheets
from bot.discord_app.render import Look, Outgoing, layout
from bot.discord_app.study.panels import PeerPanels
from bot.discord_app.study.rooms import StudyRooms
from bot.discord_app.who import who
from bot.usecases.calibrating import calibration_of
from bot.wording.calibrating import calibration_over_time


class StudyCommands(Cog):
    """The commands; what their buttons do stands in the cogs of rooms.py and panels.py."""

    def __init__(self, app: App, rooms: StudyRooms, panels: PeerPanels) -> None:
        self.app = app
        self._rooms = rooms
        self._panels = panels

    study = anywhere(app_commands.Group(name="study", description=described("study.name")))

    @study.command(name="open", description=described("study.open"))
    @options("study.option.{}")
    async def open(
        self,
        interaction: discord.Interaction,
        principle: str | None = None,
        level: str | None = None,
        scenario: str | None = None,
        question: app_commands.Range[str, 10, 300] | None = None,
        minutes: app_commands.Range[int, MIN_MINUTES, MAX_MINUTES] | None = None,
    ) -> None:
        async with self.app.answering(interaction) as responder:
            meant = await scenario_meant(self.app, interaction, scenario)
            await self._rooms.open(responder, level=level, principle=principle, scenario=meant, question=question, minutes=minutes)

    @open.autocomplete("scenario")
    async def scenarios(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await scenarios_for(self.app, interaction, typed)

    @study.command(name="panel", description=described("study.panel"))
    @options("study.option.{}")
    async def panel(
        self, interaction: discord.Interaction, partner: discord.User, principle: str | None = None, level: str | None = None
    ) -> None:
        async with self.app.answering(interaction) as responder:
            await self._panels.open(responder, partner, principle, level)

    @study.command(name="calibration", description=described("study.calibration"))
    async def calibration(self, interaction: discord.Interaction) -> None:
        async with self.app.answering(interaction) as responder:
            track = await calibration_of(self.app.means, who(interaction.user))
            await responder.private(Outgoing(view=layout(sheets(calibration_over_time(track, self.app.texts))[0], Look())))
