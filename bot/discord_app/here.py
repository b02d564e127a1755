"""Where something was asked for."""

from __future__ import annotations

import discord


def server_of(interaction: discord.Interaction) -> int | None:
    """The server that an interaction belongs to: its settings and its scenarios hold. None in direct messages, and where the bot is there
    for the person alone, who has installed it for themselves."""
    return interaction.guild_id if interaction.guild_id is not None and interaction.is_guild_integration() else None
