"""What the bot may not do, channel by channel, and the link that asks for it and for nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.core.frozen import dataclass
from bot.core.server_settings import ServerSettings
from bot.discord_app import rights

# Only where interviews are held in threads that everyone sees.
PUBLIC = "create_public_threads"


@dataclass(frozen=True, slots=True)
class Lacking:
    """A channel's id and the permissions that are missing there, by discord.py's names."""

    channel: int
    permissions: tuple[str, ...]


def needed(settings: ServerSettings) -> tuple[str, ...]:
    """What every feature together needs under these settings."""
    names = [name for name in rights.REASONS if settings.threads == "private" or name != "create_private_threads"]
    return (*names, PUBLIC) if settings.threads == "public" else tuple(names)


def looked_at(guild: discord.Guild, settings: ServerSettings) -> list[discord.TextChannel]:
    """The channels that commands are taken in."""
    return [channel for channel in guild.text_channels if settings.allows(channel.id)]


def lacking(guild: discord.Guild, settings: ServerSettings) -> Iterator[Lacking]:
    """What is missing, channel by channel, as Discord adds it up from roles and overwrites. A channel that the bot does not see lacks the
    rest as well, and only that is said of it."""
    for channel in looked_at(guild, settings):
        granted = channel.permissions_for(guild.me)
        if not granted.view_channel:
            yield Lacking(channel.id, ("view_channel",))
            continue
        missing = tuple(name for name in needed(settings) if not getattr(granted, name))
        if missing:
            yield Lacking(channel.id, missing)


def invite(application_id: int, settings: ServerSettings) -> str:
    """The link of least privilege under these settings."""
    permissions = discord.Permissions(**dict.fromkeys(needed(settings), True))
    return discord.utils.oauth_url(application_id, permissions=permissions, scopes=("bot", "applications.commands"))
