"""One person's whole interview, in any mode, place and way to answer, as they live through it."""

from __future__ import annotations

from benchmarks.campaign.ledger import Written
from benchmarks.campaign.people import Person, offers, session_of
from benchmarks.campaign.scene import Broken, Scene
from tests.discord_app.story import OPENING, REPLY, STAGES
from tests.discord_server import Message

MODES = ("practice", "practice", "interview", "learn", "evaluate")
PLACES = ("thread", "thread", "thread", "dm", "here")
# What leads on; everything else is an aside.
STEPS = ("answer", "next", "vote", "rounds")
ASIDES = ("hint", "repeat", "minute", "back", "turn")
# Seconds without anything new, while the bot is there, after which a person does something about it.
SILENCE = 6.0
# So many times in a row, and it will never go on.
MOST_TRIES = 40
# Pages of a walk-through that somebody reads before they close it.
PAGES = 8


class InterviewRun:
    def __init__(self, scene: Scene, number: int) -> None:
        self.scene = scene
        chance = scene.plan.chance(f"interview {number}")
        self.person = Person(scene, f"Candidate{number}", chance)
        self.chance = chance
        self.mode, self.place = chance.choice(MODES), chance.choice(PLACES)
        self._texts = 0
        self._pages = 0
        self._farthest: dict[str, int] = {}
        self._followed: set[int] = set()
        self._over: set[str] = set()
        self._ended: set[str] = set()
        # What was typed and not yet seen to be taken, by (session, step).
        self._typed: dict[tuple[str, int], tuple[Written, str]] = {}

    async def run(self) -> None:
        """From the command to the end. Raises Broken where it does not get there."""
        await self._start()
        tries, before = 0, ("", -1)
        while self.scene.ledger.open_sessions(self.person.actor.id):
            message = self._live()
            if message is None:
                await self._nothing_there()
                tries += 1
            else:
                now = _at(message)
                tries = tries + 1 if now == before else 0
                before = now
                self._acknowledge(now)
                await self._act(message, now)
                await self.scene.until(lambda: (live := self._live()) is None or _at(live) != now, SILENCE if self._quiet(now) else 0.3)  # noqa: B023
            if tries > MOST_TRIES:
                raise Broken(f"{self.person.actor.name}'s interview ({self.mode}, {self.place}) does not go on:\n{self._sees()}")
        for (session, _step), (written, _text) in self._typed.items():
            # What was written into an interview that the person had ended may have come after its end.
            written.acknowledged |= session not in self._ended and session not in self._over
        self.scene.counts["interviews"] += 1
        self.scene.counts[f"mode: {self.mode}"] += 1

    # Beginning, and coming back -------------------------------------------------------------------------------------------

    async def _start(self) -> None:
        options = {"mode": self.mode, "place": self.place}
        if self.mode in ("practice", "interview"):
            options["principle"] = "ownership"
        at = self.person.actor.dm if self.place == "dm" and self.chance.random() < 0.5 else self.scene.guild.channel("general")
        for _try in range(MOST_TRIES):
            await self.person.command("interview start", at, options)
            if await self.scene.until(lambda: self._live() is not None, 2.0):
                return
            # A start that was cut off may have gone far enough. Some ask for what there is, some begin once more and come back to it later.
            if self.scene.ledger.open_sessions(self.person.actor.id) and self.chance.random() < 0.4:
                return
        raise Broken(f"{self.person.actor.name} cannot start an interview ({options}):\n{self._sees()}")

    async def _nothing_there(self) -> None:
        """Nothing to press: a person waits, and then asks where it stands."""
        await self.scene.up.wait()
        if await self.scene.until(lambda: self._live() is not None, SILENCE):
            return
        if self.scene.up.is_set() and self.scene.ledger.open_sessions(self.person.actor.id):
            self.scene.counts["interviews that were asked for"] += 1
            await self.person.command("interview resume", self.scene.guild.channel("general"), {})

    # Looking --------------------------------------------------------------------------------------------------------------

    def _live(self) -> Message | None:
        """The message that leads on, of the farthest step of the newest session."""
        found = [each for place in self.person.places() for each in self.person.shown(place) if _leads_on(each)]
        mine = [
            each
            for each in found
            if self._is_mine(each) and _at(each)[0] not in self._over and _at(each)[1] >= self._farthest.get(_at(each)[0], 0)
        ]
        newest = max(mine, key=lambda each: (_at(each)[1], each.id), default=None)
        if newest is not None:
            # Nobody answers a question that they have seen the interview go beyond, though its buttons may still be there.
            session, step = _at(newest)
            self._farthest[session] = step
        return newest

    def _way_back(self, message: Message) -> tuple[Message, str] | None:
        """The newest line for this person alone, where it leads back to the interview and came after what leads on."""
        private = [each for each in self.person.shown(message.channel) if each.ephemeral]
        if not private or private[-1].id < message.id or "resume" not in offers(private[-1]) or private[-1].id in self._followed:
            return None
        self._followed.add(private[-1].id)
        return private[-1], offers(private[-1])["resume"][0]

    def _was_told_over(self, message: Message) -> bool:
        private = [each for each in self.person.shown(message.channel) if each.ephemeral and each.id > message.id]
        return bool(private) and "This interview is over" in private[-1].text

    def _is_mine(self, message: Message) -> bool:
        """In the channel, only what is for this person alone is about their interview."""
        return message.ephemeral or message.channel.thread is not None or message.channel is self.person.actor.dm

    def _quiet(self, at: tuple[str, int]) -> bool:
        return at in self._typed

    def _sees(self) -> str:
        own = [self.person.actor.dm, *self.person.actor.threads()]
        return "\n".join(self.person.actor.sees(place)[-3000:] for place in own)

    # Acting ---------------------------------------------------------------------------------------------------------------

    async def _act(self, message: Message, at: tuple[str, int]) -> None:
        offered = offers(message)
        self.scene.counts[f"steps: {_where(message)}"] += 1
        if (back := self._way_back(message)) is not None:
            # Told that this step is over, with a button that leads to where the interview stands.
            await self.person.press(*back)
            return
        if self._was_told_over(message):
            # It may be another interview that is still open.
            self._over.add(at[0])
            return
        aside = [name for name in ASIDES if name in offered]
        if aside and self.chance.random() < 0.15:
            await self.person.press(message, self.chance.choice(offered[self.chance.choice(aside)]))
        elif "end" in offered and (self.chance.random() < 0.01 or (self.mode == "learn" and self._pages >= PAGES)):
            # What was written and brought no sign of life was never promised: the end may come before it.
            self._typed.pop(at, None)
            self._ended.add(at[0])
            await self._end(message, offered["end"][0])
        elif "answer" in offered:
            await self._answer(message, at, offered)
        elif "vote" in offered:
            form = await self.person.opens(message, self.chance.choice(offered["vote"]))
            if form is not None:
                reasons = [each["value"] for each in form.field("reasons").options]
                await self.person.send(form, {"reasons": self.chance.sample(reasons, self.chance.randint(0, 3))})
        else:
            self._pages += 1
            again = "again" in offered and self.chance.random() < 0.2
            await self.person.press(message, offered["again" if again else "next"][0])

    async def _end(self, message: Message, id: str) -> None:
        seen = await self.person.press(message, id)
        sure = offers(seen.messages[-1]).get("ended") if seen is not None and seen.messages else None
        if seen is not None and sure:
            await self.person.press(seen.messages[-1], sure[0])

    async def _answer(self, message: Message, at: tuple[str, int], offered: dict[str, list[str]]) -> None:
        if at not in self._typed and self.chance.random() < 0.08:
            passed = [name for name in ("skip", "another") if name in offered]
            if passed:
                await self.person.press(message, offered[self.chance.choice(passed)][0])
                return
        spoken = not message.ephemeral and self.chance.random() < 0.45
        if spoken:
            await self._by_message(message, at)
        else:
            await self._by_form(message, at, self.chance.choice(offered["answer"]))

    async def _by_message(self, message: Message, at: tuple[str, int]) -> None:
        """As a reply, or in direct messages just so. Who gets no sign of life writes it once more."""
        written = self._typed[at][0] if at in self._typed else self._write()
        text = self._text(written, opening=self._is_opening(message))
        self._typed[at] = (written, text)
        self.scene.counts["answered by: message"] += 1
        reply_to = None if message.channel is self.person.actor.dm and self.chance.random() < 0.5 else message
        await self.person.say(message.channel, text, reply_to)

    async def _by_form(self, message: Message, at: tuple[str, int], id: str) -> None:
        if id.endswith((":five", ":stage")):
            await self._in_stages(message, at, id)
            return
        form = await self.person.opens(message, id)
        if form is None:
            return
        # Whoever has sent it before sends the same once more: the box still holds it.
        if at in self._typed:
            written, text = self._typed[at]
        else:
            written = self._write()
            text = self._text(written, opening=self._is_opening(message))
            self._typed[at] = (written, text)
        self.scene.counts["answered by: form"] += 1
        seen = await self.person.send(form, [text])
        if seen is not None and seen.kind == "update":
            written.acknowledged = True

    async def _in_stages(self, message: Message, at: tuple[str, int], id: str) -> None:
        form = await self.person.opens(message, id)
        if form is None:
            return
        written = self._typed[at][0] if at in self._typed else self._write()
        text = self._text(written, opening=True)
        tag = written.tags[-1]
        self._typed[at] = (written, text)
        self.scene.counts["answered by: stages"] += 1
        if id.endswith(":five"):
            seen = await self.person.send(form, {**STAGES, "Action": f"{STAGES['Action']} {tag}"})
            if seen is not None and seen.kind == "update":
                written.acknowledged = True
            return
        seen = await self.person.send(form, [f"{STAGES['Situation']} {tag}"])
        card = seen.messages[-1] if seen is not None and seen.messages else None
        if card is None or "send" not in offers(card):
            return
        action = next((each for each in offers(card).get("stage", []) if each.endswith(":action")), None)
        form = None if action is None else await self.person.opens(card, action)
        if form is not None:
            await self.person.send(form, [STAGES["Action"]])
        seen = await self.person.press(card, offers(card)["send"][0]) if "send" in offers(card) else None
        if seen is not None and seen.kind == "update" and "send" not in offers(card):
            written.acknowledged = True

    # Keeping account ------------------------------------------------------------------------------------------------------

    def _write(self) -> Written:
        written = Written(self.person.actor.name)
        self.scene.ledger.answers.append(written)
        return written

    def _text(self, written: Written, *, opening: bool) -> str:
        """A text of its own for each time that it is typed."""
        self._texts += 1
        tag = f"(note {self.person.actor.name.lower()}-{self._texts})"
        written.tags.append(tag)
        return f"{OPENING if opening else REPLY} {tag}"

    def _acknowledge(self, now: tuple[str, int]) -> None:
        """The next step of a session is on show: what was answered before was taken."""
        for (session, step), (written, _text) in list(self._typed.items()):
            if session == now[0] and step < now[1]:
                written.acknowledged = True
                del self._typed[session, step]

    def _is_opening(self, message: Message) -> bool:
        return any(id.endswith(":five") for id in message.custom_ids)


def _where(message: Message) -> str:
    if message.ephemeral:
        return "for one person alone"
    return "in a thread" if message.channel.thread is not None else "in direct messages"


def _leads_on(message: Message) -> bool:
    return bool(set(STEPS) & set(offers(message)))


def _at(message: Message) -> tuple[str, int]:
    """(session, step) of the message that leads on."""
    offered = offers(message)
    return session_of(next(offered[name][0] for name in STEPS if name in offered))
