"""The rules of answering: one first response, in time, of an allowed kind; what the token allows afterwards."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from ..actor import Actor
from ..jsontypes import Json
from ..model import Channel, Guild
from ..options import CannotDo
from ..permissions import EVERYONE, Permission
from ..seen import Seen
from ..server import DiscordServer
from ..testing import EPHEMERAL, RawClient, button, row

COMMANDS: list[Json] = [
    {
        "name": "start",
        "description": "Begin",
        "integration_types": [0, 1],
        "contexts": [0, 1, 2],
        "options": [
            {"type": 3, "name": "principle", "description": "Which", "required": True, "autocomplete": True},
            {"type": 3, "name": "mode", "description": "How", "choices": [{"name": "Practice", "value": "practice"}]},
            {"type": 4, "name": "minutes", "description": "How long", "min_value": 1, "max_value": 60},
            {"type": 7, "name": "channel", "description": "Where"},
        ],
    },
    {"name": "admin", "description": "Settings", "default_member_permissions": 32},
    {"name": "Judge this answer", "type": 3},
]
MODAL: Json = {
    "custom_id": "m",
    "title": "Answer",
    "components": [
        {"type": 18, "label": "Story", "component": {"type": 4, "custom_id": "story", "style": 2, "min_length": 3, "max_length": 10}},
        {"type": 1, "components": [{"type": 4, "custom_id": "old", "label": "Old", "style": 1, "required": False, "value": "kept"}]},
    ],
}


@pytest_asyncio.fixture(autouse=True)
async def commands(server: DiscordServer, raw: RawClient) -> None:
    assert await raw.code("PUT", f"/applications/{server.application_id}/commands", COMMANDS) == 0


class Bot:
    """Answers by hand."""

    def __init__(self, server: DiscordServer, raw: RawClient) -> None:
        self.server, self.raw = server, raw

    async def answer(self, seen: Seen, kind: int, data: Json | None = None) -> int:
        path = f"/interactions/{seen.interaction.id}/{seen.interaction.token}/callback?with_response=true"
        return await self.raw.code("POST", path, {"type": kind, "data": data or {}})

    async def hook(self, seen: Seen, method: str, tail: str = "", body: Any = None) -> int:
        return await self.raw.code(method, f"/webhooks/{self.server.application_id}/{seen.interaction.token}{tail}", body)


@pytest.fixture
def bot(server: DiscordServer, raw: RawClient) -> Bot:
    return Bot(server, raw)


async def start(who: Actor, **more: Any) -> Seen:
    return await who.slash("start", wait="no", principle="ownership", **more)


async def test_one_response(server: DiscordServer, bot: Bot, ann: Actor) -> None:
    seen = await start(ann)
    assert await bot.hook(seen, "POST", body={"content": "too early"}) == 10015
    assert await bot.answer(seen, 4, {"content": "hello", "flags": EPHEMERAL}) == 0
    assert (seen.text, seen.ephemeral, seen.kind) == ("hello", True, "message")
    assert await bot.answer(seen, 4, {"content": "again"}) == 40060
    assert [each.kind for each in server.violations] == ["wrong_response", "double"]


async def test_three_seconds(server: DiscordServer, bot: Bot, ann: Actor) -> None:
    seen = await start(ann)
    server.clock.advance(3.1)
    assert (seen.text, seen.kind) == ("The application did not respond", "nothing")
    assert await bot.answer(seen, 4, {"content": "late"}) == 10062
    assert [each.kind for each in server.violations] == ["late"]


async def test_fifteen_minutes(server: DiscordServer, bot: Bot, ann: Actor) -> None:
    seen = await start(ann)
    await bot.answer(seen, 4, {"content": "hello"})
    server.clock.advance(15 * 60 + 1)
    assert await bot.hook(seen, "PATCH", "/messages/@original", {"content": "b"}) == 50027
    assert await bot.hook(seen, "POST", body={"content": "b"}) == 50027
    assert [each.kind for each in server.violations] == ["dead_token"] * 2


async def test_no_form_in_answer_to_a_form(server: DiscordServer, bot: Bot, ann: Actor) -> None:
    seen = await start(ann)
    assert await bot.answer(seen, 9, MODAL) == 0
    sent = await ann.submit_modal(seen, ["text"], wait="no")
    assert sent.interaction.data["components"][0]["component"]["value"] == "text"
    assert sent.interaction.data["components"][1]["components"][0]["value"] == "kept"
    assert await bot.answer(sent, 9, MODAL) == 50035
    assert await bot.answer(sent, 7, {"content": "no message to update"}) == 50035
    assert await bot.answer(sent, 4, {"content": "thanks"}) == 0
    assert [each.kind for each in server.violations] == ["wrong_response"] * 2


@pytest.mark.parametrize(
    "change",
    [
        {"title": "x" * 46},
        {"custom_id": "x" * 101},
        {"components": []},
        {"components": MODAL["components"][:1] * 6},
        {"components": [{"type": 18, "label": "x" * 46, "component": {"type": 4, "custom_id": "a", "style": 1}}]},
        {"components": [{"type": 18, "label": "x", "component": {"type": 4, "custom_id": "a", "style": 1, "placeholder": "x" * 101}}]},
        {
            "components": [
                {"type": 18, "label": "x", "component": {"type": 4, "custom_id": "a", "style": 1, "max_length": 3, "value": "four"}}
            ]
        },
        {"components": [{"type": 18, "label": "x", "component": {"type": 4, "custom_id": "a", "style": 1, "max_length": 4001}}]},
        {"components": [MODAL["components"][0], MODAL["components"][0]]},
        {
            "components": [
                {"type": 18, "label": "x", "component": {"type": 21, "custom_id": "a", "options": [{"label": "a", "value": "a"}]}}
            ]
        },
    ],
)
@pytest.mark.parametrize("with_spec", [True, False])
async def test_bad_forms(change: Json, with_spec: bool, server: DiscordServer, bot: Bot, ann: Actor) -> None:
    if not with_spec:
        server.api.spec = None
    assert await bot.answer(await start(ann), 9, MODAL | change) == 50035
    assert len(server.violations) == 1


async def test_what_the_client_would_not_send(bot: Bot, ann: Actor) -> None:
    seen = await start(ann)
    await bot.answer(seen, 9, MODAL)
    for values in (["ab"], ["x" * 11], [""], {"Story": "fine", "Old": "two\nlines"}):
        with pytest.raises(CannotDo):
            await ann.submit_modal(seen, values)
    forged = await ann.submit_modal(seen, ["ab"], forge=True, wait="no")
    assert forged.interaction.data["components"][0]["component"]["value"] == "ab"
    for options in ({}, {"principle": "a", "mode": "other"}, {"principle": "a", "minutes": 61}, {"principle": "a", "nothing": 1}):
        with pytest.raises(CannotDo):
            await ann.slash("start", options=options)
    with pytest.raises(CannotDo):
        await ann.slash("admin")


async def test_deferred_reply_is_filled_by_the_first_follow_up(bot: Bot, ann: Actor) -> None:
    seen = await start(ann)
    assert await bot.answer(seen, 5, {"flags": EPHEMERAL}) == 0
    assert (seen.kind, seen.text) == ("deferred", "Bar Raiser is thinking...")
    assert await bot.hook(seen, "POST", body={"content": "done"}) == 0
    assert (seen.kind, seen.text, seen.ephemeral) == ("message", "done", True)
    assert not seen.message.edited
    assert await bot.hook(seen, "POST", body={"content": "more"}) == 0
    assert (await seen.followup()).text == "more"
    assert not seen.followups[0].ephemeral


async def test_update_of_the_message_pressed(server: DiscordServer, bot: Bot, ann: Actor) -> None:
    seen = await start(ann)
    await bot.answer(seen, 4, {"content": "one", "flags": EPHEMERAL, "components": [row(button("next", "Next"))]})
    before = seen.message.snapshot()
    pressed = await ann.click(seen, "Next", wait="no")
    assert await bot.answer(pressed, 7, {"content": "two", "components": []}) == 0
    assert (seen.text, pressed.kind, pressed.message is seen.message) == ("two", "update", True)
    with pytest.raises(CannotDo):
        await ann.click(seen, "Next")
    stale = await ann.click(before, "Next", wait="no")
    assert await bot.answer(stale, 6) == 0
    assert stale.kind == "update deferred"
    assert await bot.hook(stale, "PATCH", "/messages/@original", {"content": "three"}) == 0
    assert (stale.kind, seen.text) == ("update", "three")
    server.assert_clean()


async def test_others_do_not_see_what_is_ephemeral(server: DiscordServer, bot: Bot, guild: Guild, ann: Actor) -> None:
    ben = server.add_user("Ben", guild)
    seen = await start(ann)
    await bot.answer(seen, 4, {"content": "private", "flags": EPHEMERAL, "components": [row(button("b", "B"))]})
    assert "private" in ann.sees()
    assert "private" not in ben.sees()
    with pytest.raises(CannotDo):
        await ben.click(seen, "B")
    forged = await ben.click(seen, "anything", forge=True, wait="no")
    assert forged.interaction.data["custom_id"] == "anything"
    assert await bot.raw.code("GET", f"/channels/{seen.message.channel.id}/messages/{seen.message.id}") == 10008


async def test_deleting(bot: Bot, ann: Actor) -> None:
    seen = await start(ann)
    await bot.answer(seen, 4, {"content": "a"})
    assert await bot.hook(seen, "DELETE", "/messages/@original") == 0
    assert await bot.hook(seen, "PATCH", "/messages/@original", {"content": "b"}) == 10008
    assert "a" not in ann.sees().splitlines()


async def test_user_install(server: DiscordServer, bot: Bot) -> None:
    """In a server without the bot: five follow-ups; without USE_EXTERNAL_APPS all is ephemeral."""
    strange = server.add_guild("Elsewhere", bot=False)
    cara = server.add_user("Cara", strange, installed=True)
    seen = await start(cara, at=strange.channel("general"))
    assert seen.interaction.payload["authorizing_integration_owners"] == {"1": str(cara.id)}
    await bot.answer(seen, 4, {"content": "0"})
    assert not seen.ephemeral
    codes = [await bot.hook(seen, "POST", body={"content": str(n)}) for n in range(1, 7)]
    assert codes == [0] * 5 + [40094]
    server.violations.forgive("limit")
    server.set_role_permissions(server.everyone(strange), EVERYONE & ~Permission.USE_EXTERNAL_APPS)
    seen = await start(cara)
    await bot.answer(seen, 4, {"content": "hidden"})
    assert seen.ephemeral
    with pytest.raises(CannotDo):
        await start(server.add_user("Dan", strange), at=strange.channel("general"))


async def test_contexts(server: DiscordServer, bot: Bot, ann: Actor, guild: Guild) -> None:
    in_dm = (await start(ann, at=ann.dm)).interaction
    assert (in_dm.context, in_dm.owners) == (1, {"0": "0"})
    assert "user" in in_dm.payload
    assert "member" not in in_dm.payload
    eve = server.add_user("Eve", guild, installed=True)
    between = (await start(eve, at=server.group_dm(eve, ann))).interaction
    assert (between.context, between.owners) == (2, {"1": str(eve.id)})
    here = (await start(eve, at=guild.channel("general"))).interaction
    assert here.owners == {"0": str(guild.id), "1": str(eve.id)}
    assert int(here.payload["app_permissions"]) & Permission.CREATE_PRIVATE_THREADS
    assert not int(here.payload["member"]["permissions"]) & Permission.MANAGE_GUILD


async def test_picked_channels_are_resolved(ann: Actor, general: Channel) -> None:
    data = (await start(ann, channel=general)).interaction.data
    assert data["resolved"]["channels"][str(general.id)]["name"] == "general"


async def test_message_command_gives_the_content(server: DiscordServer, bot: Bot, guild: Guild, general: Channel, ann: Actor) -> None:
    ben = server.add_user("Ben", guild)
    said = await ben.say(general, "what I did")
    seen = await ann.message_command("Judge this answer", said, wait="no")
    assert seen.interaction.data["resolved"]["messages"][str(said.id)]["content"] == "what I did"


async def test_autocomplete(server: DiscordServer, bot: Bot, ann: Actor) -> None:
    waiting = asyncio.create_task(ann.autocomplete("start", "principle", "ow", mode="practice"))
    await server.wait_until(lambda: server.world.interactions)
    seen = Seen(server.world, next(iter(server.world.interactions.values())))
    focused = [each for each in seen.interaction.data["options"] if each.get("focused")]
    assert focused == [{"name": "principle", "type": 3, "value": "ow", "focused": True}]
    assert await bot.answer(seen, 8, {"choices": [{"name": str(n), "value": str(n)} for n in range(26)]}) == 50035
    assert await bot.answer(seen, 8, {"choices": [{"name": "Ownership", "value": "ownership"}]}) == 0
    assert [each.value for each in await waiting] == ["ownership"]
    assert len(server.violations) == 1


@pytest.mark.parametrize(
    "command",
    [
        {"name": "Upper", "description": "a"},
        {"name": "a", "description": ""},
        {"name": "a", "description": "x" * 101},
        {"name": "a", "description": "a", "options": [{"type": 3, "name": "o", "description": "d"}] * 26},
        {
            "name": "a",
            "description": "a",
            "options": [{"type": 3, "name": "o", "description": "d"}, {"type": 3, "name": "p", "description": "d", "required": True}],
        },
        {
            "name": "a",
            "description": "a",
            "options": [{"type": 3, "name": "o", "description": "d", "choices": [{"name": "", "value": "a"}]}],
        },
    ],
)
async def test_bad_commands(command: Json, server: DiscordServer, raw: RawClient) -> None:
    assert await raw.code("PUT", f"/applications/{server.application_id}/commands", [command]) == 50035
    assert len(server.violations) == 1


async def test_commands_keep_their_ids(server: DiscordServer, raw: RawClient, guild: Guild) -> None:
    before = [each["id"] for each in server.commands()]
    _, after = await raw("PUT", f"/applications/{server.application_id}/commands", COMMANDS)
    assert [each["id"] for each in after] == before
    assert server.world.commands_created[None] == 3
    await raw("PUT", f"/applications/{server.application_id}/guilds/{guild.id}/commands", COMMANDS[:1])
    assert len(server.commands(guild)) == 1
