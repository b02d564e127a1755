"""What a bot takes before anybody does anything, and for people who do nothing: start, memory, idle sessions."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.latency.pair import NAMES, Side, bot_on, loopback, scheduled

# So many interviews are opened at the same time.
AT_ONCE = 16
# discord.py's five minutes, and a little more.
REMEMBERED = 310
# So many more are opened then: the requests with which it forgets.
FORGETTING = 20


@dataclass
class Starts:
    """What one bot's starts took, in seconds: by the clock, of processor time, and waiting for a core that other programs had."""

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)


async def starts(folder: Path, rounds: int) -> dict[str, Starts]:
    """From the start of each process to the moment it is ready (identified, and told its servers), the two in turns. Ours finds its tables
    and its commands as they should be, and both find their bytecode, as every start but the first does."""
    taken = {name: Starts() for name in NAMES}
    async with loopback() as server:
        server.add_guild("hall", channels=["general"])
        bots = {name: bot_on(server, name, folder / name) for name in NAMES}
        for number in range(rounds + 1):
            for name in NAMES:
                began = time.perf_counter()
                await bots[name].start()
                passed = time.perf_counter() - began
                cpu, waited = scheduled(bots[name].pid)
                if name == "ours" and not number:
                    await bots[name].synced()
                if number:
                    taken[name].clock.append(passed)
                    taken[name].cpu.append(cpu)
                    taken[name].waited.append(waited)
                await bots[name].stop()
    return taken


async def idle(sides: tuple[Side, ...], count: int) -> list[float]:
    """Bytes that each process holds more for each of so many interviews that were begun and then left alone.

    discord.py remembers for `REMEMBERED` seconds how often it may write to a channel, and forgets it with the next request. As many
    interviews are opened first and that time passes; what was needed for a while is free again then, and what the next ones need for a
    while finds room in it."""
    held = []
    for _ in range(2):
        for side in sides:
            await _begun(side, count)
        await asyncio.sleep(REMEMBERED)
        for side in sides:
            await _begun(side, FORGETTING)
        held.append([side.memory() for side in sides])
    return [(after - before) / (count + FORGETTING) for before, after in zip(*held, strict=True)]


async def _begun(side: Side, count: int) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def begin() -> None:
        async with gate:
            (person,) = side.add(1)
            await person.slash("interview start", at=side.hall, principle="ownership")

    await asyncio.gather(*(begin() for _ in range(count)))
