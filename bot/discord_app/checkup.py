"""What can be asked of Discord before a start: does it know the token, who are we, what may we do, and what time is it there."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord

from bot.config import Commands, Secret
from bot.core import checkup
from bot.core.checkup import Check
from bot.discord_app import rights

_PRIVILEGED = {
    "gateway_presence": "presences",
    "gateway_guild_members": "server members",
    "gateway_message_content": "message content",
}


async def look(token: Secret, shards: int, commands: Commands) -> list[Check]:
    """`shards` is the number that is configured, 0 for whatever Discord recommends. Asks; changes nothing; does not connect."""
    clock = _Clock()
    # We only ask: no gateway, no events.
    async with discord.Client(intents=discord.Intents.none(), http_trace=clock.trace()) as client:
        try:
            await client.login(token.reveal())
            found = await _known(client, shards, commands)
        except discord.LoginFailure:
            return [Check("Token", "fail", "Discord does not know it", "Copy it again from the developer portal (Bot, Reset Token).")]
        except (aiohttp.ClientConnectionError, TimeoutError, OSError) as error:
            return [Check("Discord", "fail", f"could not be reached ({error})", "Check the network, a proxy, a firewall.")]
        except discord.HTTPException as error:
            advice = "Try again later; see Discord's status page."
            return [Check("Discord", "fail", f"answered with an error ({error.status})", advice)]
    if clock.ahead is not None:
        found.append(checkup.clock(clock.ahead))
    return found


async def _known(client: discord.Client, shards: int, commands: Commands) -> list[Check]:
    assert client.user is not None
    application: dict[str, Any] = dict(await client.http.application_info())
    application_id = int(application["id"])
    recommended, _url, limit = await client.http.get_bot_gateway()
    guilds: list[Any] = [guild async for guild in _guilds(client)]
    absent = set(commands.guilds) - {int(guild["id"]) for guild in guilds}
    lacking = [(str(guild["name"]), rights.missing(discord.Permissions(int(guild["permissions"])))) for guild in guilds]
    return [
        Check("Token", "ok", f"belongs to {client.user.name} (application {application_id})"),
        _intents(discord.ApplicationFlags._from_value(int(application.get("flags") or 0))),
        *_installation(application.get("integration_types_config") or {}),
        *checkup.shards(recommended, shards, int(limit["remaining"])),
        *checkup.servers([one for one in lacking if one[1]], len(guilds), rights.invite(application_id)),
        *checkup.commands(sorted(absent), rights.invite(application_id)),
    ]


async def _guilds(client: discord.Client) -> Any:
    """Every server with the bot's own permissions in it, as Discord adds them up from its roles."""
    after: int | None = None
    while True:
        page = await client.http.get_guilds(200, after=after)
        for guild in page:
            yield guild
        if len(page) < 200:
            return
        after = int(page[-1]["id"])


def _intents(flags: discord.ApplicationFlags) -> Check:
    granted = [name for flag, name in _PRIVILEGED.items() if getattr(flags, flag) or getattr(flags, f"{flag}_limited")]
    if not granted:
        return Check("Intents", "ok", "no privileged one is needed, and none is granted")
    advice = "Turn them off in the developer portal: what is not granted cannot leak."
    return Check("Intents", "note", f"no privileged one is needed; granted and not used: {', '.join(granted)}", advice)


def _installation(config: dict[str, Any]) -> list[Check]:
    lacking = [name for key, name in (("0", "servers"), ("1", "users")) if key not in config]
    if not lacking:
        return [Check("Install", "ok", "to servers and to users")]
    advice = "Turn it on in the developer portal (Installation), so that people can use the commands there."
    return [Check("Install", "warn", f"not possible to {' and '.join(lacking)}", advice)]


class _Clock:
    """Compares this machine's time with the one that Discord stamps on every answer."""

    def __init__(self) -> None:
        self.ahead: float | None = None
        self._asked = 0.0

    def trace(self) -> aiohttp.TraceConfig:
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(self._begun)
        trace.on_request_end.append(self._ended)
        return trace

    async def _begun(self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams) -> None:
        self._asked = time.time()

    async def _ended(self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams) -> None:
        stamp = params.response.headers.get("Date")
        if stamp is None:
            return
        # Stamped in whole seconds, somewhere between the question and the answer: half a second and half the way are added.
        theirs = parsedate_to_datetime(stamp).timestamp() + 0.5
        self.ahead = (self._asked + time.time()) / 2 - theirs
