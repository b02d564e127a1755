"""The scenarios, read anew without a restart: asked for by a signal (the answer stands in the log) or, by whoever the application belongs
to, in a direct message to the bot (the answer is a message).

It is no slash command: in every server but theirs it would be offered to people who may not use it.
"""

from __future__ import annotations

import logging

import discord

from bot.discord_app.posting import say
from bot.discord_app.render import line
from bot.usecases.scenarios import Reloaded, Scenarios
from bot.wording.catalogue import Texts

_log = logging.getLogger(__name__)

WORDS = "reload scenarios"


class Reloading:
    def __init__(self, scenarios: Scenarios, client: discord.Client, texts: Texts) -> None:
        self._scenarios = scenarios
        self._client = client
        self._texts = texts
        self._owners: frozenset[int] = frozenset()

    async def keep(self) -> None:
        """Reads them anew whenever that is asked for; runs for as long as the process does."""
        asked = self._scenarios.asked
        while True:
            await asked.wait()
            asked.clear()
            try:
                await self.reload()
            except Exception:
                _log.exception("the scenarios could not be read anew")

    async def reload(self) -> Reloaded:
        """Never raises for a broken file; what came of it stands in the log."""
        done = await self._scenarios.reload()
        if done.taken:
            _log.info("%d scenarios are in use (%s)", len(done.library.scenarios), done.library.version)
        else:
            _log.error("the scenarios were left as they are (%d in use):\n%s", len(done.library.scenarios), done.problems)
        return done

    async def asked(self, message: discord.Message) -> bool:
        """Whether a message asked for it, and was answered. Raises what discord.py raises."""
        if message.guild is not None or message.content.strip().lower() != WORDS or not await self._runs_it(message.author):
            return False
        done, texts = await self.reload(), self._texts
        if done.taken:
            told = line(texts.text("discord.reload.done", n=len(done.library.scenarios), version=done.library.version))
        else:
            told = line(texts.text("discord.reload.broken", n=len(done.library.scenarios)), file=("problems.txt", done.problems))
        await say(message.channel, told)
        return True

    async def _runs_it(self, user: discord.abc.User) -> bool:
        if not self._owners:
            about = await self._client.application_info()
            self._owners = frozenset(one.id for one in (about.team.members if about.team else [about.owner]))
        return user.id in self._owners
