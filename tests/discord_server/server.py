"""The server as tests hold it: start it, furnish it, look at what it noticed. README.md is the manual."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import TypeVar

from aiohttp import web

from . import dump
from . import spec as specification
from .actor import Actor
from .api import Api, Callback
from .clock import Clock
from .events import Events
from .faults import Faults
from .furnishing import Furnishing
from .gateway import Gateway, Intent, Session
from .interacting import Interacting
from .jsontypes import Json
from .log import Ping, Refusal, RequestRecord, Violations
from .modal import Modal
from .model import Channel, Guild, Role, User
from .talking import Talking
from .world import World

T = TypeVar("T")


class DiscordServer(Furnishing):
    def __init__(
        self,
        *,
        shards: int = 1,
        speed: float = 1.0,
        first_response_seconds: float = 3.0,
        privileged_intents: Intent = Intent(0),  # noqa: B008
        bot_name: str = "Bar Raiser",
    ) -> None:
        self.clock = Clock(speed)
        world = World(self.clock, bot_name=bot_name)
        gateway = Gateway(world, shards=shards, privileged=privileged_intents)
        super().__init__(world, Events(world, gateway), gateway)
        self.faults = Faults()
        self.interacting = Interacting(world, self.events, first_response_seconds)
        self.talking = Talking(world, self.events)
        self.reaction_seconds = 0.02
        """Between seeing a button or a form and using it: nobody is faster than the bot reading that its request went well."""
        self.spec = specification.load()
        self.api = Api(world, self.events, gateway, self.faults, self.spec)
        self._runner: web.AppRunner | None = None

    # --- people

    def add_user(
        self,
        name: str,
        *guilds: Guild,
        roles: Iterable[Role] = (),
        dm_open: bool = True,
        installed: bool = False,
        locale: str = "en-US",
    ) -> Actor:
        user = self.world.add_user(name)
        user.dm_open, user.installed, user.locale = dm_open, installed, locale
        actor = Actor(self, user)
        for guild in guilds:
            member = self.world.add_member(guild, user)
            member.roles += [role.id for role in roles if role.id in guild.roles]
        return actor

    # --- running

    async def start(self) -> None:
        self._runner = web.AppRunner(self.api.application(), access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.world.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self.api.close()
        for session in self.gateway.connected.values():
            if session.socket is not None:
                session.socket.abort()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> DiscordServer:
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.stop()

    # --- what it knows

    @property
    def url(self) -> str:
        return self.world.base_url

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def application_id(self) -> int:
        return self.world.application_id

    @property
    def bot(self) -> User:
        return self.world.bot

    @property
    def violations(self) -> Violations:
        return self.world.log.violations

    @property
    def refusals(self) -> list[Refusal]:
        return self.world.log.refusals

    @property
    def pings(self) -> list[Ping]:
        return self.world.log.pings

    @property
    def requests(self) -> list[RequestRecord]:
        return self.world.log.requests

    @property
    def spec_status(self) -> str:
        return specification.status(self.spec)

    @property
    def shards(self) -> dict[int, Session]:
        return self.gateway.connected

    def commands(self, guild: Guild | None = None) -> list[Json]:
        return self.world.commands.get(guild.id if guild else None, [])

    def assert_clean(self) -> None:
        """No rule of Discord's was broken."""
        if self.violations:
            raise AssertionError("the bot broke Discord's rules:\n" + "\n".join(f"  {each}" for each in self.violations))

    # --- waiting

    async def wait_until(self, look: Callable[[], T], timeout: float = 5.0, what: str = "what the test waits for") -> T:
        return await self.world.pulse.until(look, timeout, what)

    async def quiet(self, seconds: float = 0.15, timeout: float = 10.0) -> None:
        """Every event is read, no request is open, and none came for so long.

        "The bot says nothing" can only be shown by waiting a little: this waits from the last request on, not from now.
        """
        await self.gateway.barrier()
        loop = asyncio.get_running_loop()
        began, deadline = loop.time(), loop.time() + timeout
        while True:
            left = max(self.api.last_request, began) + seconds - loop.time()
            if left <= 0 and self.api.open_requests == 0:
                return
            if loop.time() > deadline:
                raise TimeoutError(f"the bot kept on asking for {timeout:g} s")
            await asyncio.sleep(max(left, 0.01))

    # --- watching, and pictures

    def on_request(self, callback: Callback) -> Callable[[], None]:
        """Called before and after each request; the result takes it off again."""
        self.api.callbacks.append(callback)
        return lambda: self.api.callbacks.remove(callback)

    def dump(self, channel: Channel, viewer: Actor, *, last: int | None = None) -> Json:
        messages = self.world.visible_messages(channel, viewer.id)
        return dump.dump_channel(self.world, channel, messages[-last:] if last else messages, viewer.user)

    def dump_modal(self, modal: Modal, viewer: Actor) -> Json:
        return dump.dump_modal(self.world, modal, viewer.user)
