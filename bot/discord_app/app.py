"""What every feature of the Discord front end is given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot.config import Config
from bot.core.allowance import Kind
from bot.core.frozen import dataclass
from bot.discord_app.flow import Flow
from bot.discord_app.in_flight import InFlight
from bot.discord_app.responding import Responder
from bot.discord_app.routing import Router
from bot.discord_app.who import who
from bot.usecases.due import Schedule
from bot.usecases.facts import Facts
from bot.usecases.interviews import Interviews
from bot.usecases.means import Means
from bot.usecases.packs import Packs
from bot.usecases.settings import Settings
from bot.wording.catalogue import Texts
from bot.wording.language import language_for


@dataclass(frozen=True, slots=True)
class App:
    config: Config
    interviews: Interviews
    facts: Facts
    schedule: Schedule
    texts: Texts
    flow: Flow
    router: Router
    busy: InFlight
    packs: Packs

    @property
    def settings(self) -> Settings:
        """What servers' admins have set."""
        return Settings(self.means)

    @property
    def means(self) -> Means:
        """What the use cases of a feature are made with: the same database, library, clock and ids as the interviews'."""
        return self.interviews.means

    def pace(self, person: discord.abc.User, kind: Kind) -> None:
        """Counts what costs something and is written down nowhere against the person's minute. Raises TooMany."""
        self.means.limits.pace(who(person), kind, self.means.now())

    async def language_of(self, server_id: int) -> str:
        """What is spoken to everyone there: as its admins have set it, else as the server itself says."""
        language = (await self.settings.of(server_id)).language
        guild = self.flow.client.get_guild(server_id)
        return language or language_for(None if guild is None else guild.preferred_locale)

    @asynccontextmanager
    async def answering(self, interaction: discord.Interaction) -> AsyncIterator[Responder]:
        """For a command: answers it in time, and tells what failed."""
        async with self.busy, Responder(interaction, self.texts) as responder:
            yield responder
