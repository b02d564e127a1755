"""Figures beside each other: the bare bot's, ours, the target, and what goes into benchmarks/recorded.json."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.latency.watch import Taken


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `value` is held against `most` (none: it is told and not promised); `bare` and `ours` say where it comes from,
    in `unit`."""

    name: str
    bare: float
    ours: float
    unit: str
    value: float
    most: float | None
    sign: str = "x"

    @property
    def met(self) -> bool:
        return self.most is None or self.value <= self.most

    def told(self) -> str:
        target = "" if self.most is None else f"at most {self.most:g}{self.sign}: {'met' if self.met else 'MISSED'}"
        return f"{self.name:<34} {self.bare:>9.2f} {self.ours:>9.2f} {self.unit:<3} {self.value:>8.2f}{self.sign:<3} {target}"


HEAD = f"{'':<34} {'bare':>9} {'ours':>9}     {'':>8}"


def ratio(name: str, bare: float, ours: float, unit: str, most: float | None) -> Figure:
    return Figure(name, bare, ours, unit, ours / bare, most)


def more(name: str, bare: float, ours: float, unit: str, most: float, sign: str) -> Figure:
    """How much more ours takes."""
    return Figure(name, bare, ours, unit, ours - bare, most, sign)


def of_clicks(label: str, taken: dict[str, Taken], p50: float | None, p99: float | None, cpu: float | None) -> list[Figure]:
    """Medians over the rounds, in milliseconds."""

    def figure(what: str, pick: Callable[[Taken], Sequence[float]], most: float | None) -> Figure:
        bare, ours = (median(pick(taken[name])) * 1e3 for name in ("bare", "ours"))
        return ratio(f"{label}, {what}", bare, ours, "ms", most)

    return [
        figure("p50", lambda one: one.p50, p50),
        figure("p99", lambda one: one.p99, p99),
        figure("processor time", lambda one: one.cpu, cpu),
    ]
