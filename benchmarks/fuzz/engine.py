"""The loop: an input is chosen and changed, the target is run on it, and what behaved in a new way is kept to be changed again.

The same seed tries the same inputs in the same order, but for how far it comes in the time given: which lines ran is part of what guides
it, and that is the same on every run.
"""

from __future__ import annotations

import random
import resource
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import FrameType

from benchmarks.fuzz.coverage import Coverage
from benchmarks.fuzz.mutating import Mutator


@dataclass(frozen=True, slots=True)
class Target:
    """`run` does with an input what the program does, and raises where something does not hold; what it returns names the behaviours that
    showed. `most_seconds` is what one input may cost of a processor, untraced."""

    name: str
    seeds: Callable[[], list[str]]
    mutator: Mutator
    run: Callable[[str], Iterable[object]]
    coverage: Coverage
    most_seconds: float


class TookTooLong(Exception):
    """One input had more of a processor than any input may."""


@dataclass(frozen=True, slots=True)
class Failure:
    """`where` is the innermost place in our own code; `text` the input, as small as it could be made."""

    error: str
    where: str
    text: str


@dataclass(slots=True)
class Tally:
    """What a run came to. `seconds` are on the clock; `slowest` is (processor's seconds, characters) of the dearest input."""

    runs: int = 0
    seconds: float = 0.0
    behaviours: int = 0
    kept: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    slowest_text: str = ""
    megabytes: float = 0.0
    failures: list[Failure] = field(default_factory=list)


def fuzz(target: Target, seconds: float, seed: int, told: Callable[[str], None] = lambda line: None, *, runs: int | None = None) -> Tally:
    """Runs the target for so long, or on so many inputs. `told` hears of each failure when it is met."""
    chance = random.Random(seed)  # a seed that can be given again is the point
    tally, pool, seen = Tally(), target.seeds(), set[object]()
    begun = reported = time.monotonic()
    waiting = list(reversed(pool))
    while time.monotonic() - begun < seconds and (runs is None or tally.runs < runs):
        text = waiting.pop() if waiting else target.mutator(chance, _chosen(chance, pool), chance.choice(pool))
        cost, behaviours, error = _tried(target, text)
        tally.runs += 1
        if cost > tally.slowest[0]:
            tally.slowest, tally.slowest_text = (cost, len(text)), text
        if error is None and cost > target.most_seconds:
            error = TookTooLong(f"{cost:.2f} s of a processor for {len(text):,} characters")
        if error is not None:
            failure = _failure(target, text, error)
            if all((failure.error.split(":")[0], failure.where) != (one.error.split(":")[0], one.where) for one in tally.failures):
                tally.failures.append(failure)
                told(f"{failure.where}: {failure.error}\n    {failure.text[:300]!r}")
        elif not behaviours <= seen:
            seen |= behaviours
            if len(text) <= 20_000:
                pool.append(text)
        if time.monotonic() - reported > 60:
            reported = time.monotonic()
            told(f"{reported - begun:.0f} s: {tally.runs:,} inputs, {len(seen):,} behaviours, {len(pool):,} kept")
    tally.seconds = time.monotonic() - begun
    tally.behaviours, tally.kept = len(seen), len(pool)
    tally.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return tally


def _chosen(chance: random.Random, pool: list[str]) -> str:
    """What was kept last is tried oftenest: it is where something new was met."""
    if chance.random() < 0.5:
        return chance.choice(pool[-40:])
    return chance.choice(pool)


def _tried(target: Target, text: str) -> tuple[float, set[object], Exception | None]:
    """What the input cost, what it did, and what it raised. Without tracing first: only then does the time mean something."""
    with _no_longer_than(target.most_seconds * 20):
        begun = time.process_time()
        try:
            shown = set(target.run(text))
        except Exception as error:
            return time.process_time() - begun, set(), error
        cost = time.process_time() - begun
    # Tracing costs ten times as much: what is dear is known by what it showed alone.
    if cost < 0.1:
        with target.coverage.watching() as steps:
            target.run(text)
        shown |= steps
    return cost, shown, None


class _no_longer_than:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        signal.signal(signal.SIGVTALRM, self._over)
        signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _over(self, _signal: int, _frame: FrameType | None) -> None:
        raise TookTooLong(f"more than {self._seconds:.1f} s of a processor")


def _failure(target: Target, text: str, error: Exception) -> Failure:
    kind, where = type(error), _where(error)

    def same(shorter: str) -> bool:
        _cost, _shown, met = _tried(target, shorter)
        return met is not None and type(met) is kind and _where(met) == where

    if not isinstance(error, TookTooLong):
        text = _smaller(text, same)
    return Failure(f"{kind.__name__}: {str(error)[:200]}", where, text)


def _where(error: BaseException) -> str:
    trace, found = error.__traceback__, "?"
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "/bot/" in name or "/benchmarks/fuzz/" in name:
            found = f"{name.rsplit('/bot/')[-1].rsplit('/benchmarks/')[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def _smaller(text: str, same: Callable[[str], bool], tries: int = 400) -> str:
    """Pieces are taken out for as long as it fails as before: halves first, single characters last."""
    size = max(1, len(text) // 2)
    while size and tries > 0:
        place = 0
        while place < len(text) and tries > 0:
            tries -= 1
            shorter = text[:place] + text[place + size :]
            if same(shorter):
                text = shorter
            else:
                place += size
        size //= 2
    return text
