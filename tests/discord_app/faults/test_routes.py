"""Every route that the bot uses, and everything that a request can meet: what people began comes to its end, and no answer is lost or taken
twice. An ordinary run plays a few of the pairs, chosen by a seed; `pytest -m long` plays all of them."""

from __future__ import annotations

import random

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.faults.asked import CALLBACK, ORIGINAL, PEOPLES, THREAD
from tests.discord_app.faults.conftest import unreadable
from tests.discord_app.faults.routes import SCENES
from tests.discord_app.story import start
from tests.discord_server import Actor, Fault

pytestmark = pytest.mark.asyncio(loop_scope="session")

FAULTS = {
    "429": Fault.rate_limited(0.2),
    "500": Fault.status(500),
    "502": Fault.status(502),
    "reset": Fault.reset(),
    "lost answer": Fault.lost_response(),
    "4 s late": Fault.delay(4),
    "no answer": Fault.hang(),
}
PAIRS = [(scene, route, fault) for scene, (_play, routes) in SCENES.items() for route in routes for fault in FAULTS]
# What takes long by its nature is for the long run.
QUICK = [pair for pair in PAIRS if pair[2] in ("429", "reset", "lost answer")]
SAMPLE = [*random.Random(20261125).sample(QUICK, 3), ("interview", CALLBACK, "500")]


def pairs() -> list[object]:
    return [pytest.param(*pair, marks=[] if pair in SAMPLE else [pytest.mark.long], id=" ".join(pair)) for pair in PAIRS]


@pytest.mark.parametrize(("scene", "route", "fault"), pairs())
async def test_it_comes_to_its_end(house: House, scene: str, route: str, fault: str) -> None:
    play, _routes = SCENES[scene]
    # The first steps meet it, one request each; a Discord that never recovers is not what this is about.
    most = 3 if fault not in ("4 s late", "no answer") else 1
    before = len(house.server.faults.met)

    def trouble() -> None:
        house.server.faults.clear()
        if len(house.server.faults.met) - before < most:
            house.server.faults.add(route, FAULTS[fault])

    await play(house, trouble)
    assert len(house.server.faults.met) > before, f"nothing in {scene} asks for {route}"
    # A first response that Discord did and did not confirm is sent twice; it says so, and that is all.
    house.server.violations.forgive("double")
    if fault in ("4 s late", "no answer"):
        # Nothing that the bot does makes Discord hear it.
        house.server.violations.forgive("unanswered")
        house.server.violations.forgive("late")


async def test_every_route_that_people_make_the_bot_ask_for_is_in_a_scene() -> None:
    assert {route for _play, routes in SCENES.values() for route in routes} == PEOPLES


async def test_a_thread_that_discord_does_not_open_is_said_and_the_next_place_taken(house: House) -> None:
    house.server.faults.add(THREAD, Fault.reset(), times=5)
    seen = await house.ann.slash("interview start", at=house.general, principle="ownership")
    assert "Discord did not open it just now" in seen.text
    assert "Answer" in house.ann.visible(house.ann.dm)[-1].buttons


async def answered_in_vain(house: House, actor: Actor) -> None:
    """Discord takes no message for a while: the person is told that the answer is kept."""
    question = await start(actor, house.general, mode="interview")
    form = (await actor.click(question, "Answer")).modal
    house.server.faults.add("POST /channels/{channel_id}/messages", Fault.reset(), times=3)
    seen = await actor.submit_modal(form, ["I counted every pallet twice and found the missing ones behind the gate."])
    waits = "Your answer is kept; what follows comes by itself"
    await house.server.wait_until(lambda: any(waits in message.text for message in seen.messages), 10, "the line that says so")


async def test_a_step_that_discord_does_not_take_comes_by_itself_when_it_does(house: House) -> None:
    await answered_in_vain(house, house.ann)
    shown = await house.ann.wait_for("Follow-up 1 of", at=house.thread)
    assert "Discord did not take this when it was ready" in shown.text
    assert house.ann.sees(house.thread).count("Follow-up 1 of") == 1


async def test_a_debrief_is_said_to_be_elsewhere_when_it_is_and_to_come_until_then(house: House) -> None:
    await start(house.ann, house.general)
    sure = await house.ann.slash("interview end", at=house.general)
    house.server.faults.add("POST /channels/{channel_id}/messages", Fault.reset(), times=3)
    seen = await house.ann.click(sure, "End it")
    await house.server.wait_until(lambda: len(seen.messages) == 2, 10, "the line that it comes")
    told = house.ann.sees(house.general)
    assert "what follows comes by itself" in told
    assert "Ended" not in told
    await house.ann.wait_for("Discord did not take this when it was ready", at=house.thread)


async def test_a_waiting_step_that_cannot_be_shown_holds_up_no_other(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    await answered_in_vain(house, house.ann)
    unreadable(house.bot, house.ann, "showing")
    await answered_in_vain(house, ben)
    shown = await ben.wait_for("Follow-up 1 of", at=ben.threads()[-1])
    assert "Discord did not take this when it was ready" in shown.text


async def test_what_was_asked_for_comes_once_discord_can_be_reached_again(house: House) -> None:
    """Longer than any other request is repeated: it is the answer that comes, and not a word on what failed."""
    await start(house.ann, house.general)
    for fault, times in ((Fault.reset(), 3), (Fault.lost_response(), 1)):
        house.server.faults.add(ORIGINAL, fault, times=times)
    seen = await house.ann.slash("privacy export", at=house.general)
    await house.server.quiet()
    assert not house.server.faults.pending
    assert [len(message.attachments) for message in seen.messages] == [1], seen


async def test_a_first_response_is_insisted_on_for_as_long_as_discord_waits(house: House) -> None:
    house.server.faults.add(CALLBACK, Fault.reset(), times=4)
    seen = await house.ann.slash("help", at=house.general)
    assert seen.error is None
    assert "could not" not in seen.text
    assert not house.server.faults.pending
