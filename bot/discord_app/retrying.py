"""A request whose connection broke, or that nobody answered, is sent again. discord.py does so for an answer with a bad status, but not for
none at all. What is owed to somebody who waits for it (`insisted`) is sent again for as long as they can be told.

What goes through discord.py's own client is sent again here, in `resending`, and nowhere above it. Answers to interactions and files do not
go through it: whoever sends or reads them repeats them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, TypeVar

import aiohttp
import discord

_Result = TypeVar("_Result")
# Seconds between the tries: a connection that broke once is usually back at once.
_WAITS = (0.1, 0.5)
# The same for what is owed to somebody: each wait is twice the one before, up to the second of these.
_FIRST_WAIT, _LONGEST_WAIT = 0.1, 15.0
_UNANSWERED = (aiohttp.ClientConnectionError, TimeoutError)
# How long Discord has for its answer before the connection counts as dead, in seconds, and how long a file may be on its way. aiohttp
# would wait for five minutes.
REQUEST_SECONDS, UPLOAD_SECONDS = 10, 60
_PATIENCE = aiohttp.ClientTimeout(total=UPLOAD_SECONDS, sock_connect=REQUEST_SECONDS, sock_read=REQUEST_SECONDS)


async def repeated(call: Callable[[], Awaitable[_Result]], seconds: float | None = None) -> _Result:
    """Calls until an answer comes, three times at most, and gives a try up after so many seconds. What is sent must bear being sent twice:
    Discord may have done it already. Without `seconds` the call must have an end of its own."""
    for wait in _WAITS:
        try:
            async with asyncio.timeout(seconds):
                return await call()
        except _UNANSWERED:
            await asyncio.sleep(wait)
    async with asyncio.timeout(seconds):
        return await call()


async def insisted(call: Callable[[], Awaitable[_Result]], seconds: float, until: float, *, harmless: bool = True) -> _Result:
    """Calls as `repeated` does and goes on until the loop's clock shows `until`; a Discord in trouble is waited for as well.

    What is not `harmless` when it is sent twice is insisted on only where no connection came about: Discord cannot have that."""
    clock, wait = asyncio.get_running_loop().time, _FIRST_WAIT
    tried = perhaps_there = 0
    while True:
        tried += 1
        try:
            async with asyncio.timeout(seconds):
                return await call()
        except Exception as error:
            perhaps_there += not (harmless or isinstance(error, aiohttp.ClientConnectorError))
            late = tried > len(_WAITS) and clock() + wait > until
            if late or perhaps_there > len(_WAITS) or not (discords(error) if harmless else isinstance(error, _UNANSWERED)):
                raise
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)


def resending(request: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """discord.py's `HTTPClient.request`, with an end for a request that nobody answers, which is sent again where that does no harm. A
    thread that was not made is for whoever asked for it: there is another place."""

    async def resent(route: discord.http.Route, **options: Any) -> Any:
        options.setdefault("timeout", _PATIENCE)
        if not _harmless(route, options):
            return await request(route, **options)

        async def sent() -> Any:
            for file in options.get("files") or ():
                # It stands where the try before left it.
                file.reset(seek=True)
            return await request(route, **options)

        return await repeated(sent)

    return resent


def _harmless(route: discord.http.Route, options: Mapping[str, Any]) -> bool:
    """Whether sent twice is done once: what makes nothing new, the way to somebody's direct messages, and a message with a nonce, which
    Discord gives back where it has it already."""
    if route.method != "POST" or route.path == "/users/@me/channels":
        return True
    if route.path != "/channels/{channel_id}/messages":
        return False
    # Beside files the message stands in a part of its own, as text.
    parts = (json.loads(part["value"]) for part in options.get("form") or () if part["name"] == "payload_json")
    message: Mapping[str, Any] = options.get("json") or next(parts, {})
    return bool(message.get("enforce_nonce"))


async def read(attachment: discord.Attachment) -> bytes:
    """What a file holds. Raises what discord.py raises, and TimeoutError."""
    return await repeated(attachment.read, REQUEST_SECONDS)


def discords(error: BaseException) -> bool:
    """Whether Discord, or the way there, is what failed: another time the same request may go through."""
    if isinstance(error, discord.HTTPException):
        return error.status == 429 or error.status >= 500
    return isinstance(error, (aiohttp.ClientError, ConnectionError, TimeoutError))
