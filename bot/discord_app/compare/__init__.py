"""`/compare`: two attempts at the same question, and the way to any other two."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described
from bot.discord_app.escape import cut
from bot.discord_app.ids import NO_SESSION, CustomId
from bot.discord_app.limits import OPTION_LABEL, SELECT_OPTIONS
from bot.discord_app.picking import picked
from bot.discord_app.render import Outgoing, Press
from bot.discord_app.responding import Responder
from bot.discord_app.turning import leaf
from bot.discord_app.who import who
from bot.usecases.compare import Compared, Comparing, Question
from bot.wording.compare import comparison_page
from bot.wording.dates import day_of


class CompareCommands(Cog):
    def __init__(self, app: App) -> None:
        self.app = app
        self._comparing = Comparing(app.means)

    async def cog_load(self) -> None:
        self.app.router.add("compare", self.turn, "update")
        self.app.router.add("comparewith", self.choose, "update")

    @anywhere
    @app_commands.command(name="compare", description=described("compare"))
    async def compare(self, interaction: discord.Interaction) -> None:
        async with self.app.answering(interaction) as responder:
            await responder.private(await self._page(interaction.user, None, None, None, 0))

    async def turn(self, responder: Responder, id: CustomId) -> None:
        """Another page, or another pair: `value` is the two numbers. From a session that is shown privately (no pair yet) it opens anew."""
        before, _, after = id.value.partition(".")
        named = before.isdigit() and after.isdigit()
        one, two = (int(before), int(after)) if named else (None, None)
        page = await self._page(responder.interaction.user, id.session, one, two, id.step)
        if id.value:
            await responder.update(page)
        else:
            await responder.private(page)

    async def choose(self, responder: Responder, id: CustomId) -> None:
        await responder.update(await self._page(responder.interaction.user, picked(responder), None, None, 0))

    async def _page(self, user: discord.abc.User, session: str | None, before: int | None, after: int | None, page: int) -> Outgoing:
        texts, person = self.app.texts, who(user)
        found = await self._comparing.pair(person, session, before, after)
        one, two = found.comparison.before.number, found.comparison.after.number
        asked = await self._comparing.questions(person)
        return leaf(
            comparison_page(found.comparison, found.of, texts),
            page,
            lambda other: CustomId("compare", found.session, other, f"{one}.{two}"),
            texts,
            rows=self._others(found),
            menus=[self._menu(asked, found)] if len(asked) > 1 else [],
        )

    def _others(self, found: Compared) -> list[tuple[Press, ...]]:
        """The first attempt against the last, and each against the one before it: what people ask for."""
        one, two = found.comparison.before.number, found.comparison.after.number
        wanted = {
            "compare.action.first_last": (1, found.of),
            "compare.action.earlier": (one - 1, one),
            "compare.action.later": (two, two + 1),
        }
        row = [
            Press(self.app.texts(key), CustomId("compare", found.session, 0, f"{before}.{after}"))
            for key, (before, after) in wanted.items()
            if 1 <= before < after <= found.of and (before, after) != (one, two)
        ]
        return [tuple(row)] if row else []

    def _menu(self, asked: tuple[Question, ...], found: Compared) -> ui.Select[Any]:
        texts = self.app.texts
        options = [
            discord.SelectOption(
                label=cut(question.text, OPTION_LABEL),
                value=question.session,
                description=texts("compare.option", n=question.attempts, day=day_of(question.last_at)),
                default=question.text == found.comparison.after.question,
            )
            for question in asked[:SELECT_OPTIONS]
        ]
        return ui.Select(custom_id=str(CustomId("comparewith", NO_SESSION)), options=options, placeholder=texts("compare.choose"))
