"""Who of some members is no longer in a server, which Discord tells nobody without a privileged intent who does not ask."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import discord

# So long is Discord waited for, in seconds.
_PATIENCE = 1.0


async def gone(guild: discord.Guild | None, members: Sequence[str]) -> list[str]:
    """Those of the members, by their ids, who are no longer there. None of them where Discord does not answer."""
    if guild is None or not members:
        return []
    try:
        async with asyncio.timeout(_PATIENCE):
            found = await guild.query_members(user_ids=[int(id) for id in members], limit=len(members), cache=False)
    except (TimeoutError, discord.DiscordException, OSError):
        return []
    here = {str(one.id) for one in found}
    return [id for id in members if id not in here]
