"""What a message may hold, and how it is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ..jsontypes import Json
from ..model import Channel
from ..server import DiscordServer
from ..testing import V2, RawClient, button, menu, row, text


def containers(count: int) -> list[Json]:
    return [{"type": 17, "components": [text("x")]} for _ in range(count)]


BAD: dict[str, tuple[Json, str]] = {
    "content": ({"content": "x" * 2001}, "content"),
    "embeds together": ({"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]}, "MAX_EMBED_SIZE_EXCEEDED"),
    "embed title": ({"embeds": [{"title": "x" * 257}]}, "title"),
    "embed description": ({"embeds": [{"description": "x" * 4097}]}, "description"),
    "embed fields": ({"embeds": [{"fields": [{"name": "a", "value": "b"}] * 26}]}, "fields"),
    "embed field value": ({"embeds": [{"fields": [{"name": "a", "value": "x" * 1025}]}]}, "value"),
    "embed field empty": ({"embeds": [{"fields": [{"name": "a", "value": " "}]}]}, "BASE_TYPE_REQUIRED"),
    "embed image": ({"embeds": [{"title": "a", "image": {"url": "attachment://none.png"}}]}, "image"),
    "custom_id long": ({"content": "a", "components": [row(button("x" * 101))]}, "custom_id"),
    "custom_id twice": ({"content": "a", "components": [row(button("same"), button("same"))]}, "COMPONENT_CUSTOM_ID_DUPLICATED"),
    "label long": ({"content": "a", "components": [row(button("a", "x" * 81))]}, "label"),
    "label missing": ({"content": "a", "components": [row(button("a", ""))]}, "BUTTON_COMPONENT_INVALID"),
    "six in a row": ({"content": "a", "components": [row(*(button(str(n)) for n in range(6)))]}, "components"),
    "six rows": ({"content": "a", "components": [row(button(str(n))) for n in range(6)]}, "components"),
    "v2 without the flag": ({"components": [text("a")]}, "UNION_TYPE_CHOICES"),
    "content with v2": ({"content": "a", "flags": V2, "components": [text("a")]}, "LEGACY_FIELDS"),
    "41 components": ({"flags": V2, "components": [*containers(20), text("x")]}, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    "4,001 shown": ({"flags": V2, "components": [text("x" * 2001), text("x" * 2000)]}, "DISPLAYABLE_TEXT_SIZE"),
    "empty text": ({"flags": V2, "components": [text("")]}, "content"),
    "unknown file": ({"flags": V2, "components": [{"type": 13, "file": {"url": "attachment://a.md"}}]}, "ATTACHMENT_NOT_FOUND"),
    "container in container": (
        {"flags": V2, "components": [{"type": 17, "components": [{"type": 17, "components": [text("a")]}]}]},
        "type",
    ),
    "26 options": (
        {"content": "a", "components": [row(menu(*({"label": str(n), "value": str(n)} for n in range(26))))]},
        "options",
    ),
    "same value twice": (
        {"content": "a", "components": [row(menu(*[{"label": "a", "value": "1"}] * 2))]},
        "OPTION_VALUE_DUPLICATED",
    ),
    "select beside a button": (
        {"content": "a", "components": [row(menu({"label": "a", "value": "1"}), button("b"))]},
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    "section without accessory": ({"flags": V2, "components": [{"type": 9, "components": [text("a")]}]}, "accessory"),
    "nonce": ({"content": "a", "nonce": "x" * 26}, "nonce"),
}


@pytest.mark.parametrize("with_spec", [True, False])
@pytest.mark.parametrize("name", BAD)
async def test_refused(name: str, with_spec: bool, server: DiscordServer, raw: RawClient, general: Channel) -> None:
    """With the description at hand and without it: the rules stand on their own feet."""
    body, told = BAD[name]
    if not with_spec:
        server.api.spec = None
    status, answer = await raw("POST", f"/channels/{general.id}/messages", body)
    assert (status, answer["code"]) == (400, 50035), answer
    assert told in json.dumps(answer["errors"])
    assert [each.kind for each in server.violations] in (["limit"], ["spec"])
    assert not general.messages


GOOD: dict[str, Json] = {
    "2,000 characters of four bytes": {"content": "\N{GRINNING FACE}" * 2000},
    "6,000 over embeds": {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3000}]},
    "40 components": {"flags": V2, "components": containers(20)},
    "4,000 shown": {"flags": V2, "components": [text("x" * 2000), text("x" * 2000)]},
    "25 buttons": {"content": "a", "components": [row(*(button(f"{r}{n}") for n in range(5))) for r in range(5)]},
    "a link": {"content": "a", "components": [row({"type": 2, "style": 5, "url": "https://example.org", "label": "Go"})]},
    "a section": {"flags": V2, "components": [{"type": 9, "components": [text("a")], "accessory": button("b")}]},
    "a gallery": {"flags": V2, "components": [{"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}]}]},
    "a separator": {"flags": V2, "components": [text("a"), {"type": 14, "divider": True, "spacing": 2}]},
}


@pytest.mark.parametrize("name", GOOD)
async def test_taken(name: str, server: DiscordServer, raw: RawClient, general: Channel) -> None:
    status, _ = await raw("POST", f"/channels/{general.id}/messages", GOOD[name])
    assert status == 200
    server.assert_clean()


async def test_empty(server: DiscordServer, raw: RawClient, general: Channel) -> None:
    assert await raw.code("POST", f"/channels/{general.id}/messages", {"content": "   "}) == 50006
    assert server.violations.of("limit")


async def test_too_many_bytes_in_v2_is_a_500(server: DiscordServer, raw: RawClient, general: Channel) -> None:
    """3,000 characters are allowed; 12,000 bytes are not, and Discord fails where it ought to refuse."""
    status, _ = await raw("POST", f"/channels/{general.id}/messages", {"flags": V2, "components": [text("\N{GRINNING FACE}" * 3000)]})
    assert status == 500
    assert "processed bytes" in server.violations.forgive("limit")[0].message


async def posted(raw: RawClient, channel: Channel, body: Json, **more: Any) -> str:
    status, answer = await raw("POST", f"/channels/{channel.id}/messages", body, **more)
    assert status == 200, answer
    return f"/channels/{channel.id}/messages/{answer['id']}"


async def test_the_v2_flag_stays(server: DiscordServer, raw: RawClient, general: Channel) -> None:
    message = await posted(raw, general, {"flags": V2, "components": [text("a")]})
    assert await raw.code("PATCH", message, {"flags": 0, "components": []}) == 50035
    assert await raw.code("PATCH", message, {"content": "b"}) == 50035
    assert await raw.code("PATCH", message, {"components": [text("b")]}) == 0
    assert len(server.violations.forgive("limit")) == 2


async def test_becoming_v2_needs_the_content_reset(server: DiscordServer, raw: RawClient, general: Channel) -> None:
    message = await posted(raw, general, {"content": "a"})
    assert await raw.code("PATCH", message, {"flags": V2, "components": [text("b")]}) == 50035
    assert await raw.code("PATCH", message, {"flags": V2, "components": [text("b")], "content": None}) == 0
    server.violations.forgive("limit")


async def test_a_file_that_nobody_sees_is_noticed(server: DiscordServer, raw: RawClient, general: Channel) -> None:
    await posted(raw, general, {"flags": V2, "components": [text("a")]}, files={"a.md": b"x"})
    assert "a.md" in server.violations.forgive("shown")[0].message
    await posted(raw, general, {"flags": V2, "components": [{"type": 13, "file": {"url": "attachment://a.md"}}]}, files={"a.md": b"x"})
    server.assert_clean()


async def test_attachments_of_an_edit(raw: RawClient, general: Channel) -> None:
    said = [{"id": 0, "description": "first"}, {"id": 1}]
    message = await posted(raw, general, {"content": "a", "attachments": said}, files={"a.md": b"one", "b.md": b"two"})
    held = next(iter(general.messages.values()))
    assert [(each.filename, each.description) for each in held.attachments] == [("a.md", "first"), ("b.md", None)]
    await raw("PATCH", message, {"attachments": [{"id": str(held.attachments[1].id)}]})
    assert [each.text for each in held.attachments] == ["two"]
    await raw("PATCH", message, {"content": "b"}, files={"c.md": b"three"})
    assert [each.filename for each in held.attachments] == ["b.md", "c.md"]
    assert [version.content for version in held.versions] == ["a", "a"]


async def test_enforced_nonce(raw: RawClient, general: Channel) -> None:
    body = {"content": "a", "nonce": "n1", "enforce_nonce": True}
    first = await posted(raw, general, body)
    assert await posted(raw, general, body | {"content": "b"}) == first
    assert len(general.messages) == 1
    assert await posted(raw, general, {"content": "a", "nonce": "n2", "enforce_nonce": True}) != first
