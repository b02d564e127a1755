"""A peer panel: two people in a private thread, an interview each, with desk, follow-ups and scorecards."""

from __future__ import annotations

import asyncio

from benchmarks.campaign.ledger import Versions
from benchmarks.campaign.people import Person, offers, session_of
from benchmarks.campaign.scene import Broken, Scene
from tests.discord_app.story import OPENING, REPLY
from tests.discord_server import Channel, Message, Seen

MOST_STEPS = 300


class PanelRun:
    def __init__(self, scene: Scene, number: int) -> None:
        self.scene = scene
        self.host, self.partner = (Person(scene, f"{name}{number}", scene.plan.chance(f"{name} {number}")) for name in ("Seat", "Peer"))
        self._texts = 0
        self._answers = {1: 0, 2: 0}

    async def run(self) -> None:
        """From the command to the end of the second round. Raises Broken where it does not get there."""
        await self._open()
        for _step in range(MOST_STEPS):
            if self._over():
                break
            await self._go_on()
            await asyncio.sleep(0.05)
        else:
            raise Broken(f"the panel does not end:\n{self.host.actor.sees(self._thread())[-4000:]}")
        self.scene.counts["panels"] += 1

    async def _open(self) -> None:
        options = {"partner": self.partner.actor, "principle": "ownership"}
        for _try in range(MOST_STEPS):
            await self.host.command("study panel", self.scene.guild.channel("general"), options)
            if await self.scene.until(lambda: self._with("ppin") is not None, 8.0):
                return
        raise Broken("no panel can be opened")

    async def _go_on(self) -> None:
        await self.scene.up.wait()
        invitation, begun = self._with("ppin"), self._with("ppend")
        if invitation is not None and invitation is begun:
            await self.partner.press(invitation, offers(invitation)["ppin"][0])
            await self.scene.until(lambda: "ppin" not in offers(invitation), 8.0)
        elif begun is not None and "ppanswer" in offers(begun):
            number = 2 if "Round 2 of 2" in begun.text else 1
            interviewer, candidate = (self.host, self.partner) if number == 1 else (self.partner, self.host)
            if self._answers[number] < 2:
                await self._answer(candidate, begun, number)
            else:
                await self._score(interviewer, begun, number)
        else:
            await self.scene.until(lambda: self._with("ppend") is not None or self._over(), 8.0)

    async def _answer(self, candidate: Person, begun: Message, number: int) -> None:
        panel = session_of(offers(begun)["ppanswer"][0])[0]
        versions = self.scene.ledger.panel_answers.setdefault((panel, number), Versions())
        form = await candidate.opens(begun, offers(begun)["ppanswer"][0])
        if form is None:
            return
        self._texts += 1
        text = f"{REPLY if self._answers[number] else OPENING} (note {candidate.actor.name.lower()}-{self._texts})"
        # Who gets no answer sends the same form again, as long as it is open.
        tries, seen = 0, None
        while seen is None:
            tries += 1
            seen = await candidate.send(form, [text])
        # The second of these is said of a text that goes back, or of one that an earlier try had brought: the bot died before saying so.
        if "Your answer is with" in seen.text or (tries > 1 and "had been answered already" in seen.text):
            versions.texts.append(text)
            versions.acknowledge()
            self._answers[number] += 1

    async def _score(self, interviewer: Person, begun: Message, number: int) -> None:
        desk = await interviewer.press(begun, offers(begun)["ppdesk"][0]) if "ppdesk" in offers(begun) else None
        if desk is None or not desk.messages:
            return
        await self._ask(interviewer, desk)
        verdicts = offers(desk.messages[-1]).get("ppscore")
        if not verdicts:
            return
        id = interviewer.chance.choice(verdicts)
        form = await interviewer.opens(desk.messages[-1], id)
        if form is None:
            return
        versions = self.scene.ledger.scores.setdefault((session_of(id)[0], number), Versions())
        reasons = [each["value"] for each in form.field("reasons").options]
        versions.send(id.rsplit(":", 1)[1])
        seen = await interviewer.send(form, {"reasons": interviewer.chance.sample(reasons, 2), "What was there": "Five to zero."})
        if seen is not None and "scorecard is in" in seen.text:
            versions.acknowledge()
        await self.scene.until(lambda: self._with("ppend") is not begun or self._over(), 8.0)

    async def _ask(self, interviewer: Person, desk: Seen) -> None:
        message = desk.messages[-1]
        for action in ("pput", "ppother"):
            if action in offers(message) and interviewer.chance.random() < 0.3:
                await interviewer.press(message, offers(message)[action][0])

    def _thread(self) -> Channel:
        found = [each for each in self.partner.actor.threads() if each.name == "Peer panel"]
        return found[-1] if found else self.host.actor.dm

    def _with(self, action: str) -> Message | None:
        shown = [each for each in self.partner.shown(self._thread()) if not each.ephemeral]
        return next((each for each in reversed(shown) if action in offers(each)), None)

    def _over(self) -> bool:
        return any("Both rounds are done" in each.text for each in self.partner.shown(self._thread()))
