"""Takes the bot's own messages about what was forgotten out of Discord: a private thread as a whole where that is allowed, else message by
message."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import discord

from bot.discord_app.places import gone
from bot.usecases.privacy import Cleared

_log = logging.getLogger(__name__)

ARCHIVED = 50083
# No account has that id (any more).
NOBODY = 50033
# How many messages are taken away at a time; then the rest is due at once, so that no stop waits for it. What others wrote stays, and is
# read past each time: a hundred of theirs are one request.
AT_ONCE = 200


async def clear(client: discord.Client, wanted: Cleared, now: int) -> int | None:
    """When to go on, or None where nothing is left that the bot may take away. Raises discord.HTTPException."""
    try:
        if wanted.kind == "message":
            await _delete(client, client.get_partial_messageable(wanted.channel), wanted.begun)
            return None
        if wanted.kind == "member":
            # Whoever had it deleted for them may know no channel: it is Discord that does.
            wanted = Cleared("dm", (await client.create_dm(discord.Object(wanted.channel))).id)
        if wanted.kind == "thread" and await _whole(client, wanted.channel):
            return None
        return now if await _messages(client, wanted) else None
    except discord.HTTPException as error:
        if not gone(error) and error.code != NOBODY:
            raise
        # The account or the thread was deleted, or the bot was sent away: there is nothing of ours that we could reach.
        _log.info("messages in a place that is gone were not cleared (%s)", error.code)
        return None


async def _whole(client: discord.Client, channel: int) -> bool:
    """Deletes the thread; False where that is not allowed (it needs Manage Threads, which the bot does not ask for)."""
    try:
        await client.http.delete_channel(channel)
    except discord.NotFound:
        return True
    except discord.Forbidden:
        return False
    return True


async def _messages(client: discord.Client, wanted: Cleared) -> bool:
    """Deletes the bot's own messages of the time in question; True where there may be more of them."""
    channel = client.get_partial_messageable(wanted.channel)
    assert client.user is not None
    after = datetime.fromtimestamp(wanted.begun, UTC) if wanted.begun else None
    before = datetime.fromtimestamp(wanted.ended, UTC) if wanted.ended else None
    ours: list[int] = []
    async for message in channel.history(limit=None, before=before, after=after, oldest_first=False):
        if message.author.id == client.user.id and not message.is_system():
            ours.append(message.id)
            if len(ours) == AT_ONCE:
                break
    for id in ours:
        await _delete(client, channel, id)
    return len(ours) == AT_ONCE


async def _delete(client: discord.Client, channel: discord.PartialMessageable, id: int) -> None:
    message = channel.get_partial_message(id)
    try:
        await message.delete()
    except discord.NotFound:
        return
    except discord.HTTPException as error:
        if error.code != ARCHIVED:
            raise
        await client.http.edit_channel(channel.id, archived=False)
        await message.delete()
