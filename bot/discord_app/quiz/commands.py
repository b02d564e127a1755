"""`/quiz solo`, `/quiz party` and `/quiz daily`."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.core.quiz_party import MAX_QUESTIONS, MAX_WINDOW, MIN_QUESTIONS, MIN_WINDOW
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described, options
from bot.discord_app.quiz.daily import DailyPosts
from bot.discord_app.quiz.daily_settings import DailySettings, Typed, matching_zones
from bot.discord_app.quiz.party import PartyQuiz
from bot.discord_app.quiz.solo import SoloQuiz
from bot.usecases.quiz import MOST_COUNT
from bot.usecases.quiz_daily import DUE


class QuizCommands(Cog):
    """The commands; what their buttons do stands in the cogs of solo.py and party.py."""

    def __init__(self, app: App, client: discord.Client, solo: SoloQuiz, party: PartyQuiz) -> None:
        self.app = app
        self._solo = solo
        self._party = party
        self._posts = DailyPosts(app, client)
        self._settings = DailySettings(app, self._posts)

    async def cog_load(self) -> None:
        self.app.schedule.serve(DUE, self._posts.serve, by_date=True)

    quiz = anywhere(app_commands.Group(name="quiz", description=described("quiz.name")))

    @quiz.command(name="solo", description=described("quiz.solo"))
    @options("quiz.option.{}")
    async def solo(
        self,
        interaction: discord.Interaction,
        principle: str | None = None,
        count: app_commands.Range[int, 1, MOST_COUNT] | None = None,
        level: str | None = None,
    ) -> None:
        async with self.app.answering(interaction) as responder:
            await self._solo.begin(responder, principle, count, level)

    @quiz.command(name="party", description=described("quiz.party"))
    @options("quiz.option.{}")
    async def party(
        self,
        interaction: discord.Interaction,
        questions: app_commands.Range[int, MIN_QUESTIONS, MAX_QUESTIONS] | None = None,
        window: app_commands.Range[int, MIN_WINDOW, MAX_WINDOW] | None = None,
        principle: str | None = None,
    ) -> None:
        async with self.app.answering(interaction) as responder:
            await self._party.open(responder, questions, window, principle)

    @quiz.command(name="daily", description=described("quiz.daily"))
    @options("quiz.option.{}")
    async def daily(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel | None = None,
        time: app_commands.Range[str, 1, 20] | None = None,
        zone: app_commands.Range[str, 1, 60] | None = None,
        weekdays: app_commands.Range[str, 1, 80] | None = None,
        role: discord.Role | None = None,
        off: bool = False,
    ) -> None:
        async with self.app.answering(interaction) as responder:
            await self._settings.serve(responder, Typed(channel, time, zone, weekdays, role), off=off)

    @daily.autocomplete("zone")
    async def zones(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return matching_zones(typed)
