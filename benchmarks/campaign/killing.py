"""The bot dies as often as the round says, at the points that it says, and is started again: the same server, the same database."""

from __future__ import annotations

import asyncio
import contextlib

from benchmarks.campaign.buttons import press_all
from benchmarks.campaign.plan import Kill
from benchmarks.campaign.scene import Broken, Scene
from tests.discord_server import BotProcess, Killer
from tests.discord_server.bot_process import BotFailed

# Where nothing happens any more, the point is never reached: then the bot dies at rest.
REST = 10.0
# A start takes two seconds; a busy machine may take its time.
START = 120.0


class Killing:
    def __init__(self, scene: Scene, bot: BotProcess) -> None:
        self.scene = scene
        self.bot = bot
        self.killer = Killer(bot)
        self.done = 0
        """How many of the round's kills there were: the step of a failure."""

    async def run(self, kills: tuple[Kill, ...]) -> None:
        """All of them, one after the other; afterwards the bot lives on. Raises Broken where a promise was not kept."""
        for kill in kills:
            await self._once(kill)

    async def _once(self, kill: Kill) -> None:
        self.killer.set(kill.point)
        dying = asyncio.create_task(self.bot.gone())
        how = f"{kill.point.phase} a {kill.point.where}"
        resting = asyncio.create_task(self._at_rest())
        await asyncio.wait({dying, resting}, return_when=asyncio.FIRST_COMPLETED)
        resting.cancel()
        if not dying.done():
            how = "at rest"
            self.bot.kill()
        self.scene.up.clear()
        await dying
        self._died(how)
        await asyncio.sleep(kill.away)
        await self._start()
        self._promises()
        await press_all(self.scene, self.scene.actors, all_of_them=False)

    async def _at_rest(self) -> None:
        """Until nobody does anything any more, or until that has gone on for long enough."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(REST):
                await self.scene.over.wait()

    def _died(self, how: str) -> None:
        self.killer.clear()
        self.done += 1
        self.scene.deaths += 1
        self.scene.counts["kills"] += 1
        self.scene.counts[f"killed: {how}"] += 1
        self.scene.server.world.pulse.beat()
        self._promises()

    async def _start(self) -> None:
        for _try in range(3):
            try:
                await self.bot.start(START)
            except BotFailed:
                # A fault that was planned for some request met the start; a service manager starts it again.
                if self.bot.running:
                    self.bot.kill()
                await self.bot.gone()
                self.scene.counts["starts that failed"] += 1
                continue
            self.scene.counts["starts"] += 1
            self.scene.up.set()
            return
        raise Broken(f"the bot does not start any more:\n{self.bot.logs[-3000:]}")

    def _promises(self) -> None:
        broken = self.scene.ledger.check()
        if broken:
            raise Broken("; ".join(broken))
