"""`/settings`: what a server's admins decide, each change true at once, and a look at what the bot may do in each channel."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.core.server_settings import ServerSettings
from bot.discord_app import rights
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import described
from bot.discord_app.ids import CustomId, NotOurs
from bot.discord_app.paginate import sheets
from bot.discord_app.quiz.daily import DailyPosts
from bot.discord_app.quiz.daily_settings import hindrance
from bot.discord_app.render import Look, Outgoing, layout
from bot.discord_app.responding import Responder
from bot.discord_app.settings.daily import daily_page, plan_with, summary
from bot.discord_app.settings.page import page, read
from bot.discord_app.settings.permissions import invite, lacking, looked_at
from bot.usecases.packs import Packs
from bot.usecases.quiz_daily import Dailies
from bot.usecases.refusals import NotAnAdmin, OnlyInServers
from bot.wording.blocks import Block, Bullets, Paragraph, Text, named
from bot.wording.findings import heading
from bot.wording.language import language_for
from bot.wording.names import listed

# As many channels are named as a page holds.
NAMED = 20


class SettingsCommands(Cog):
    def __init__(self, app: App, packs: Packs) -> None:
        self.app = app
        self._packs = packs
        self._dailies = Dailies(app.means)
        self._posts = DailyPosts(app, app.flow.client)

    async def cog_load(self) -> None:
        self.app.router.add("setting", self.change, "update")
        self.app.router.add("permissions", self.check)
        self.app.router.add("settings", self.back, "update")
        self.app.router.add("daily", self.daily, "update")
        self.app.router.add("dailyset", self.change_daily, "update")
        self.app.router.add("dailyoff", self.daily_off, "update")

    @app_commands.command(name="settings", description=described("settings"))
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.default_permissions(manage_guild=True)
    async def settings(self, interaction: discord.Interaction) -> None:
        async with self.app.answering(interaction) as responder:
            server = admins_server(interaction)
            await responder.private(await self._page(server, await self.app.settings.of(server)))

    async def change(self, responder: Responder, id: CustomId) -> None:
        server = admins_server(responder.interaction)
        data: Any = responder.interaction.data or {}
        value = read(id.value, data.get("values", ()))
        try:
            settings = await self.app.settings.change(server, id.value, value)
        except ValueError as error:
            raise NotOurs(id.value) from error
        await responder.update(await self._page(server, settings, id.value))

    async def back(self, responder: Responder, id: CustomId) -> None:
        server = admins_server(responder.interaction)
        await responder.update(await self._page(server, await self.app.settings.of(server)))

    async def daily(self, responder: Responder, id: CustomId) -> None:
        server = admins_server(responder.interaction)
        await responder.update(daily_page(await self._dailies.standing(server), self.app.texts))

    async def change_daily(self, responder: Responder, id: CustomId) -> None:
        """What was chosen holds at once; a channel that is chosen turns the daily question on."""
        interaction, texts = responder.interaction, self.app.texts
        server = admins_server(interaction)
        data: Any = interaction.data or {}
        standing = await self._dailies.standing(server)
        plan = plan_with(id.value, data.get("values", ()), standing[0] if standing else None)
        on = standing is not None and standing[0].enabled
        if plan is None or not (on or id.value == "channel"):
            # The page was opened before somebody else turned it off.
            await responder.update(daily_page(standing, texts))
            return
        role = None if interaction.guild is None or plan.role_id is None else interaction.guild.get_role(plan.role_id)
        wrong = hindrance(interaction.guild, plan.channel_id, role if id.value in ("role", "channel") else None, texts)
        if wrong is None:
            try:
                await self._posts.turn_on(interaction.user, server, plan)
            except LookupError as error:
                raise NotOurs(plan.zone) from error
            wrong = texts.text("settings.changed", what=texts("settings.daily.name"))
        await responder.update(daily_page(await self._dailies.standing(server), texts, above=wrong))

    async def daily_off(self, responder: Responder, id: CustomId) -> None:
        server, texts = admins_server(responder.interaction), self.app.texts
        await self._posts.turn_off(server, responder.hold)
        above = texts.text("settings.changed", what=texts("settings.daily.name"))
        await responder.update(daily_page(await self._dailies.standing(server), texts, above=above))

    async def check(self, responder: Responder, id: CustomId) -> None:
        """What is missing where; what is there needs no list."""
        server = admins_server(responder.interaction)
        guild = responder.interaction.guild
        assert guild is not None
        settings = await self.app.settings.of(server)
        view = layout(sheets(self._checked(guild, settings))[0], Look())
        link: ui.Button[Any] = ui.Button(
            style=discord.ButtonStyle.link,
            label=self.app.texts("settings.check.invite"),
            url=invite(responder.interaction.application_id, settings),
        )
        view.add_item(ui.ActionRow(link))
        await responder.private(Outgoing(view=view))

    async def _page(self, server: int, settings: ServerSettings, changed: str | None = None) -> Outgoing:
        texts = self.app.texts
        daily = summary(await self._dailies.standing(server), texts)
        packs = len(await self._packs.listed(server))
        guild = self.app.flow.client.get_guild(server)
        own = language_for(None if guild is None else guild.preferred_locale)
        return page(settings, self.app.config, daily, packs, own, texts, changed=changed)

    def _checked(self, guild: discord.Guild, settings: ServerSettings) -> tuple[Block, ...]:
        texts, found = self.app.texts, list(lacking(guild, settings))
        blocks: list[Block] = [heading("settings.check.heading", texts, 2)]
        if not found:
            blocks.append(Paragraph(texts.text("settings.check.ok", n=len(looked_at(guild, settings)))))
            return tuple(blocks)
        lines: list[Text] = [
            texts.text(
                "settings.check.lacks",
                channel=named("channel", one.channel),
                names=listed([texts(f"discord.permission.{permission}") for permission in one.permissions], texts),
            )
            for one in found[:NAMED]
        ]
        blocks += [Paragraph(texts.text("settings.check.missing")), Bullets(tuple(lines))]
        if len(found) > NAMED:
            blocks.append(Paragraph(texts.text("settings.check.more", n=len(found) - NAMED)))
        missing = [name for name in (*rights.REASONS, "create_public_threads") if any(name in one.permissions for one in found)]
        reasons = tuple(
            texts.text("settings.check.reason", name=texts(f"discord.permission.{name}"), why=texts(f"settings.why.{name}"))
            for name in missing
        )
        return (*blocks, heading("settings.check.why", texts, 3), Bullets(reasons), Paragraph(texts.text("settings.check.how")))


def admins_server(interaction: discord.Interaction) -> int:
    """The server whose settings this member may change. Raises OnlyInServers, NotAnAdmin: Discord shows the command to admins only, and a
    page that was opened before a role was taken away is refused here."""
    if interaction.guild_id is None or interaction.guild is None or not interaction.is_guild_integration():
        raise OnlyInServers
    if not interaction.permissions.manage_guild:
        raise NotAnAdmin
    return interaction.guild_id
