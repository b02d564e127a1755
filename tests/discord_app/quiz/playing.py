"""How a party is played in these tests: opened, answered, led, looked at."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterable

import aiosqlite

from bot.content.library import load_library
from bot.core.quiz import Item, items
from tests.discord_app.conftest import SCENARIOS, House
from tests.discord_server import Actor, Channel, Message, Seen

LETTERS = "ABCDE"


def pool() -> dict[str, Item]:
    """The questions that the bot of these tests knows, by what they ask."""
    library = load_library([SCENARIOS / "have_backbone_disagree_and_commit"])
    return {item.ask: item for item in items(library.scenarios.values())}


def item_in(message: Message) -> Item:
    """The question that stands in a message."""
    return next(item for ask, item in pool().items() if ask in message.text)


def right_letter(message: Message) -> str:
    """The letter under which a message shows the right option."""
    item = item_in(message)
    shown: dict[str, str] = dict(re.findall(r"\*\*([A-E])\.\*\* (.+)", message.text))
    return next(letter for letter, text in shown.items() if text.strip() == item.options[item.right].text)


def wrong_letter(message: Message) -> str:
    return next(letter for letter in LETTERS[:4] if letter != right_letter(message))


def crowd(house: House, count: int) -> list[Actor]:
    return [house.server.add_user(f"P{number}", house.guild) for number in range(count)]


async def open_party(house: House, at: Channel | None = None, questions: int = 5, window: int = 10) -> Message:
    """The lobby that Ann has opened."""
    place = at or house.general
    seen = await house.ann.slash("quiz party", at=place, questions=questions, window=window)
    assert seen.ephemeral
    return await house.ann.wait_for(lambda message: "I am in" in message.buttons, at=place)


async def lead(actor: Actor, message: Message | Seen, label: str, *, forge: bool = False) -> Seen:
    """Presses a button that leads the party: what comes of it is shown in the channel."""
    return await actor.click(message, label, wait="first", forge=forge)


async def first_question(house: House, lobby: Message) -> Message:
    """The first question, open; the host does not wait for the reading time."""
    await lead(house.ann, lobby, "Start")
    return await next_question(house, 1, at=lobby.channel)


async def next_question(house: House, number: int, at: Channel | None = None) -> Message:
    """From a story to its question."""
    place = at or house.general
    story = await house.ann.wait_for(lambda message: f"Next: question {number} of" in message.text, at=place)
    await lead(house.ann, story, "Go on")
    return await house.ann.wait_for(lambda message: f"Question {number} of" in message.text and "A" in message.buttons, at=place)


async def answer_all(message: Message, people: Iterable[Actor], letter: str) -> list[Seen]:
    return await asyncio.gather(*(person.click(message, letter) for person in people))


async def revealed(house: House, message: Message) -> Message:
    """The question once its answer is on show."""
    await house.server.wait_until(lambda: "· the answer" in message.text, 20, "the answer to be shown")
    return message


async def time_is_up(house: House, seconds_ago: int = 2) -> None:
    """Lets the time of every party be over, as if it had passed: nobody waits for a window in these tests. What another party sets makes
    the bot look at once."""
    async with aiosqlite.connect(house.bot.folder / "bot.sqlite3", timeout=10) as connection:
        if house.bot.running:
            await settled(connection)
        at = int(time.time()) - seconds_ago
        await connection.execute("UPDATE quiz_parties SET ends_at = ? WHERE status = 'open'", (at,))
        await connection.execute("UPDATE due SET due_at = ? WHERE kind = 'quiz party'", (at,))
        await connection.commit()
    await looks_again(house)


async def looks_again(house: House) -> None:
    """Something new that is due makes the bot look for everything that is."""
    if house.bot.running:
        elsewhere = house.server.add_guild("Elsewhere", channels=["general"])
        await house.server.add_user("Zoe", elsewhere).slash("quiz party", at=elsewhere.channel("general"))


async def settled(connection: aiosqlite.Connection) -> None:
    """Until nothing that was due is in anybody's hands: a step that is just being shown would set its time anew."""
    busy = "SELECT (SELECT count(*) FROM due WHERE claimed_until > 0) + (SELECT count(*) FROM quiz_parties WHERE shown_step < step)"
    for _look in range(200):
        async with connection.execute(busy) as cursor:
            row = await cursor.fetchone()
        if row is not None and row[0] == 0:
            return
        await asyncio.sleep(0.02)
    raise TimeoutError("something that is due stays in somebody's hands")
