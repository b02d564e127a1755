"""Running the client: from the token to a stop that finishes what has begun."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import aiohttp
import discord

from bot.config import Config
from bot.discord_app.client import BarRaiser
from bot.discord_app.retrying import discords
from bot.usecases.due import Schedule
from bot.usecases.facts import Facts
from bot.usecases.interviews import Interviews
from bot.usecases.scenarios import Scenarios
from bot.wording.catalogue import Texts


class CannotRun(Exception):
    """The bot cannot start, and trying again would not help; the message says what to do."""


class NotReached(Exception):
    """Discord could not be reached at the start; it may be worth another try later."""


async def run(
    config: Config,
    interviews: Interviews,
    facts: Facts,
    schedule: Schedule,
    texts: Texts,
    scenarios: Scenarios,
    *,
    version: str,
    stopped: asyncio.Event,
) -> None:
    """Runs until `stopped` is set; what has begun by then is finished. The configuration has a token. Raises CannotRun, NotReached."""
    assert config.token is not None
    # We do not speak: that the libraries for voice are missing is not worth two warnings at every start.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    async with AsyncExitStack() as stack:
        trace = None
        if config.metrics_port:
            from bot.discord_app.operations.server import Operations

            operations = Operations(config.metrics_port, version)
            trace = operations.watch.trace()
        client = await stack.enter_async_context(BarRaiser(config, interviews, facts, schedule, texts, scenarios, trace=trace))
        if config.metrics_port:
            try:
                await stack.enter_async_context(operations.serving(client))
            except OSError as error:
                raise CannotRun(f"The metrics port {config.metrics_port} cannot be opened ({error.strerror}). Choose another.") from error
        starting = asyncio.create_task(client.start(config.token.reveal()))
        stopping = asyncio.create_task(_stop(client, stopped, starting))
        try:
            await starting
        except asyncio.CancelledError:
            if not stopped.is_set():
                raise
        except discord.LoginFailure:
            raise CannotRun("Discord does not know this token. Copy it again from the developer portal.") from None
        except Exception as error:
            if stopped.is_set() and isinstance(error, (aiohttp.ClientError, RuntimeError)):
                # A stop in the midst of a start takes the connection away from under it.
                return
            if discords(error):
                raise NotReached(f"Discord could not be reached ({error}). Check the network and start again.") from error
            raise
        finally:
            stopping.cancel()
            await asyncio.gather(stopping, return_exceptions=True)


async def _stop(client: BarRaiser, stopped: asyncio.Event, starting: asyncio.Task[None]) -> None:
    await stopped.wait()
    # Once begun, a stop goes to its end, also when `start` returns meanwhile.
    await asyncio.shield(client.close())
    # In an outage of Discord's `start` sleeps for minutes before it would notice.
    starting.cancel()
