"""Which of some members are no longer in a server. Without a privileged intent Discord does not tell: it has to be asked.

It is asked over the gateway, which closes after 120 packets within a minute, whatever they were for: not every press may send one."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Sequence

import discord

# How long Discord's answer is waited for, in seconds.
_PATIENCE = 1.0
# How often Discord is asked at most within so many seconds, by each of the two features that do; beyond that, everybody counts as there.
_MOST, _WITHIN = 40, 60.0
# Answers that are kept at hand.
_KEPT = 500

_Key = tuple[int, tuple[str, ...]]


class Present:
    """An answer is `good` for so many seconds; whoever asks the same while it is on its way waits for it as well."""

    def __init__(self, good: float = 0.0) -> None:
        self._good = good
        self._asked: dict[_Key, tuple[float, asyncio.Task[list[str]]]] = {}
        self._times: deque[float] = deque(maxlen=_MOST)

    async def gone(self, guild: discord.Guild | None, members: Sequence[str]) -> list[str]:
        """Those of the members, by their ids, who are no longer there. None of them where Discord does not answer."""
        if guild is None or not members:
            return []
        key, now = (guild.id, tuple(members)), time.monotonic()
        at, task = self._asked.get(key, (now, None))
        if task is None or (task.done() and now - at >= self._good):
            if len(self._times) == _MOST and now - self._times[0] < _WITHIN:
                return []
            self._times.append(now)
            if len(self._asked) >= _KEPT:
                self._asked.clear()
            task = asyncio.create_task(_ask(guild, members))
            self._asked[key] = now, task
        return await asyncio.shield(task)


async def _ask(guild: discord.Guild, members: Sequence[str]) -> list[str]:
    try:
        async with asyncio.timeout(_PATIENCE):
            found = await guild.query_members(user_ids=[int(id) for id in members], limit=len(members), cache=False)
    except (TimeoutError, discord.DiscordException, OSError):
        return []
    here = {str(one.id) for one in found}
    return [id for id in members if id not in here]
