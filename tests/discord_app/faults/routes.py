"""Every route of Discord's API that the bot uses, and a scene for each: something that people do, which asks for it.

A scene is played to its end in spite of whatever happens to its requests. People do what people do: what was not answered is pressed once
more, and what does not come is asked for with `/interview resume`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.discord_app.conftest import House
from tests.discord_app.eventually import eventually
from tests.discord_app.faults.asked import (
    CALLBACK,
    CHANGE_CHANNEL,
    DELETE,
    DELETE_CHANNEL,
    DIRECT,
    EDIT,
    FILE,
    FOLLOW_UP,
    INTO_THREAD,
    ORIGINAL,
    POST,
    READ,
    THREAD,
    USER,
)
from tests.discord_app.faults.conftest import stored
from tests.discord_app.story import OPENING, REPLY
from tests.discord_server import Actor, Channel, Message, Permission

REVEAL = "Everybody has answered"
Trouble = Callable[[], None]
"""To be called before each step: the next request to the route in question meets the fault."""
Scene = Callable[[House, Trouble], Awaitable[None]]


@dataclass
class Person:
    """Somebody who wants to get to the end."""

    house: House
    actor: Actor
    trouble: Trouble
    mine: str

    def places(self) -> list[Channel]:
        return [*self.actor.threads(), self.actor.dm, self.house.general]

    def seen(self) -> list[Message]:
        """Everything that this person sees, the newest last."""
        found = {message.id: message for place in self.places() for message in self.actor.visible(place)}
        return [found[id] for id in sorted(found)]

    def open(self) -> Message | None:
        """The newest message that asks for something."""
        return next((message for message in reversed(self.seen()) if {"Answer", "Go on"} & set(message.buttons)), None)

    def debrief(self) -> Message | None:
        return next((message for message in self.seen() if "Debrief ·" in message.text and "The vote:" in message.text), None)

    async def begin(self, **options: str) -> None:
        self.trouble()
        await self.actor.slash("interview start", at=self.house.general, options={"principle": "ownership", "mode": "interview", **options})
        await self.house.server.quiet(timeout=100)
        if self.open() is None:
            await self.actor.slash("interview resume", at=self.house.general)

    async def to_the_end(self, *, by: str = "form") -> None:
        text = REPLY if stored(self.house.bot, self.mine) else self.mine
        for _step in range(30):
            await self.house.server.quiet(timeout=100)
            if self.debrief() is not None:
                return
            message = self.open()
            if message is None or not message.buttons:
                self.house.server.faults.clear()
                await self.actor.slash("interview resume", at=self.house.general)
                continue
            before = stored(self.house.bot, text)
            self.trouble()
            if by == "form":
                seen = await self.actor.click(message, "Answer")
                if seen.kind != "modal":
                    # Told that this step is over, or nothing at all: what is next may be on its way.
                    await self.house.server.quiet(1.5, timeout=100)
                    continue
                seen = await self.actor.submit_modal(seen.modal, [text])
            else:
                await self.actor.say(message.channel, text, reply_to=None if message.channel is self.actor.dm else message)
            await self.house.server.quiet(0.3, timeout=100)
            if stored(self.house.bot, text) > before:
                text = f"{REPLY} ({_step})"
            elif self.open() is message:
                # Nothing happened: whoever waits in vain asks where the interview stands.
                await self.actor.slash("interview resume", at=self.house.general)
        raise AssertionError(f"no debrief:\n{self.actor.sees(self.places()[0])}\n{self.house.bot.logs[-4000:]}")


async def interview(house: House, trouble: Trouble) -> None:
    """In a private thread, answered by form."""
    ann = Person(house, house.ann, trouble, _mine(house))
    await ann.begin()
    await ann.to_the_end()
    assert stored(house.bot, ann.mine) == 1


async def in_messages(house: House, trouble: Trouble) -> None:
    """In direct messages, answered by writing."""
    ann = Person(house, house.ann, trouble, _mine(house))
    await ann.begin(place="dm")
    await ann.to_the_end(by="message")
    assert stored(house.bot, ann.mine) == 1


async def moved(house: House, trouble: Trouble) -> None:
    """The thread cannot be written to any more when the answer comes, as a reply: it goes on in direct messages."""
    ann = Person(house, house.ann, lambda: None, _mine(house))
    await ann.begin()
    question = ann.open()
    assert question is not None
    house.server.permit(house.general, house.server.bot, deny=Permission.SEND_MESSAGES_IN_THREADS)
    trouble()
    await house.ann.say(question.channel, ann.mine, reply_to=question)
    await house.server.quiet(1.5, timeout=100)
    house.server.faults.clear()
    await ann.to_the_end()
    assert stored(house.bot, ann.mine) == 1


async def party(house: House, trouble: Trouble) -> None:
    """A quiz for everyone in the channel, to its scores."""
    trouble()
    seen = await house.ann.slash("quiz party", at=house.general, questions=5, window=10)
    if seen.error is not None:
        await house.ann.slash("quiz party", at=house.general, questions=5, window=10)
    await house.ann.wait_for(lambda message: "I am in" in message.buttons, at=house.general, timeout=40)
    pressed: object = None
    for _step in range(60):
        await house.server.quiet(timeout=100)
        newest = next(message for message in reversed(house.ann.visible(house.general)) if not message.ephemeral)
        if "My result" in newest.buttons:
            return
        label = next((label for label in ("Start", "Go on", REVEAL) if label in newest.buttons), None)
        if label is None:
            await house.server.quiet(1.0, timeout=100)
            continue
        if pressed == (newest.id, label):
            # Nothing came of it yet: discord.py waits for a second or more before it asks a Discord that failed once more.
            pressed = None
            await house.server.quiet(1.0, timeout=100)
            continue
        pressed = newest.id, label
        trouble()
        if label == REVEAL:
            await house.ann.click(newest, "A", wait="first")
        await house.ann.click(newest, label, wait="first", forge=True)
    raise AssertionError(f"no end:\n{house.ann.sees(house.general)}\n{house.bot.logs[-3000:]}")


async def text_file(house: House, trouble: Trouble) -> None:
    """An answer as a file in direct messages; where it could not be read, the person is told to send it once more."""
    ann = Person(house, house.ann, lambda: None, _mine(house))
    await ann.begin(place="dm")
    trouble()
    await house.ann.say(house.ann.dm, "", files=[("answer.txt", ann.mine.encode())])
    again = "Your message is still above"
    await eventually(lambda: bool(stored(house.bot, ann.mine)) or again in house.ann.sees(house.ann.dm), 60)
    if not stored(house.bot, ann.mine):
        await house.ann.say(house.ann.dm, "", files=[("answer.txt", ann.mine.encode())])
    await house.ann.wait_for("Follow-up 1 of", at=house.ann.dm, timeout=40)
    assert stored(house.bot, ann.mine) == 1


async def to_keep(house: House, trouble: Trouble) -> None:
    """An interview that only its person sees, ended: the debrief, and after it the file with all of it."""
    ann = Person(house, house.ann, lambda: None, _mine(house))
    await ann.begin(place="here")
    question = ann.open()
    assert question is not None
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [ann.mine])
    sure = await house.ann.slash("interview end", at=house.general)
    trouble()
    await house.ann.click(sure, "End it")
    await house.server.quiet(timeout=100)
    files = [file.filename for message in house.ann.visible(house.general) for file in message.attachments]
    if "debrief-ownership-sde2.md" not in files:
        # Discord had given the command up before it was answered: the file is where everything is.
        seen = await house.ann.slash("history", at=house.general)
        assert "Ownership" in seen.text, house.ann.sees(house.general)


async def forgotten(house: House, trouble: Trouble) -> None:
    """Everything is forgotten, and what the bot has said about it in an archived thread is taken away, message by message."""
    await _forget(house, trouble, archived=True)


async def forgotten_whole(house: House, trouble: Trouble) -> None:
    """The same where the bot may delete the thread."""
    house.server.set_role_permissions(house.server.bot_role(house.guild), Permission.ADMINISTRATOR)
    await _forget(house, trouble, archived=False)


async def _forget(house: House, trouble: Trouble, *, archived: bool) -> None:
    ann = Person(house, house.ann, lambda: None, _mine(house))
    await ann.begin()
    question = ann.open()
    assert question is not None
    thread = question.channel
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [ann.mine])
    await house.server.quiet(timeout=100)
    if archived:
        house.server.archive(thread)
    asked = await house.ann.slash("privacy forget", at=house.general)
    trouble()
    await house.ann.click(asked, "Forget it for good")

    def clear() -> bool:
        ours = [message for message in thread.messages.values() if message.author is house.server.bot and not message.deleted]
        return thread.deleted or not any(ann.mine[:60] in message.text for message in ours)

    await house.server.wait_until(clear, 60, "the thread to be clear")
    assert stored(house.bot, ann.mine) == 0


SCENES: dict[str, tuple[Scene, tuple[str, ...]]] = {
    "interview": (interview, (CALLBACK, ORIGINAL, POST, THREAD, INTO_THREAD)),
    "in messages": (in_messages, (DIRECT, POST)),
    "moved": (moved, (USER, DIRECT)),
    "party": (party, (CALLBACK, POST, EDIT)),
    "to keep": (to_keep, (CALLBACK, FOLLOW_UP)),
    "forgotten": (forgotten, (DIRECT, READ, DELETE, CHANGE_CHANNEL)),
    "forgotten whole": (forgotten_whole, (DELETE_CHANNEL,)),
    "text file": (text_file, (FILE, POST)),
}

_count = iter(range(10_000))


def _mine(house: House) -> str:
    return OPENING.replace("clinics", f"warehouses of line {next(_count)}")
