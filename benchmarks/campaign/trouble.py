"""What else goes wrong in a round: Discord's answers fail or are late, its gateway drops, repeats, shuffles."""

from __future__ import annotations

import asyncio
import contextlib
import random

from benchmarks.campaign.scene import Scene
from tests.discord_server import Fault

# Seconds between one thing that goes wrong and the next.
CALM = (0.4, 2.5)
# Retry-after, and how late an answer comes. Longer than Discord's three seconds would prove nothing about the bot.
SHORT, LONG = 0.2, 1.2
MOST_PENDING = 2


class Trouble:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.chance = scene.plan.chance("trouble")

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(self.chance.uniform(*CALM))
            await self.scene.up.wait()
            if self.chance.random() < 0.75:
                # Where hardly anybody asks for anything any more, faults must not pile up until nothing ever goes through.
                if self.scene.server.faults.pending < MOST_PENDING:
                    self._request()
            else:
                await self._gateway()

    def _request(self) -> None:
        """The next request, whatever it is, meets a fault."""
        fault = _fault(self.chance)

        def note(record: object) -> bool:
            self.scene.note_fault(record)  # type: ignore[arg-type]  # it is a RequestRecord
            return True

        self.scene.server.faults.add("*", fault, only_if=note)

    async def _gateway(self) -> None:
        gateway, kind = self.scene.server.gateway, self.chance.choice(("drop", "reconnect", "invalidate", "resume", "duplicate", "shuffle"))
        self.scene.counts[f"gateway: {kind}"] += 1
        with contextlib.suppress(LookupError, TimeoutError, AssertionError):
            match kind:
                case "duplicate":
                    gateway.duplicate_next(self.chance.randint(1, 4))
                case "shuffle":
                    gateway.hold()
                    await self.scene.until(lambda: gateway.held >= 3, 0.5)
                    gateway.release(backwards=True)
                case "drop":
                    await self._away(gateway.drop())
                case "reconnect":
                    await self._away(gateway.reconnect())
                case "invalidate":
                    await self._away(gateway.invalidate())
                case _:
                    await self._away(gateway.invalidate(resumable=True))

    async def _away(self, coming_back: object) -> None:
        """Until the bot is back, or dead. What was pressed meanwhile reached it late or never: Discord's doing."""
        task = asyncio.ensure_future(coming_back)  # type: ignore[call-overload]
        deaths, before = self.scene.deaths, set(self.scene.server.world.interactions)
        unanswered = {token for token, act in self.scene.server.world.interactions.items() if not act.answered}
        await self.scene.until(lambda: task.done() or self.scene.deaths != deaths, 60)
        if not task.done():
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        self.scene.faulted |= unanswered | (set(self.scene.server.world.interactions) - before)


def _fault(chance: random.Random) -> Fault:
    match chance.choice(("status", "status", "rate_limited", "delay", "reset", "lost_response")):
        case "status":
            return Fault.status(chance.choice((500, 502, 503)))
        case "rate_limited":
            return Fault.rate_limited(chance.uniform(SHORT, LONG))
        case "delay":
            return Fault.delay(chance.uniform(SHORT, LONG))
        case "reset":
            return Fault.reset()
        case _:
            return Fault.lost_response()
