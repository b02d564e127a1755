"""`/leaderboard`: the best of a server, as far as they ask to be named; seen by whoever asked, and by nobody else."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import described, options
from bot.discord_app.ids import NO_SESSION, CustomId
from bot.discord_app.present import Present
from bot.discord_app.quiz.pages import page
from bot.discord_app.render import Outgoing, Press
from bot.discord_app.responding import Responder
from bot.discord_app.who import who
from bot.usecases.exchange import Who
from bot.usecases.leaderboard import Leaderboard
from bot.usecases.local_time import PERIODS, Period
from bot.usecases.refusals import OnlyInServers
from bot.wording.leaderboard import board as blocks_of

_USUAL: Period = "month"
# Who is still here is asked so often for one page: then the board is shown as it is.
_ROUNDS = 3


def _periods() -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=described(f"quiz.period.{id}"), value=id) for id in PERIODS]


class Boards(Cog):
    def __init__(self, app: App) -> None:
        self.app = app
        self._board = Leaderboard(app.means)
        self._present = Present()
        self._routes = {"board": self.turn, "boardjoin": self.join, "boardleave": self.leave}

    async def cog_load(self) -> None:
        for action, handler in self._routes.items():
            self.app.router.add(action, handler, "update")

    @app_commands.command(name="leaderboard", description=described("quiz.leaderboard"))
    @options("quiz.option.{}", period=_periods())
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def leaderboard(self, interaction: discord.Interaction, period: str | None = None) -> None:
        async with self.app.answering(interaction) as responder:
            await responder.private(await self._page(interaction, _period(period)))

    async def turn(self, responder: Responder, id: CustomId) -> None:
        await responder.update(await self._page(responder.interaction, _period(id.value)))

    async def join(self, responder: Responder, id: CustomId) -> None:
        interaction = responder.interaction
        await self._board.join(who(interaction.user), _server(interaction))
        await responder.update(await self._page(interaction, _period(id.value)))

    async def leave(self, responder: Responder, id: CustomId) -> None:
        interaction = responder.interaction
        await self._board.leave(who(interaction.user), _server(interaction))
        await responder.update(await self._page(interaction, _period(id.value)))

    async def _page(self, interaction: discord.Interaction, period: Period) -> Outgoing:
        texts = self.app.texts
        person, server = who(interaction.user), _server(interaction)
        shown = await self._board.board(person, server, period)
        for _ in range(_ROUNDS):
            left = await self._present.gone(interaction.guild, [place.member for place in shown.places])
            if not left:
                break
            await self._board.gone(server, [Who("discord", id) for id in left])
            shown = await self._board.board(person, server, period)
        others = [Press(texts(f"leaderboard.{each}"), CustomId("board", NO_SESSION, 0, each)) for each in PERIODS if each != period]
        named = "boardleave" if shown.joined else "boardjoin"
        label = texts("leaderboard.leave" if shown.joined else "leaderboard.join")
        choice = Press(label, CustomId(named, NO_SESSION, 0, period), "secondary" if shown.joined else "primary")
        return page(blocks_of(shown, texts), texts, others, [choice])


def _period(value: str | None) -> Period:
    return next((period for period in PERIODS if period == value), _USUAL)


def _server(interaction: discord.Interaction) -> int:
    if interaction.guild_id is None or not interaction.is_guild_integration():
        raise OnlyInServers
    return interaction.guild_id
