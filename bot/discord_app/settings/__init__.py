"""`/settings`: what a server's admins decide, each change true at once, and a look at what the bot may do in each channel."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.core.server_settings import ServerSettings
from bot.discord_app import rights
from bot.discord_app.app import App
from bot.discord_app.described import described
from bot.discord_app.ids import CustomId
from bot.discord_app.paginate import sheets
from bot.discord_app.quiz.daily import DailyPosts
from bot.discord_app.render import Look, Outgoing, layout
from bot.discord_app.responding import Responder
from bot.discord_app.settings.page import page, read
from bot.discord_app.settings.permissions import invite, lacking, looked_at
from bot.usecases.packs import Packs
from bot.usecases.quiz_daily import Dailies
from bot.usecases.refusals import NotAnAdmin, OnlyInServers
from bot.wording.blocks import Block, Bullets, Paragraph, Text, named
from bot.wording.findings import heading
from bot.wording.language import language_for, speaking
from bot.wording.names import listed

# As many channels are named as a page holds.
NAMED = 20


class SettingsCommands(commands.Cog):
    def __init__(self, app: App, packs: Packs) -> None:
        self.app = app
        self._packs = packs
        self._dailies = Dailies(app.means)
        self._posts = DailyPosts(app, app.flow.client)

    async def cog_load(self) -> None:
        self.app.router.add("setting", self.change, "update")
        self.app.router.add("permissions", self.check)
        self.app.router.add("dailyoff", self.daily_off, "update")

    async def cog_unload(self) -> None:
        self.app.router.remove("setting")
        self.app.router.remove("permissions")
        self.app.router.remove("dailyoff")

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
        settings = await self.app.settings.change(server, id.value, read(id.value, data.get("values", ())))
        await responder.update(await self._page(server, settings, id.value))

    async def daily_off(self, responder: Responder, id: CustomId) -> None:
        """The daily question is turned on by its own command, which needs a channel and a time; off takes one click."""
        server = admins_server(responder.interaction)
        reveals = await self._dailies.turn_off(server)
        if reveals:
            await responder.hold()
            with speaking(await self.app.language_of(server)):
                await self._posts.reveal(reveals)
        await responder.update(await self._page(server, await self.app.settings.of(server), "daily"))

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
        texts, standing = self.app.texts, await self._dailies.standing(server)
        on = standing is not None and standing[0].enabled
        daily = texts.text("settings.daily.on", channel=named("channel", standing[0].channel_id)) if on and standing else None
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
                names=listed([rights.shown(permission) for permission in one.permissions], texts),
            )
            for one in found[:NAMED]
        ]
        blocks += [Paragraph(texts.text("settings.check.missing")), Bullets(tuple(lines))]
        if len(found) > NAMED:
            blocks.append(Paragraph(texts.text("settings.check.more", n=len(found) - NAMED)))
        missing = [name for name in (*rights.REASONS, "create_public_threads") if any(name in one.permissions for one in found)]
        reasons = tuple(texts.text("settings.check.reason", name=rights.shown(name), why=texts(f"settings.why.{name}")) for name in missing)
        return (*blocks, heading("settings.check.why", texts, 3), Bullets(reasons), Paragraph(texts.text("settings.check.how")))


def admins_server(interaction: discord.Interaction) -> int:
    """The server whose settings this member may change. Raises OnlyInServers, NotAnAdmin: Discord shows the command to admins only, and a
    page that was opened before a role was taken away is refused here."""
    if interaction.guild_id is None or interaction.guild is None or not interaction.is_guild_integration():
        raise OnlyInServers
    if not interaction.permissions.manage_guild:
        raise NotAnAdmin
    return interaction.guild_id
