"""Who is pinged."""

from __future__ import annotations

import pytest

from ..actor import Actor
from ..jsontypes import Json
from ..model import Channel, Guild
from ..permissions import BOT, Permission
from ..server import DiscordServer
from ..testing import V2, RawClient, text

NONE: Json = {"parse": []}


@pytest.mark.parametrize(
    ("body", "pinged"),
    [
        ({"content": "hello {ann}"}, ["Ann"]),
        ({"content": "hello {ann}", "allowed_mentions": NONE}, []),
        ({"content": "hello {ann} {ben}", "allowed_mentions": {"parse": [], "users": ["{ann_id}"]}}, ["Ann"]),
        ({"content": "`{ann}` and ```\n{ann}```"}, []),
        ({"flags": V2, "components": [text("hello {ann}")]}, ["Ann"]),
        ({"content": "{role} @everyone"}, ["role readers"]),
        ({"content": "{role}", "allowed_mentions": {"parse": ["users"]}}, []),
        ({"content": "a", "message_reference": {"message_id": "{said}"}}, ["Ann"]),
        ({"content": "a", "message_reference": {"message_id": "{said}"}, "allowed_mentions": NONE}, []),
        ({"content": "a", "message_reference": {"message_id": "{said}"}, "allowed_mentions": {"parse": [], "replied_user": True}}, ["Ann"]),
    ],
)
async def test_pings(
    body: Json, pinged: list[str], server: DiscordServer, raw: RawClient, guild: Guild, general: Channel, ann: Actor
) -> None:
    ben = server.add_user("Ben", guild)
    readers = server.add_role(guild, "readers", mentionable=True)
    said = await ann.say(general, "hi")
    names = {"ann": ann.mention, "ben": ben.mention, "ann_id": ann.id, "role": readers.mention, "said": said.id}
    filled = _filled(body, {key: str(value) for key, value in names.items()})
    status, _ = await raw("POST", f"/channels/{general.id}/messages", filled)
    assert status == 200
    assert [each.who for each in server.pings] == pinged


def _filled(value: object, names: dict[str, str]) -> object:
    if isinstance(value, str):
        for name, with_ in names.items():
            value = value.replace("{" + name + "}", with_)
        return value
    if isinstance(value, list):
        return [_filled(each, names) for each in value]
    return {key: _filled(each, names) for key, each in value.items()} if isinstance(value, dict) else value


async def test_everyone_needs_the_permission(server: DiscordServer, raw: RawClient, guild: Guild, general: Channel) -> None:
    server.set_role_permissions(server.bot_role(guild), BOT | Permission.MENTION_EVERYONE)
    await raw("POST", f"/channels/{general.id}/messages", {"content": "@here"})
    assert [each.who for each in server.pings] == ["everyone"]


async def test_an_edit_that_mentions_is_noticed(server: DiscordServer, raw: RawClient, general: Channel, ann: Actor) -> None:
    _, made = await raw("POST", f"/channels/{general.id}/messages", {"content": "a"})
    await raw("PATCH", f"/channels/{general.id}/messages/{made['id']}", {"content": ann.mention})
    assert [each.who for each in server.pings] == ["Ann"]


async def test_a_mention_brings_people_into_a_thread(
    server: DiscordServer, raw: RawClient, guild: Guild, general: Channel, ann: Actor
) -> None:
    _, made = await raw("POST", f"/channels/{general.id}/threads", {"name": "t", "type": 12})
    thread = guild.channel("t")
    assert "come" not in ann.sees(thread)
    await raw("POST", f"/channels/{made['id']}/messages", {"content": f"come, {ann.mention}"})
    assert "come, @Ann" in ann.sees(thread)
