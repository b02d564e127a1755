"""A study room: answers in private, votes on each before and after the judge's, the tally. And the room in the bar raiser's chair, with
candidates instead of answers."""

from __future__ import annotations

import asyncio
import re

from benchmarks.campaign.ledger import Versions
from benchmarks.campaign.people import Person, offers, session_of
from benchmarks.campaign.scene import Broken, Scene
from tests.discord_app.study.test_rooms import ANSWERS
from tests.discord_server import Channel, Message

MOST_STEPS = 400
_PART = re.compile(r"Answer (\d+) of|Candidate ([A-Z])")


class RoomRun:
    def __init__(self, scene: Scene, number: int, *, chair: bool) -> None:
        self.scene = scene
        self.chair = chair
        self.channel: Channel = scene.server.add_channel(scene.guild, f"room-{number}")
        self.host = Person(scene, f"Leader{number}", scene.plan.chance(f"room {number}"))
        self.members = [Person(scene, f"Fellow{number}.{each}", scene.plan.chance(f"fellow {number}.{each}")) for each in range(3)]

    async def run(self) -> None:
        """From the command to the tally. Raises Broken where it does not get there."""
        await self._open()
        for _step in range(MOST_STEPS):
            if self._over() is not None:
                break
            await self._lead()
            await asyncio.sleep(0.05)
        else:
            raise Broken(f"the room in {self.channel.name} does not end:\n{self.host.actor.sees(self.channel)[-4000:]}")
        await self._own()
        self._once()
        self.scene.counts["study rooms" if not self.chair else "rooms in the chair"] += 1

    async def _open(self) -> None:
        command, options = "study open", {"principle": "ownership"}
        if self.chair:
            command, options = "interview start", {"place": "room", "mode": "evaluate"}
        for _try in range(MOST_STEPS):
            await self.host.command(command, self.channel, options)
            if await self.scene.until(lambda: bool(self._with("sranswer") or self._with("srvote")), 4.0):
                return
        raise Broken(f"no room can be opened in {self.channel.name}")

    async def _lead(self) -> None:
        """One thing that happens in the room, as the channel stands."""
        await self.scene.up.wait()
        if (card := self._with("sranswer")) is not None and not self.chair:
            await asyncio.gather(*(self._answer(person, card, text) for person, text in zip(self.members, ANSWERS.values(), strict=True)))
            if "srreveal" in offers(card):
                await self.host.press(card, offers(card)["srreveal"][0])
            await self.scene.until(lambda: self._with("srvote") is not None, 8.0)
        elif (part := self._with("srvote")) is not None:
            before = part.custom_ids
            await asyncio.gather(*(self._vote(person, part) for person in self.members))
            going = offers(part).get("srgo")
            if going:
                await self.host.press(part, going[0])
            await self.scene.until(lambda: self._with("srvote") is not part or part.custom_ids != before or self._over() is not None, 8.0)
        else:
            await self.scene.until(lambda: bool(self._with("srvote") or self._over()), 8.0)

    async def _answer(self, person: Person, card: Message, text: str) -> None:
        key = (session_of(offers(card)["sranswer"][0])[0], person.actor.id)
        versions = self.scene.ledger.room_answers.setdefault(key, Versions())
        wanted = 0 if versions.acknowledged is not None else 2 if person.chance.random() < 0.3 else 1
        while wanted and "sranswer" in offers(card):
            form = await person.opens(card, offers(card)["sranswer"][0])
            if form is None:
                continue
            versions.send(f"{text} (version {len(versions.texts)})" if wanted == 2 or not versions.texts else versions.texts[-1])
            seen = await person.send(form, [versions.texts[-1]])
            if seen is not None and ("Your answer is in" in seen.text or "is changed" in seen.text):
                versions.acknowledge()
                wanted -= 1

    async def _vote(self, person: Person, part: Message) -> None:
        ids = offers(part).get("srvote")
        found = _PART.search(part.text)
        if not ids or found is None:
            return
        place = int(found[1]) - 1 if found[1] else ord(found[2]) - ord("A")
        number = 2 if "· the judge" in part.text else 1
        versions = self.scene.ledger.room_votes.setdefault((session_of(ids[0])[0], place, number, person.actor.id), Versions())
        if versions.acknowledged is not None or (number == 2 and person.chance.random() < 0.5):
            return
        while ids := offers(part).get("srvote"):
            id = person.chance.choice(ids)
            form = await person.opens(part, id)
            if form is None:
                continue
            reasons = [each["value"] for each in form.field("reasons").options]
            versions.send(id.rsplit(":", 1)[1])
            seen = await person.send(form, {"reasons": person.chance.sample(reasons, person.chance.randint(1, 3))})
            if seen is not None and "Your vote" in seen.text:
                versions.acknowledge()
                return

    async def _own(self) -> None:
        """Everybody's own judgement, by the button under the tally."""
        tally = self._over()
        if tally is None or "srown" not in offers(tally):
            return
        for person in self.members:
            while (seen := await person.press(tally, offers(tally)["srown"][0])) is None:
                pass
            versions = [each for (_room, member), each in self.scene.ledger.room_answers.items() if member == person.actor.id]
            if (
                any(each.acknowledged is not None for each in versions)
                and "judge" not in seen.text.lower()
                and "vote" not in seen.text.lower()
            ):
                raise Broken(f"{person.actor.name} answered, and gets no judgement: {seen.text[:300]}")

    def _with(self, action: str) -> Message | None:
        """The newest message in the channel on which that can be pressed."""
        shown = [each for each in self.host.shown(self.channel) if not each.ephemeral]
        return next((each for each in reversed(shown) if action in offers(each)), None)

    def _over(self) -> Message | None:
        shown = [each for each in self.host.shown(self.channel) if not each.ephemeral]
        return next((each for each in reversed(shown) if "the tally" in each.text.split("\n")[0]), None)

    def _once(self) -> None:
        """Nothing stands in the channel twice."""
        heads = [each.text.split("\n")[0] for each in self.host.shown(self.channel) if not each.ephemeral]
        twice = sorted({head for head in heads if head.strip("| #") and heads.count(head) > 1})
        if twice:
            raise Broken(f"{twice} stand more than once in {self.channel.name}")
