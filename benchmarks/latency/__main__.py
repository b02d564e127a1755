"""`python -m benchmarks.latency [--quick] [--only PART ...] [--write]`; benchmarks/README.md explains each figure."""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

from benchmarks.latency import crowd as crowds
from benchmarks.latency.clicks import compared
from benchmarks.latency.disk import commit_milliseconds
from benchmarks.latency.pair import Pair, Side, pair
from benchmarks.latency.report import HEAD, Figure, more, of_clicks
from benchmarks.latency.resources import Starts, idle, starts
from benchmarks.latency.watch import Watch
from benchmarks.recorded import record

# What is done, as it is told, with its targets: p50, p99, processor time.
KINDS: dict[str, tuple[str, float | None, float | None, float | None]] = {
    "form": ("a click opens a form", 2, 3, None),
    "turn": ("a click turns a page", 2, 3, None),
    "step": ("a click goes on, committed", None, None, None),
    "submit": ("300 words, judged and committed", 10, 15, 8),
}
PARTS = (*KINDS, "memory", "idle", "crowd", "start")
MOST_MEGABYTES, MOST_IDLE_BYTES, MOST_START_SECONDS = 45, 2048, 1
CLOCK: Callable[[Starts], list[float]] = attrgetter("clock")
CPU: Callable[[Starts], list[float]] = attrgetter("cpu")
# Tried in turn until one is too many.
CROWDS = (15, 30, 45, 60, 80, 100, 125, 250, 500, 1000)


async def run(asked: argparse.Namespace) -> list[Figure]:
    figures: list[Figure] = []
    # An idle session is measured after five minutes, twice: nothing for a quick run, unless it is asked for.
    wanted = set(asked.only or set(PARTS) - ({"idle"} if asked.quick else set()))
    with tempfile.TemporaryDirectory(prefix="latency-") as name:
        folder = Path(name)
        print(f"a durable commit on this disk, alone: {commit_milliseconds(folder):.2f} ms")
        if wanted - {"start"}:
            async with pair(folder / "pair", asked.database) as both:
                figures += await inside(both, asked, wanted)
        if "start" in wanted:
            taken = await starts(folder / "starts", 3 if asked.quick else 7)
            for label, pick in (("start to ready", CLOCK), ("start to ready, processor time", CPU)):
                bare, ours = (statistics.median(pick(taken[side])) for side in ("bare", "ours"))
                figures.append(told(more(label, bare, ours, "s", MOST_START_SECONDS, "s")))
            waited = {side: statistics.median(taken[side].waited) for side in taken}
            print(f"{'':<34} (of it, waiting for a core: {', '.join(f'{side} {seconds:.2f} s' for side, seconds in waited.items())})")
    return figures


async def inside(both: Pair, asked: argparse.Namespace, wanted: set[str]) -> list[Figure]:
    figures: list[Figure] = []
    watch = Watch(both.server)
    rounds, count = (3, 40) if asked.quick else (asked.rounds, asked.count)
    # The memory of a bot that has worked, not of one that has only started: the clicks come first.
    print(HEAD)
    for kind, (label, *targets) in KINDS.items():
        if kind not in wanted:
            continue
        began, own = time.perf_counter(), time.process_time()
        taken = await compared(both, watch, kind, rounds, count)
        figures += map(told, of_clicks(label, taken, *targets))
        print(f"{'':<34} (server and people took {(time.process_time() - own) / (time.perf_counter() - began):.0%} of a core)")
    if "memory" in wanted:
        bare, ours = (side.memory() / 2**20 for side in both.sides)
        figures.append(told(more("memory, the whole library", bare, ours, "MB", MOST_MEGABYTES, "MB")))
    if "idle" in wanted:
        sessions = 1_000 if asked.quick else asked.sessions
        bare, ours = await idle(both.sides, sessions)
        figures.append(told(Figure(f"an idle session (of {sessions:,})", bare, ours, "B", ours, MOST_IDLE_BYTES, "B")))
    if "crowd" in wanted:
        figures += await crowd(both, asked)
    return figures


async def crowd(both: Pair, asked: argparse.Namespace) -> list[Figure]:
    """How many members each bot holds, who come as people do; the target is a thousand. And ours, how many who come all at once."""
    post = crowds.Post(both.server)
    seconds = 5 if asked.quick else asked.seconds
    bare = await held(both, both.bare, post, seconds, crowds.LENGTH)
    ours = await held(both, both.ours, post, seconds, crowds.LENGTH)
    in_step = await held(both, both.ours, post, seconds, crowds.BEAT)
    # What is compared is how many of the bare bot's members one of ours stands for.
    return [
        told(Figure(name, bare, held_by, "", bare / max(held_by, 1.0), None))
        for name, held_by in (("members answering every second", ours), ("members who began in step", in_step))
    ]


async def held(both: Pair, side: Side, post: crowds.Post, seconds: float, over: float) -> float:
    """The largest of the crowds that it holds, who begin spread over so many seconds."""
    print(f"{side.name}, begun within {over:g} s:\n{crowds.HEAD}")
    holds = 0
    for members in CROWDS:
        found = await crowds.crowd(both, side, post, members, seconds, over)
        print(found.told(), flush=True)
        if not found.holds:
            break
        holds = members
    return float(holds)


def told(figure: Figure) -> Figure:
    print(figure.told(), flush=True)
    return figure


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description="Our bot beside a bare discord.py bot, in one run.")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="these parts alone")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: to see whether it runs, not how fast")
    parser.add_argument("--rounds", type=int, default=7, help="interleaved rounds, of which the median counts (default: 7)")
    parser.add_argument("--count", type=int, default=100, help="interactions a round (default: 100)")
    parser.add_argument("--sessions", type=int, default=10_000, help="idle sessions (default: 10,000)")
    parser.add_argument("--seconds", type=float, default=15, help="how long the crowd answers (default: 15)")
    parser.add_argument("--database", help="a PostgreSQL URL instead of a SQLite file")
    parser.add_argument("--write", action="store_true", help="record the figures in benchmarks/recorded.json")
    asked = parser.parse_args()
    figures = asyncio.run(run(asked))
    missed = [figure.name for figure in figures if not figure.met]
    print(f"missed: {', '.join(missed)}" if missed else "every target is met")
    if asked.write:
        record("latency", {figure.name: figure.value for figure in figures})
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
