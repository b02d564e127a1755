"""`/progress`: the chart, what it says in words and tables, and what to do next."""

from __future__ import annotations

import logging

import discord
from discord import app_commands

from bot.core.vocabulary import LEVELS, PRINCIPLES
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described, options
from bot.discord_app.drawing import Drawing
from bot.discord_app.ids import NO_SESSION, CustomId
from bot.discord_app.render import Outgoing
from bot.discord_app.responding import Responder
from bot.discord_app.turning import leaf, pictured
from bot.discord_app.who import who
from bot.usecases.progress import bands_of, progress_of
from bot.usecases.tellings import Tellings
from bot.wording.history import narrowed
from bot.wording.progress import alternative, progress_page

_log = logging.getLogger(__name__)
PICTURE = "progress.png"
# Anything is meant.
ANY = "-"


class ProgressCommands(Cog):
    def __init__(self, app: App, tellings: Tellings, drawing: Drawing) -> None:
        self.app = app
        self._tellings = tellings
        self._drawing = drawing

    async def cog_load(self) -> None:
        self.app.router.add("progress", self.turn, "update")

    @anywhere
    @app_commands.command(name="progress", description=described("progress"))
    @options("option.only_{}")
    async def progress(self, interaction: discord.Interaction, principle: str | None = None, level: str | None = None) -> None:
        async with self.app.answering(interaction) as responder:
            await responder.private(await self._page(interaction.user, 0, principle, level))

    async def turn(self, responder: Responder, id: CustomId) -> None:
        principle, _, level = id.value.partition(".")
        wanted = principle if principle in PRINCIPLES else None, level if level in LEVELS else None
        await responder.update(await self._page(responder.interaction.user, id.step, *wanted))

    async def _page(self, user: discord.abc.User, page: int, principle: str | None, level: str | None) -> Outgoing:
        texts = self.app.texts
        found = await progress_of(self._tellings, who(user), principle=principle, level=level)
        value = f"{principle or ANY}.{level or ANY}"
        only = narrowed(principle, level, None, None, texts)
        blocks = progress_page(found, texts, only=only)
        message = leaf(blocks, page, lambda other: CustomId("progress", NO_SESSION, other, value), texts)
        if not found.drawable or page:
            return message
        bands = bands_of(self._tellings.rubric)
        try:
            # What draws is loaded by whoever sees a chart first.
            from bot.wording.charts import progress_chart

            picture = await self._drawing(progress_chart, found, bands, texts)
        except Exception:
            # The tables say the same: nobody goes without for want of a picture.
            _log.exception("the chart of %d interviews could not be drawn", len(found.points))
            return message
        return pictured(message, PICTURE, picture, alternative(found, bands, texts))
