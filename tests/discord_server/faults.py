"""Trouble on purpose: what a request shall meet instead of an answer, or before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from .log import RequestRecord

Kind = Literal["status", "rate_limited", "delay", "hang", "reset", "lost_response"]


@dataclass(frozen=True)
class Fault:
    kind: Kind
    code: int = 500
    seconds: float = 0.0
    is_global: bool = False

    @classmethod
    def status(cls, code: int) -> Fault:
        """Nothing is done; the answer has this status and an HTML page, as Discord's edge gives one."""
        return cls("status", code=code)

    @classmethod
    def rate_limited(cls, retry_after: float, *, is_global: bool = False) -> Fault:
        return cls("rate_limited", code=429, seconds=retry_after, is_global=is_global)

    @classmethod
    def delay(cls, seconds: float) -> Fault:
        """The request is dealt with so many real seconds later."""
        return cls("delay", seconds=seconds)

    @classmethod
    def hang(cls) -> Fault:
        """No answer, ever; the connection stays open."""
        return cls("hang")

    @classmethod
    def reset(cls) -> Fault:
        """The connection is reset before anything is done."""
        return cls("reset")

    @classmethod
    def lost_response(cls) -> Fault:
        """The work is done, then the connection is reset: the bot cannot know."""
        return cls("lost_response")


@dataclass
class _Planned:
    route: str
    fault: Fault
    times: int
    only_if: Callable[[RequestRecord], bool] | None = None


@dataclass
class Faults:
    _planned: list[_Planned] = field(default_factory=list)
    met: list[tuple[str, Fault]] = field(default_factory=list)
    """Which requests ran into which."""

    def add(
        self, route: str, fault: Fault, times: int = 1, *, only_if: Callable[[RequestRecord], bool] | None = None, first: bool = False
    ) -> None:
        """For the next `times` requests to `route`: `METHOD /template`, with fnmatch's `*`. `first`: before whatever was planned earlier."""
        self._planned.insert(0 if first else len(self._planned), _Planned(route, fault, times, only_if))

    def forget(self, only_if: Callable[[RequestRecord], bool]) -> None:
        """What was planned with this condition, and has not happened."""
        self._planned = [each for each in self._planned if each.only_if != only_if]

    def clear(self) -> None:
        self._planned.clear()

    @property
    def pending(self) -> int:
        return sum(each.times for each in self._planned)

    def take(self, record: RequestRecord) -> Fault | None:
        for planned in self._planned:
            if not _fits(planned.route, record.name) or (planned.only_if and not planned.only_if(record)):
                continue
            planned.times -= 1
            if planned.times <= 0:
                self._planned.remove(planned)
            self.met.append((record.name, planned.fault))
            return planned.fault
        return None


def _fits(pattern: str, name: str) -> bool:
    """fnmatch takes `[` for a set; templates have none, only braces, which it leaves alone."""
    return fnmatchcase(name, pattern)
