"""One interaction at a time, the two bots in turns: what each takes to the reply, and in processor time."""

from __future__ import annotations

import asyncio

from benchmarks.latency.kinds import KINDS, Next, reply_of
from benchmarks.latency.pair import Pair, Side
from benchmarks.latency.watch import Taken, Watch

# Until what a bot does after its reply (noting where it stands) is over, so that it is not done in the other one's time.
SETTLE = 0.012


async def compared(pair: Pair, watch: Watch, kind: str, rounds: int, count: int) -> dict[str, Taken]:
    """What each bot took, a round an entry. The first interactions of all are not counted: they fill caches in both."""
    taken = {side.name: Taken() for side in pair.sides}
    warm = max(count // 10, 5)
    for _ in range(rounds):
        ready = {side.name: await KINDS[kind](side, count + warm) for side in pair.sides}
        for _ in range(warm):
            for side in pair.sides:
                await once(watch, side, kind, ready[side.name])
        seconds: dict[str, list[float]] = {side.name: [] for side in pair.sides}
        before = {side.name: side.cpu() for side in pair.sides}
        for number in range(count):
            for side in pair.sides if number % 2 else reversed(pair.sides):
                seconds[side.name].append(await once(watch, side, kind, ready[side.name]))
        for side in pair.sides:
            taken[side.name].note(seconds[side.name], side.cpu() - before[side.name])
    return taken


async def once(watch: Watch, side: Side, kind: str, begin: Next) -> float:
    seconds, seen = await watch.timed(begin(), reply_of(side, kind))
    await seen.completed()
    assert seen.error is None
    await asyncio.sleep(SETTLE)
    return seconds
