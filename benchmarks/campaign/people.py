"""A person who is patient: what brought no answer is pressed again. What they saw is what they know; they do not look into databases."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from benchmarks.campaign.scene import Broken, Scene
from tests.discord_server import Actor, CannotDo, Channel, Message, Modal, Seen
from tests.discord_server.components import interactive
from tests.discord_server.modal import Filled

# How long a person looks at "thinking ..." while the bot is there. It is more than Discord's faults take all together.
PATIENCE = 40.0
# How often somebody presses into the void while the bot is away.
INTO_THE_VOID = 0.15
SLOW = "this line changes as soon as it is saved"


class Person:
    def __init__(self, scene: Scene, name: str, chance: random.Random) -> None:
        self.scene = scene
        self.chance = chance
        self.actor: Actor = scene.server.add_user(name, scene.guild)
        scene.actors.append(self.actor)

    # Doing ----------------------------------------------------------------------------------------------------------------

    async def press(self, message: Message | Seen, id: str, *, first: bool = False) -> Seen | None:
        """Presses a button; None where no answer came. `first`: what comes of it is shown elsewhere."""
        return await self._done(lambda: self.actor.click(message, id, wait="no"), first)

    async def send(self, form: Modal, values: Mapping[str, Filled] | Sequence[Filled], *, first: bool = False) -> Seen | None:
        return await self._done(lambda: self.actor.submit_modal(form, values, wait="no"), first)

    async def command(self, name: str, at: Channel, options: Mapping[str, Any]) -> Seen | None:
        return await self._done(lambda: self.actor.slash(name, at=at, options=options, wait="no"), False)

    async def opens(self, message: Message | Seen, id: str) -> Modal | None:
        """The form behind a button; None where none opened."""
        seen = await self.press(message, id)
        return None if seen is None else seen.interaction.modal

    async def say(self, channel: Channel, text: str, reply_to: Message | None) -> None:
        await self.there()
        await self.actor.say(channel, text, reply_to=reply_to)
        self.scene.counts["messages"] += 1

    async def there(self) -> None:
        """Mostly, people see that the bot is away, and wait."""
        if self.chance.random() > INTO_THE_VOID:
            await self.scene.up.wait()

    async def _done(self, begin: Callable[[], Awaitable[Seen]], first: bool) -> Seen | None:
        await self.there()
        scene = self.scene
        deaths, away = scene.deaths, not scene.up.is_set()
        try:
            seen = await begin()
        except CannotDo:
            # The message changed while the finger was on its way.
            scene.counts["too late to press"] += 1
            return None
        scene.counts["interactions"] += 1
        act = seen.interaction

        def came() -> bool:
            return (act.answered if first else act.complete) and not act.failed

        # Where the bot dies, or was away, nobody has to wait until Discord says so.
        over = await scene.until(lambda: came() or act.failed or scene.deaths != deaths or (away and scene.up.is_set()), PATIENCE)
        if came():
            # "This line changes as soon as it is saved": who reads that waits for it.
            await scene.until(lambda: SLOW not in seen.text or scene.deaths != deaths, PATIENCE)
            scene.note_words(seen.text)
            return seen
        if not over and act.token not in scene.faulted:
            raise Broken(f"{self.actor.name} waited {PATIENCE:g} s in vain after {act.where} ({seen.kind})")
        scene.counts["interactions without an answer"] += 1
        return None

    # Looking --------------------------------------------------------------------------------------------------------------

    def places(self) -> list[Channel]:
        """Where this person may find something: the DM, their threads, the channels."""
        return [self.actor.dm, *self.actor.threads(), *(each for each in self.scene.guild.channels.values() if each.thread is None)]

    def shown(self, at: Channel) -> list[Message]:
        """The bot's messages there, the newest last."""
        return [each for each in self.actor.visible(at) if each.author is self.scene.server.bot and not each.loading]


def offers(message: Message) -> dict[str, list[str]]:
    """What can be pressed on a message: custom_ids by their action (`br1:<action>:...`)."""
    found: dict[str, list[str]] = defaultdict(list)
    for part in interactive(message.components):
        if "custom_id" in part and not part.get("disabled"):
            found[part["custom_id"].split(":")[1]].append(part["custom_id"])
    return found


def session_of(id: str) -> tuple[str, int]:
    """Whose button it is, and of which step."""
    _version, _action, session, step = id.split(":")[:4]
    return session, int(step)
