"""What a step shows in its channel: posted under the step's nonce and edited by its id, so that doing it once more does no harm."""

from __future__ import annotations

import discord

from bot.discord_app.limits import NONCE
from bot.discord_app.render import Outgoing
from bot.discord_app.responding import NO_MESSAGE

# Said of every edit: discord.py leaves the default out of one that has no text beside its components.
_SILENT = discord.AllowedMentions.none()


async def post(channel: discord.abc.Messageable, nonce: str, message: Outgoing) -> int:
    """The id of the message. Discord gives back the one that is there for a nonce that it has had a moment ago."""
    return (await channel.send(nonce=nonce[:NONCE], **message.sending())).id


async def edit(channel: discord.PartialMessageable, message_id: int, message: Outgoing) -> bool:
    """False where somebody has deleted the message."""
    try:
        await channel.get_partial_message(message_id).edit(allowed_mentions=_SILENT, **message.editing())
    except discord.HTTPException as error:
        if error.code != NO_MESSAGE:
            raise
        return False
    return True
