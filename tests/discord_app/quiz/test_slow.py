"""Discord is slow in many channels at once: a party elsewhere goes on at its time."""

from __future__ import annotations

import asyncio

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.quiz.playing import lead, open_party
from tests.discord_server import Channel, Fault

pytestmark = pytest.mark.asyncio(loop_scope="session")

SLOW, SECONDS = 12, 4.0


@pytest.mark.long
async def test_parties_in_slow_channels_hold_up_no_other(house: House) -> None:
    server, ann = house.server, house.ann
    slow = [server.add_channel(house.guild, f"slow-{number}") for number in range(SLOW)]
    lobbies = await asyncio.gather(*(open_party(house, at=channel) for channel in slow))
    quick = await open_party(house)
    paths = {f"/channels/{channel.id}/messages" for channel in slow}
    server.faults.add("POST *", Fault.delay(SECONDS), times=SLOW, only_if=lambda record: record.path in paths)
    await asyncio.gather(*(lead(ann, lobby, "Start") for lobby in lobbies))
    await server.wait_until(lambda: server.faults.pending == 0, 10, "all of them to be under way")
    await lead(ann, quick, "Start")
    await ann.wait_for("Next: question 1 of", at=house.general, timeout=SECONDS * 2)
    assert not [channel for channel in slow if begun(house, channel)], "the one that was not slow did not wait for those that are"
    for channel in slow:
        await ann.wait_for("Next: question 1 of", at=channel, timeout=20)
    for channel in (*slow, house.general):
        story = next(message for message in reversed(ann.visible(channel)) if "Stop" in message.buttons)
        await lead(ann, story, "Stop")
        await ann.wait_for("The scores", at=channel, timeout=10)


def begun(house: House, channel: Channel) -> bool:
    return any("Next: question 1 of" in message.text for message in house.ann.visible(channel))
