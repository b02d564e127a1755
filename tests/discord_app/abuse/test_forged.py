"""Forged, foreign, stale and replayed interactions: each is answered kindly, shows nothing of anybody else's, and changes nothing."""

from __future__ import annotations

import asyncio
import copy
import random
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.store import members
from bot.store.database import Database
from bot.store.privacy import rows_of
from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING, live, start
from tests.discord_app.study.test_rooms import answers
from tests.discord_server import Actor, BotProcess, Message, Permission, Seen

pytestmark = pytest.mark.asyncio(loop_scope="session")

APP = Path(__file__).parents[3] / "bot" / "discord_app"
# What no message of anybody else's may ever show to a stranger.
SECRET = "quetzalcoatlus"
VALUES = ("", "x", "0", "9" * 20, "zz.zz", "1.2.3", "hire", "senior", "one", "five", "ownership", "a", "yes.0", "-", "_", ".")
OWN = "ownown"
PICKED = ("zz", "", "²", "9" * 19, "1", "x" * 100, "ownership", "\u202e")
SETTINGS = (
    "channels",
    "level",
    "probes",
    "threads",
    "leaderboard",
    "retention_days",
    "language",
    "days",
    "role",
    "channel",
    "hour",
    "zone",
)
STEPS = (0, 1, 7, 999_999)


def actions() -> list[str]:
    """Every action that some button, menu or form of ours leads to, as far as the code names them; the events of an interview as well."""
    from bot.discord_app.interviews.buttons import EVENTS

    named = {
        name
        for path in APP.rglob("*.py")
        for name in re.findall(r"(?:CustomId|router\.add|_id)\(\s*f?\"([a-z]{2,16})\"", path.read_text(encoding="utf-8"))
    }
    return sorted(named | set(EVENTS))


def forged_ids(sessions: list[str]) -> Iterator[str]:
    for action, session, step, value in product(actions(), sessions, STEPS, VALUES):
        yield f"br1:{action}:{session}:{step}" + (f":{value}" if value else "")


async def kept_of(bot: BotProcess, actor: Actor) -> Any:
    """Everything that is stored of a person."""
    database = Database.open(f"sqlite+aiosqlite:///{bot.folder / 'bot.sqlite3'}")
    try:
        async with database.reading() as connection:
            member = await members.find_member(connection, "discord", str(actor.user.id))
            return None if member is None else await rows_of(connection, member)
    finally:
        await database.close()


async def secretive(house: House) -> tuple[Message, str]:
    """Ann's interview with a secret in it, and a study room with her answer: its open question, and its session's id."""
    question = await start(house.ann, house.general)
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [f"{OPENING} My secret: {SECRET}."])
    await house.ann.wait_for("The vote on this answer", at=house.thread)
    await house.server.quiet()
    session = next(id for id in live(house.ann, house.thread).custom_ids).split(":")[2]
    return live(house.ann, house.thread), session


def errors_in(bot: BotProcess) -> int:
    return bot.logs.count(" ERROR ")


async def sent(ben: Actor, on: Message, form: Any, custom_id: str, place: int) -> Seen:
    way = ("click", "select", "form")[place % 3]
    if way == "click":
        return await ben.click(on, custom_id, forge=True)
    if way == "select":
        return await ben.select(on, custom_id, PICKED[(len(custom_id) + place) % len(PICKED)], forge=True)
    forged = copy.copy(form)
    forged.custom_id = custom_id
    return await ben.submit_modal(forged, {form.fields[0].custom_id: "typed by Ben"}, forge=True)


async def forge(house: House, ids: list[str], *, admin: bool = False) -> None:
    """Ben sends all of these, in every way, from a message of his own interview."""
    ann_kept = await kept_of(house.bot, house.ann)
    ben = house.server.add_user("Ben", house.guild)
    if admin:
        house.server.give_role(ben, house.server.add_role(house.guild, "Hosts", permissions=Permission.MANAGE_GUILD))
    own = await start(ben, house.general)
    form = (await ben.click(own, "Answer")).modal
    # His own interview is one of those that are named: what is wrong then is the rest of the id.
    ids = [id.replace(OWN, form.custom_id.split(":")[2]) for id in ids]
    before, reaction = errors_in(house.bot), house.server.reaction_seconds
    house.server.reaction_seconds = 0
    try:
        for part in range(0, len(ids), 12):
            some = ids[part : part + 12]
            seen = await asyncio.gather(*(sent(ben, own, form, id, place) for place, id in enumerate(some, part)))
            for id, one in zip(some, seen, strict=True):
                assert one.error is None, id
                assert SECRET not in one.text, id
                assert errors_in(house.bot) == before, f"{some}\n{house.bot.logs[-3000:]}"
    finally:
        house.server.reaction_seconds = reaction
    # Twelve at once on a machine that is busy: a first response that nobody answered in time is sent once more, and Discord had it already.
    house.server.violations.forgive("double")
    assert await kept_of(house.bot, house.ann) == ann_kept
    assert "typed by Ben" not in house.ann.sees(house.general)


async def test_a_form_under_an_id_that_opens_a_form(house: House) -> None:
    """Discord lets no form follow a form: whoever makes such an id up is told that it leads nowhere, and nothing fails."""
    question = await start(house.ann, house.general)
    button = next(id for id in question.custom_ids if ":answer:" in id)
    form = copy.copy((await house.ann.click(question, button)).modal)
    form.custom_id = button
    before = errors_in(house.bot)
    seen = await house.ann.submit_modal(form, {form.fields[0].custom_id: OPENING}, forge=True)
    assert seen.ephemeral
    assert "moved on" in seen.text
    assert errors_in(house.bot) == before


async def test_forged_ids_change_nothing_and_show_nothing(house: House) -> None:
    _question, session = await secretive(house)
    ids = list(forged_ids(["-", session, OWN, "zzzzzzzzzzzz"]))
    assert len(actions()) > 60
    # Every action once at least, with somebody else's session; the rest drawn by a seed.
    chance = random.Random(7)
    each = [next(id for id in chance.sample(ids, len(ids)) if id.startswith(f"br1:{action}:{session}:")) for action in actions()]
    await forge(house, each + chance.sample(ids, 60))


async def test_an_admins_forged_ids_break_nothing(house: House) -> None:
    ids = [f"br1:{action}:-:0:{name}" for action in ("setting", "dailyset") for name in (*SETTINGS, "x", "9")]
    await forge(house, [id for id in ids for _way in range(3)], admin=True)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6))
async def test_many_forged_ids(house: House, seed: int) -> None:
    _question, session = await secretive(house)
    await forge(house, random.Random(seed).sample(list(forged_ids(["-", session, OWN, "zzzzzzzzzzzz"])), 1_500))


async def test_a_replayed_interaction_is_taken_once(house: House) -> None:
    question = await start(house.ann, house.general)
    form = (await house.ann.click(question, "Answer")).modal
    seen = await house.ann.submit_modal(form, [OPENING])
    await house.server.quiet()
    before = await kept_of(house.bot, house.ann)
    shown = house.ann.sees(house.thread)
    for _ in range(3):
        await house.ann.repeat(seen)
    await house.server.quiet()
    assert (await kept_of(house.bot, house.ann))["turns"] == before["turns"]
    assert house.ann.sees(house.thread) == shown


async def test_what_is_held_in_a_server_is_nobody_s_elsewhere(house: House) -> None:
    """A party and a study room of Ann's server, under ids that a moderator sends from a server of their own."""
    await house.ann.slash("quiz party", at=house.general)
    lobby = await house.ann.wait_for(lambda message: "I am in" in message.buttons, at=house.general)
    await house.ann.slash("study open", at=house.general)
    card = await house.ann.wait_for(lambda message: "Answer in private" in message.buttons, at=house.general)
    await answers(house.ann, card, OPENING)
    den = house.server.add_guild("A den of theirs", channels=["general"])
    mallory = house.server.add_user("Mallory", den)
    house.server.give_role(mallory, house.server.add_role(den, "Lords", permissions=Permission.MANAGE_MESSAGES))
    await mallory.slash("quiz party", at=den.channel("general"))
    own = await mallory.wait_for(lambda message: "I am in" in message.buttons, at=den.channel("general"))
    party, room = (next(iter(message.custom_ids)).split(":")[2] for message in (lobby, card))
    for action in ("quizjoin", "quizstart", "quizgo", "quizreveal", "quizstop"):
        seen = await mallory.click(own, f"br1:{action}:{party}:0", forge=True)
        assert "That quiz is not there any more" in seen.text, action
    for action in ("sranswer", "srreveal", "srrevealsure", "srstop", "srstopsure"):
        seen = await mallory.click(own, f"br1:{action}:{room}:0", forge=True)
        assert "That study room is not there any more" in seen.text, action
    await house.server.quiet()
    assert "Start" in lobby.buttons
    assert "Answer in private" in card.buttons
    await mallory.click(own, "Stop", wait="first")
    await house.server.wait_until(lambda: "called off" in own.text, 5, "the lobby to close")
    await house.ann.click(lobby, "Stop", wait="first")
    await house.ann.click(await house.ann.click(card, "Close the room"), "Close it")


async def test_what_is_typed_into_a_strangers_form_comes_back_to_who_typed_it(house: House) -> None:
    question, session = await secretive(house)
    ben = house.server.add_user("Ben", house.guild)
    own = await start(ben, house.general)
    forged = copy.copy((await ben.click(own, "Answer")).modal)
    forged.custom_id = f"br1:submit:{session}:0:one"
    text = "Ben's whole answer, \u202e@everyone and all."
    seen = await ben.submit_modal(forged, [text], forge=True)
    assert seen.ephemeral
    assert "somebody else's interview" in seen.text
    assert seen.message.attachments[0].text == text
    assert question.custom_ids
