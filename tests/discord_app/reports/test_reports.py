"""From /history to a file that can be kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING, start, to_the_end
from tests.discord_server import Actor, Seen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def opened(house: House) -> Seen:
    """Ann's only session, opened from /history."""
    listed = await house.ann.slash("history", at=house.general)
    menu = next(id for id in listed.message.custom_ids if ":open:" in id)
    return await house.ann.select(listed, menu, options(listed.message.components, menu)[0])


def options(components: Sequence[Any], menu: str) -> list[str]:
    """The values that a menu offers, wherever in the message it stands."""
    for component in components:
        if component.get("custom_id") == menu:
            return [option["value"] for option in component["options"]]
        if found := options(component.get("components", ()), menu):
            return found
    return []


async def test_a_finished_session_comes_as_two_files_for_its_own_member(house: House) -> None:
    message = await start(house.ann, house.general)
    await house.ann.submit_modal((await house.ann.click(message, "Answer")).modal, [OPENING])
    await to_the_end(house.server, house.ann, house.thread)
    seen = await opened(house)
    files = await house.ann.click(next(one for one in seen.messages if "As a file" in one.buttons), "As a file")
    assert files.ephemeral
    page, text = files.message.attachments
    assert page.filename.endswith(".html")
    assert text.filename.endswith(".md")
    assert page.text.startswith("<!DOCTYPE html>")
    for file in (page, text):
        assert "The debrief" in file.text
        assert "checkpoint, tested it against the recorded failures" in file.text

    ben: Actor = house.server.add_user("Ben", house.guild)
    stolen = await ben.click(next(one for one in seen.messages if "As a file" in one.buttons), "As a file", forge=True)
    assert "somebody else's" in stolen.text
    assert not stolen.message.attachments
