"""Where a server's admins let commands be used."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.markup import inline
from bot.discord_app.render import Outgoing
from bot.wording.blocks import Span, Text, named, plain

# One's own data, the way back from a wrong setting, and what the bot is, are never out of reach.
EVERYWHERE = ("help", "privacy", "settings", "pack")


async def refused_here(interaction: discord.Interaction, app: App) -> bool:
    """Whether a command was refused, and answered, because of where it was given."""
    if _family(interaction.command) in EVERYWHERE or (told := await elsewhere(interaction, app)) is None:
        return False
    async with app.answering(interaction) as responder:
        await responder.private(Outgoing(inline(told)))
    return True


async def elsewhere(interaction: discord.Interaction, app: App) -> Text | None:
    """Where to go from a channel that commands are not taken in; None where they are. What a person has installed for themselves is their
    own affair, in any server."""
    if interaction.guild_id is None or not interaction.is_guild_integration():
        return None
    settings = await app.settings.of(interaction.guild_id)
    channel = interaction.channel
    if settings.allows(interaction.channel_id, getattr(channel, "parent_id", None)):
        return None
    told: list[Span] = []
    for id in settings.channels:
        told += [*(plain(", ") if told else ()), named("channel", id)]
    # Whom Discord does not show `/settings` is sent to somebody, not to a command.
    key = "settings.elsewhere" if interaction.permissions.manage_guild else "settings.elsewhere_ask"
    return app.texts.text(key, channels=tuple(told))


def _family(command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | None) -> str:
    """The first word of a command: `privacy` of `/privacy export`."""
    return "" if command is None else command.qualified_name.split(" ")[0]
