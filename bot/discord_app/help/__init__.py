"""`/help`: how to begin, and below it whatever else the bot does and keeps, on one screen."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described
from bot.discord_app.here import server_of
from bot.discord_app.ids import CustomId
from bot.discord_app.paginate import sheets
from bot.discord_app.render import Look, Outgoing, Press, layout
from bot.wording.blocks import Block, Bullets, Note, Paragraph
from bot.wording.catalogue import Texts
from bot.wording.findings import heading

_COMMANDS = (
    "start",
    "learn",
    "resume",
    "loop",
    "history",
    "progress",
    "stories",
    "review",
    "judge",
    "quiz",
    "leaderboard",
    "study",
    "privacy",
    "settings",
)
# Discord shows them in servers that the bot is a member of, and nowhere else.
_IN_SERVERS = ("leaderboard", "settings")
_ANSWERS = ("form", "reply", "words")


class Help(Cog):
    def __init__(self, app: App) -> None:
        self.app = app

    @anywhere
    @app_commands.command(name="help", description=described("help"))
    async def help(self, interaction: discord.Interaction) -> None:
        async with self.app.answering(interaction) as responder:
            texts, server = self.app.texts, server_of(interaction)
            seen = "direct" if server is None else (await self.app.settings.of(server)).threads
            begin = Press(texts("action.start"), CustomId("practice"), "primary")
            view = layout(sheets(lead(texts))[0], Look(rows=((begin,),)))
            for frame in layout(sheets(rest(seen, texts))[0], Look()).children:
                view.add_item(frame)
            if self.app.config.docs is not None:
                link: ui.Button[Any] = ui.Button(style=discord.ButtonStyle.link, label=texts("discord.help.docs"), url=self.app.config.docs)
                view.add_item(ui.ActionRow(link))
            await responder.private(Outgoing(view=view))


def lead(texts: Texts) -> tuple[Block, ...]:
    """All that somebody needs before the first question."""
    return (
        heading("discord.help.title", texts, 1),
        Paragraph(texts.text("discord.help.what")),
        heading("discord.help.answers", texts, 3),
        Bullets(tuple(texts.text(f"discord.help.answer.{name}") for name in _ANSWERS)),
    )


def rest(seen: str, texts: Texts) -> tuple[Block, ...]:
    """`seen` is who sees an interview that is begun where this is asked: threads that are "private" or "public", or "direct" messages."""
    direct = seen == "direct"
    shown = [name for name in _COMMANDS if not (direct and name in _IN_SERVERS)]
    return (
        heading("discord.help.commands", texts, 3),
        Bullets(tuple(texts.text(f"discord.help.command.{name}") for name in shown)),
        *((Paragraph(texts.text("discord.help.in_servers")),) if direct else ()),
        heading("discord.help.kept", texts, 3),
        Paragraph(texts.text("discord.help.privacy")),
        Paragraph(texts.text(f"discord.help.seen.{seen}")),
        Note(texts.text("discord.help.not_amazon")),
    )
