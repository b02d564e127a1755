"""The client: intents, features, the way in for clicks and forms, start and stop."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.config import Config
from bot.discord_app import unshown
from bot.discord_app.app import App
from bot.discord_app.background import catch_up, catch_up_later, left_behind, serve_sweep
from bot.discord_app.cog import Cog, CogClient
from bot.discord_app.discord_time import DiscordTime
from bot.discord_app.flow import Flow
from bot.discord_app.help import Help
from bot.discord_app.in_flight import InFlight
from bot.discord_app.interviews.answers import InterviewAnswers
from bot.discord_app.interviews.buttons import InterviewButtons
from bot.discord_app.interviews.commands import InterviewCommands
from bot.discord_app.interviews.messages import InterviewMessages
from bot.discord_app.judging import Judging
from bot.discord_app.leaderboard import Boards
from bot.discord_app.left_idle import serve_left_idle
from bot.discord_app.loop import LoopDays
from bot.discord_app.once import Once
from bot.discord_app.operations.reloading import Reloading
from bot.discord_app.own import own_past
from bot.discord_app.privacy import PrivacyCommands
from bot.discord_app.quiz.commands import QuizCommands
from bot.discord_app.quiz.party import PartyQuiz
from bot.discord_app.quiz.solo import SoloQuiz
from bot.discord_app.remarks import Remarks
from bot.discord_app.reports import Reports
from bot.discord_app.reports.panels import PanelReports
from bot.discord_app.retrying import resending
from bot.discord_app.routing import Router
from bot.discord_app.scheduler import keep
from bot.discord_app.servers import Servers
from bot.discord_app.settings import SettingsCommands
from bot.discord_app.settings.gate import refused_here
from bot.discord_app.settings.packs import PackCommands
from bot.discord_app.study.commands import StudyCommands
from bot.discord_app.study.misplaced import MisplacedAnswers
from bot.discord_app.study.panels import PeerPanels
from bot.discord_app.study.rooms import StudyRooms
from bot.discord_app.sync import sync
from bot.discord_app.translating import Translator
from bot.usecases.due import Schedule
from bot.usecases.facts import Facts
from bot.usecases.interviews import Interviews
from bot.usecases.packs import Packs
from bot.usecases.scenarios import Scenarios
from bot.usecases.tellings import Tellings
from bot.wording.catalogue import Texts, languages, load_texts
from bot.wording.language import language_for, speak

_log = logging.getLogger(__name__)

# How long a stop waits for what has begun, in seconds. A step takes milliseconds; Discord's answers take the rest.
GRACE = 8


def intents() -> discord.Intents:
    """What we listen to: servers and threads, and messages. None of it is privileged, and nothing that we do not use is asked for."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class BarRaiser(CogClient):
    """One client for one server and for many: without a number of shards Discord's advice is followed, which is one for a small bot."""

    def __init__(
        self,
        config: Config,
        interviews: Interviews,
        facts: Facts,
        schedule: Schedule,
        texts: Texts,
        scenarios: Scenarios,
        *,
        trace: aiohttp.TraceConfig | None = None,
    ) -> None:
        discords_time = DiscordTime()
        schedule.ahead = discords_time.ahead
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            # Nothing is looked up in caches of messages or members: they would only grow.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_count=config.shards.count or None,
            http_trace=discords_time.listen(trace or aiohttp.TraceConfig()),
        )
        self.tree = Tree(self)
        self.http.request = resending(self.http.request)  # type: ignore[method-assign]  # the one place that every request goes through
        self.shard_ids = list(config.shards.ids) or None
        self.texts = texts
        self.stopping = False
        self.reloading = Reloading(scenarios, self, texts)
        packs = Packs(interviews.means, interviews.rubric)
        flow = Flow(self, interviews, texts, Remarks(self, interviews, texts))
        self.app = App(config, interviews, facts, schedule, texts, flow, Router(texts), InFlight(), packs)
        self._tasks: list[asyncio.Task[Any]] = []
        self._scheduler: asyncio.Task[None] | None = None

    async def setup_hook(self) -> None:
        await self._add_features()
        assert self.application_id is not None
        if 0 in (self.shard_ids or (0,)):
            # Commands belong to the application: of several processes one registers them.
            await sync(self.tree, self.application_id, self.app.config.commands, self.app.facts)
        await self._catch_up()
        await serve_sweep(self.app)
        serve_left_idle(self, self.app)
        self._tasks.append(asyncio.create_task(self.reloading.keep(), name="reload"))
        self._scheduler = asyncio.create_task(keep(self.app.schedule), name="scheduler")

    async def _add_features(self) -> None:
        app = self.app
        judging = Judging(app)
        solo, party = SoloQuiz(app), PartyQuiz(app, self)
        rooms, panels = StudyRooms(app, self), PeerPanels(app, self)
        tellings = Tellings(app.means, app.interviews.rubric)
        days = LoopDays(app, tellings)
        features: tuple[Cog, ...] = (
            InterviewCommands(app, rooms, days),
            InterviewButtons(app),
            InterviewAnswers(app),
            InterviewMessages(app, self, self.reloading),
            *own_past(app, tellings),
            days,
            Reports(app),
            PanelReports(app),
            PrivacyCommands(app, self),
            SettingsCommands(app, app.packs),
            PackCommands(app, app.packs),
            Servers(app, self),
            Help(app),
            solo,
            party,
            QuizCommands(app, self, solo, party),
            Boards(app),
            rooms,
            panels,
            MisplacedAnswers(app, self, rooms.studies, panels.peers),
            StudyCommands(app, rooms, panels),
            judging,
        )
        for feature in features:
            await self.add_cog(feature)
        self.tree.add_command(judging.menu())
        await self.tree.set_translator(Translator({language: load_texts(language) for language in languages()}))

    async def _catch_up(self) -> None:
        """What an earlier process was stopped in: judged before anybody can ask for it, and shown."""
        app = self.app
        recovered = await app.interviews.recover()
        if recovered:
            _log.info("%d turns recovered after a restart", recovered)
        behind, perhaps = await left_behind(app)
        catching_up = asyncio.create_task(catch_up(app, behind), name="catch up")
        # Usually a handful, and then nobody can answer a question before it is noted where it stands. It is not waited for without end.
        await asyncio.wait({catching_up}, timeout=GRACE)
        self._tasks.append(catching_up)
        self._tasks.append(asyncio.create_task(catch_up_later(app, perhaps), name="catch up later"))
        self._tasks.append(asyncio.create_task(unshown.keep(app.flow), name="unshown"))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        speak(language_for(interaction.locale))
        async with self.app.busy:
            await self.app.router.serve(interaction)

    async def on_message(self, message: discord.Message, /) -> None:
        """There are no commands in messages: the features listen for what is meant for them."""

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """What failed where nobody asked for anything: under an id, as every other failure."""
        _log.exception("error %s in %s", secrets.token_hex(3), event_method)

    async def close(self) -> None:
        """Finishes what has begun, then leaves Discord."""
        if not self.stopping:
            self.stopping = True
            await self._finish()
        await super().close()

    async def _finish(self) -> None:
        self.app.schedule.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        waiting: set[asyncio.Task[Any]] = {asyncio.create_task(self.app.busy.finished(GRACE))}
        if self._scheduler is not None:
            waiting.add(self._scheduler)
        _, unfinished = await asyncio.wait(waiting, timeout=GRACE)
        for task in unfinished:
            task.cancel()
        if self.app.busy.count or unfinished:
            _log.warning("stopped with %d things unfinished; what was typed is stored", self.app.busy.count + len(unfinished))


class Tree(app_commands.CommandTree[BarRaiser]):
    def __init__(self, client: BarRaiser) -> None:
        super().__init__(client)
        self._once = Once()

    async def interaction_check(self, interaction: discord.Interaction[BarRaiser], /) -> bool:
        """Whether a command is taken where it was given. What is typed into an option is answered everywhere: nothing comes of it."""
        if not self._once.first(interaction.id):
            return False
        speak(language_for(interaction.locale))
        if interaction.type is not discord.InteractionType.application_command:
            return True
        try:
            return not await refused_here(interaction, interaction.client.app)
        except Exception as error:
            # The library tells nobody of what fails here.
            await self._tell(interaction, error)
            return False

    async def on_error(self, interaction: discord.Interaction[BarRaiser], error: app_commands.AppCommandError, /) -> None:
        """What fails before a command's own code: a command that Discord still shows and we no longer have, options that do not fit."""
        await self._tell(interaction, error)

    async def _tell(self, interaction: discord.Interaction[BarRaiser], error: Exception) -> None:
        async with interaction.client.app.answering(interaction):
            raise error
