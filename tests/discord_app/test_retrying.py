"""What is sent again when the connection breaks, how often, and that it is sent whole."""

from __future__ import annotations

import asyncio
import io
import json
from typing import Any

import aiohttp
import discord
import pytest

from bot.discord_app.retrying import insisted, resending

MESSAGES = "/channels/{channel_id}/messages"
NONCE = {"content": "One.", "nonce": "a", "enforce_nonce": True}
Sent = tuple[str, str, dict[str, Any]]


async def tries(method: str, path: str, **options: Any) -> int:
    """How often a request is sent whose connection always breaks."""
    count = 0

    async def broken(route: discord.http.Route, **given: Any) -> None:
        nonlocal count
        count += 1
        # As discord.py does: what it is given is its own from then on.
        given.pop("json", None)
        raise aiohttp.ServerDisconnectedError

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await resending(broken)(discord.http.Route(method, path, channel_id=1, message_id=2, user_id=3), **options)
    return count


def beside_files(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": "payload_json", "value": json.dumps(message)}, {"name": "files[0]", "value": io.BytesIO(b"x")}]


async def test_what_does_no_harm_is_sent_three_times_and_what_does_once() -> None:
    """A message that did arrive and would be made a second time is not sent again; a nonce makes Discord give back the first."""
    again: list[Sent] = [
        ("GET", MESSAGES, {}),
        ("PATCH", MESSAGES + "/{message_id}", {"json": {"content": "Changed."}}),
        ("DELETE", MESSAGES + "/{message_id}", {}),
        ("PUT", "/channels/{channel_id}/thread-members/{user_id}", {}),
        ("POST", "/users/@me/channels", {"json": {"recipient_id": 3}}),
        ("POST", MESSAGES, {"json": NONCE}),
        ("POST", MESSAGES, {"form": beside_files(NONCE), "files": [discord.File(io.BytesIO(b"x"), "x.txt")]}),
    ]
    once: list[Sent] = [
        ("POST", MESSAGES, {"json": {"content": 'Not a nonce: "enforce_nonce":true'}}),
        ("POST", MESSAGES, {"form": beside_files({"content": '"enforce_nonce":true'}), "files": [discord.File(io.BytesIO(b"x"), "x.txt")]}),
        ("POST", "/channels/{channel_id}/threads", {"json": {"name": "Ownership"}}),
    ]
    counts = await asyncio.gather(*(tries(method, path, **options) for method, path, options in (*again, *once)))
    assert counts == [3] * len(again) + [1] * len(once)


async def test_a_file_is_sent_again_from_its_beginning() -> None:
    file, sent = discord.File(io.BytesIO(b"the whole interview"), "debrief.md"), list[bytes]()

    async def breaks_once(route: discord.http.Route, *, files: list[discord.File], **options: Any) -> str:
        sent.append(files[0].fp.read())
        if len(sent) == 1:
            raise aiohttp.ServerDisconnectedError
        return "taken"

    route = discord.http.Route("POST", MESSAGES, channel_id=1)
    assert await resending(breaks_once)(route, form=beside_files(NONCE), files=[file]) == "taken"
    assert sent == [b"the whole interview"] * 2


async def test_an_answer_that_came_is_an_answer_whatever_it_says() -> None:
    """What Discord refuses is not asked for again."""
    asked = 0

    async def refuses(route: discord.http.Route, **options: Any) -> None:
        nonlocal asked
        asked += 1
        raise LookupError

    with pytest.raises(LookupError):
        await resending(refuses)(discord.http.Route("GET", "/users/@me"))
    assert asked == 1


async def test_what_is_owed_and_would_stand_there_twice_is_insisted_on_only_where_no_connection_came_about() -> None:
    async def asked(meets: list[Exception], *, harmless: bool) -> int:
        """How often it was sent until it was taken or given up; 0 where it was given up."""
        count = 0

        async def sent() -> None:
            nonlocal count
            count += 1
            if meets:
                raise meets.pop(0)

        try:
            await insisted(sent, 5, asyncio.get_running_loop().time() + 30, harmless=harmless)
        except aiohttp.ClientError:
            return 0
        return count

    key: Any = None
    nowhere, broken = aiohttp.ClientConnectorError(key, OSError()), aiohttp.ServerDisconnectedError()
    given: list[tuple[list[Exception], bool]] = [
        ([nowhere] * 4, False),
        ([broken, nowhere, broken, nowhere], False),
        ([broken] * 3, False),
        ([broken] * 4, True),
    ]
    assert await asyncio.gather(*(asked(meets, harmless=harmless) for meets, harmless in given)) == [5, 5, 0, 5]
