"""A quiz party: a host, members who choose and change their minds, the scores, and everybody's own result at the end."""

from __future__ import annotations

import asyncio
import re

from benchmarks.campaign.ledger import Versions
from benchmarks.campaign.people import Person, offers
from benchmarks.campaign.scene import Broken, Scene
from tests.discord_server import Channel, Message

QUESTIONS = 5
WINDOW = 20
MOST_STEPS = 400
_NUMBER = re.compile(r"Question (\d+) of")
_RECEIPT = re.compile(r"Your answer is (?:in|changed): \*\*([A-E])\.\*\*|This is your answer already: \*\*([A-E])\.\*\*")


class PartyRun:
    def __init__(self, scene: Scene, number: int) -> None:
        self.scene = scene
        self.chance = scene.plan.chance(f"party {number}")
        self.channel: Channel = scene.server.add_channel(scene.guild, f"party-{number}")
        self.host = Person(scene, f"Host{number}", self.chance)
        self.members = [Person(scene, f"Player{number}.{each}", scene.plan.chance(f"player {number}.{each}")) for each in range(3)]

    async def run(self) -> None:
        """From the command to the scores. Raises Broken where it does not get there."""
        await self._open()
        for _step in range(MOST_STEPS):
            scores = self._with("quizown")
            if scores is not None:
                break
            await self._lead()
            await asyncio.sleep(0.05)
        else:
            raise Broken(f"the party in {self.channel.name} does not end:\n{self.host.actor.sees(self.channel)[-4000:]}")
        for person in (self.host, *self.members):
            await self._compare(person, scores)
        self._once()
        self.scene.counts["parties"] += 1

    async def _open(self) -> None:
        options = {"questions": QUESTIONS, "window": WINDOW}
        for _try in range(MOST_STEPS):
            await self.host.command("quiz party", self.channel, options)
            # Where the first command was taken before the bot died, the second one says that a party is running here.
            if await self.scene.until(lambda: bool(self.host.shown(self.channel)) and self._with("quizjoin") is not None, 4.0):
                break
        else:
            raise Broken(f"no party can be opened in {self.channel.name}")
        await asyncio.gather(*(self._join(person) for person in self.members))

    async def _join(self, person: Person) -> None:
        while (lobby := self._with("quizjoin")) is not None:
            seen = await person.press(lobby, offers(lobby)["quizjoin"][0])
            if seen is not None:
                return

    async def _lead(self) -> None:
        """One thing that the host does, as the channel stands."""
        await self.scene.up.wait()
        if (question := self._with("quizgive")) is not None:
            await asyncio.gather(*(self._answer(person, question) for person in (self.host, *self.members)))
            if "quizreveal" in offers(question):
                await self.host.press(question, offers(question)["quizreveal"][0], first=True)
                await self.scene.until(lambda: "quizgive" not in offers(question), 5.0)
        elif (message := self._with("quizgo") or self._with("quizstart")) is not None:
            offered = offers(message)
            before = message.custom_ids
            await self.host.press(message, (offered.get("quizgo") or offered["quizstart"])[0], first=True)
            await self.scene.until(lambda: message.custom_ids != before, 5.0)
        else:
            await self.scene.until(lambda: any(self._with(each) for each in ("quizgive", "quizgo", "quizown")), 8.0)

    async def _answer(self, person: Person, question: Message) -> None:
        """Chooses, until a receipt comes or the question is closed; sometimes thinks again."""
        number = int(found[1]) if (found := _NUMBER.search(question.text)) else 0
        letters = self.scene.ledger.picks.setdefault((self.channel.id, number, person.actor.id), Versions())
        wanted = 1 if person.chance.random() < 0.75 else 2
        if letters.acknowledged is not None and person.chance.random() < 0.8:
            return
        while wanted and (given := offers(question).get("quizgive")):
            id = person.chance.choice(given)
            letters.send(id[-1].upper())
            seen = await person.press(question, id)
            if seen is None:
                continue
            receipt = _RECEIPT.search(seen.message.content)
            if receipt is not None:
                letters.send(receipt[1] or receipt[2])
                letters.acknowledge()
            wanted -= 1

    async def _compare(self, person: Person, scores: Message) -> None:
        """What everybody is told of their own answers is what they were told when they gave them."""
        seen = None
        while seen is None:
            seen = await person.press(scores, offers(scores)["quizown"][0])
        told = {int(number): line for number, line in re.findall(r"(?m)^\|? *(\d+)\. (.*(?:\n(?!\|? *\d+\.).*)*)", seen.text)}
        for (channel, number, member), letters in self.scene.ledger.picks.items():
            if channel != self.channel.id or member != person.actor.id or letters.acknowledged is None or number not in told:
                continue
            if not any(f"**{letter}**" in told[number] for letter in letters.texts[letters.acknowledged :]):
                raise Broken(f"{person.actor.name} answered {letters.texts} to question {number} and is told: {told[number]}")

    def _with(self, action: str) -> Message | None:
        """The newest message in the channel on which that can be pressed."""
        shown = [each for each in self.host.shown(self.channel) if not each.ephemeral]
        return next((each for each in reversed(shown) if action in offers(each)), None)

    def _once(self) -> None:
        """Nothing stands in the channel twice."""
        for number in range(1, QUESTIONS + 1):
            times = sum(f"Question {number} of {QUESTIONS}" in each.text for each in self.host.shown(self.channel) if not each.ephemeral)
            if times > 1:
                raise Broken(f"question {number} stands {times} times in {self.channel.name}")
