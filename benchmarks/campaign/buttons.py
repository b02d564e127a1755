"""No dead button: what can be pressed on the last messages is pressed, and an answer has to come."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from benchmarks.campaign.people import PATIENCE, offers
from benchmarks.campaign.scene import Broken, Scene
from tests.discord_server import Actor, Channel, Message

# Pressed in the midst of things: they show something or open a form, and move nothing on.
HARMLESS = frozenset(
    {
        *("answer", "stage", "hint", "repeat", "minute", "turn", "vote", "resume", "end"),
        *("quizown", "quizmine", "sranswer", "srvote", "srown", "srstop", "ppdesk", "ppanswer", "ppjudge", "ppend"),
    }
)


async def press_all(scene: Scene, actors: Iterable[Actor], *, all_of_them: bool) -> None:
    """Presses what can be pressed on the newest message of every place that offers anything. `all_of_them`: on every message, and every
    button; without it, what moves nothing on. Raises Broken where the bot is there and does not answer."""
    # One after the other, as many places at once as there are: like people.
    await asyncio.gather(*(_in_place(scene, actor, place, messages, all_of_them) for actor, place, messages in _found(scene, actors)))


def _found(scene: Scene, actors: Iterable[Actor]) -> list[tuple[Actor, Channel, list[Message]]]:
    """Each place once, with somebody who sees it; what only one person sees, with that person."""
    found: list[tuple[Actor, Channel, list[Message]]] = []
    known: set[int] = set()
    for actor in actors:
        for place in [*actor.threads(), actor.dm, *(each for each in scene.guild.channels.values() if each.thread is None)]:
            messages = [each for each in actor.visible(place) if each.author is scene.server.bot and each.id not in known and offers(each)]
            known |= {each.id for each in messages}
            if messages:
                found.append((actor, place, messages))
    return found


async def _in_place(scene: Scene, actor: Actor, place: Channel, messages: list[Message], all_of_them: bool) -> None:
    for message in messages if all_of_them else messages[-1:]:
        for action, ids in offers(message).items():
            if all_of_them or action in HARMLESS:
                for id in ids:
                    await _press(scene, actor, message, id)


async def _press(scene: Scene, actor: Actor, message: Message, id: str) -> None:
    if id not in message.custom_ids or place_is_gone(message) or not scene.up.is_set():
        return
    deaths = scene.deaths
    seen = await actor.click(message, id, wait="no", forge=True)
    act = seen.interaction
    await scene.until(lambda: act.answered or scene.deaths != deaths, PATIENCE)
    scene.counts["buttons pressed"] += 1
    if act.answered and not act.failed:
        scene.note_words(seen.text)
    elif scene.deaths == deaths and act.token not in scene.faulted:
        raise Broken(f"a dead button: {id} on {message.text[:200]!r}")


def place_is_gone(message: Message) -> bool:
    return message.deleted or message.channel.deleted or (message.channel.thread is not None and message.channel.thread.archived)
