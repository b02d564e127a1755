"""What the server noticed: requests, refusals, broken rules, pings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Violation:
    """A rule of Discord's that the bot broke. `kind` is one of those listed in README.md."""

    kind: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"[{self.kind}] {self.where}: {self.message}"


class Violations(list[Violation]):
    def of(self, kind: str) -> list[Violation]:
        return [each for each in self if each.kind == kind]

    def forgive(self, kind: str) -> list[Violation]:
        """Take those of a kind out, for a test that provoked them."""
        found = self.of(kind)
        self[:] = [each for each in self if each.kind != kind]
        return found


@dataclass(frozen=True)
class Refusal:
    """A no that a good bot may meet: a permission taken away, a closed DM, a deleted message."""

    method: str
    path: str
    code: int


@dataclass
class RequestRecord:
    method: str
    path: str
    route: str
    """The template: `/channels/{channel_id}/messages`; the path itself when the route is unknown."""
    body: Any
    files: list[str]
    query: dict[str, str]
    process: int = 0
    """Which `BotProcess` sent it, when several share the server."""
    phase: str = "before"
    status: int | None = None
    response: Any = None

    @property
    def name(self) -> str:
        return f"{self.method} {self.route}"


@dataclass(frozen=True)
class Ping:
    message_id: int
    channel: str
    who: str
    text: str


@dataclass
class Log:
    violations: Violations = field(default_factory=Violations)
    refusals: list[Refusal] = field(default_factory=list)
    requests: list[RequestRecord] = field(default_factory=list)
    pings: list[Ping] = field(default_factory=list)

    def violation(self, kind: str, where: str, message: str) -> None:
        self.violations.append(Violation(kind, where, message))
