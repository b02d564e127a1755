"""`/pack new`, `/pack add`, `/pack list`, `/pack remove`: a server's own scenarios, for its admins."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import described, options
from bot.discord_app.escape import cut
from bot.discord_app.ids import CustomId
from bot.discord_app.limits import CHOICES, OPTION_LABEL
from bot.discord_app.render import Outgoing, line
from bot.discord_app.responding import Responder
from bot.discord_app.retrying import read
from bot.discord_app.settings import admins_server
from bot.discord_app.turning import leaf
from bot.discord_app.who import who
from bot.usecases.packs import Packs, Uploaded
from bot.usecases.refusals import PackTooLarge
from bot.wording.blocks import Block, Bullets, Note, Paragraph, plain, said
from bot.wording.findings import heading
from bot.wording.names import name_of
from bot.wording.typed import fits

# Nothing larger is fetched from Discord: no scenario comes near it.
MOST_KB = 256
MOST_NAME = 60


class PackCommands(Cog):
    def __init__(self, app: App, packs: Packs) -> None:
        self.app = app
        self._packs = packs

    async def cog_load(self) -> None:
        self.app.router.add("packs", self.turn, "update")

    pack = app_commands.Group(
        name="pack",
        description=described("pack.name"),
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    )

    @pack.command(name="new", description=described("pack.new"))
    @options("pack.option.{}")
    async def new(self, interaction: discord.Interaction, principle: str, name: app_commands.Range[str, 1, MOST_NAME]) -> None:
        async with self.app.answering(interaction) as responder:
            file = await self._packs.begun(admins_server(interaction), principle, name)
            told = self.app.texts.text("pack.begun", file=said(file[0]), principle=name_of("principle", principle, self.app.texts))
            await responder.private(line(told, file=file))

    @pack.command(name="add", description=described("pack.add"))
    @options("pack.option.{}")
    async def add(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        async with self.app.answering(interaction) as responder:
            server = admins_server(interaction)
            if file.size > MOST_KB * 1024:
                raise PackTooLarge(limit=MOST_KB)
            await responder.hold()
            came = await self._packs.add(who(interaction.user), server, file.filename, await read(file))
            await responder.private(self._told(file.filename, came))

    @pack.command(name="list", description=described("pack.list"))
    async def shown(self, interaction: discord.Interaction) -> None:
        async with self.app.answering(interaction) as responder:
            await responder.private(await self._page(admins_server(interaction), 0))

    async def turn(self, responder: Responder, id: CustomId) -> None:
        await responder.update(await self._page(admins_server(responder.interaction), id.step))

    @pack.command(name="remove", description=described("pack.remove"))
    @options("pack.option.{}")
    async def remove(self, interaction: discord.Interaction, scenario: str) -> None:
        async with self.app.answering(interaction) as responder:
            gone = await self._packs.remove(admins_server(interaction), scenario)
            told = self.app.texts.text("pack.removed", title=said(gone.title))
            await responder.private(line(told, file=gone.file))

    @remove.autocomplete("scenario")
    async def own(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = [] if interaction.guild_id is None else await self._packs.listed(interaction.guild_id)
        fitting = [one for one in found if fits(typed, one.title, one.id)]
        return [app_commands.Choice(name=cut(f"{one.title} ({one.id})", OPTION_LABEL), value=one.id) for one in fitting[:CHOICES]]

    def _told(self, name: str, came: Uploaded) -> Outgoing:
        texts, count = self.app.texts, len(came.problems)
        problems = (("problems.txt", "\n\n".join(map(str, came.problems)) + "\n"),) if count else ()
        if came.scenario is None:
            return replace(line(texts.text("pack.refused", file=said(name), n=count)), files=problems)
        principle = name_of("principle", came.scenario.principle, texts)
        before = () if came.replaced is None else (came.replaced,)
        told = texts.text("pack.replaced" if before else "pack.added", title=said(came.scenario.title), principle=principle)
        if count:
            told = (*told, *plain("\n"), *texts.text("pack.remarks", n=count))
        return replace(line(told), files=before + problems)

    async def _page(self, server: int, page: int) -> Outgoing:
        return leaf(await self._listing(server), page, lambda other: CustomId("packs", step=other), self.app.texts)

    async def _listing(self, server: int) -> tuple[Block, ...]:
        texts, found = self.app.texts, await self._packs.listed(server)
        if not found:
            return heading("pack.heading", texts, 2), Paragraph(texts.text("pack.none"))
        lines = tuple(
            texts.text("pack.line", title=said(one.title), principle=name_of("principle", one.principle, texts), id=one.id) for one in found
        )
        return heading("pack.heading", texts, 2), Bullets(lines), Note(texts.text("pack.kept_apart"))
