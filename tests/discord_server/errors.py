"""Refusals, as Discord words them: a status, a code, a message, and for bad bodies a tree of what is wrong where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .jsontypes import Json


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a body. `path` leads to it: `("embeds", "0", "title")`."""

    path: tuple[str, ...]
    code: str
    message: str

    def __str__(self) -> str:
        return f"{'.'.join(self.path) or 'body'}: {self.code}: {self.message}"


class DiscordError(Exception):
    """The answer is no. `violation` names the kind under which the server records it; None for what a good bot may meet."""

    def __init__(self, status: int, code: int, message: str, *, violation: str | None = None, errors: Json | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.violation = violation
        self.errors = errors

    def body(self) -> Json:
        body: Json = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


def error_tree(problems: Sequence[Problem]) -> Json:
    tree: Json = {}
    for problem in problems:
        node = tree
        for step in problem.path:
            node = node.setdefault(step, {})
        node.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return tree


class InvalidForm(DiscordError):
    """400, code 50035. The texts of all problems are kept for the server's record."""

    def __init__(self, problems: Sequence[Problem], *, violation: str = "limit") -> None:
        super().__init__(400, 50035, "Invalid Form Body", violation=violation, errors=error_tree(problems))
        self.problems = list(problems)

    def __str__(self) -> str:
        return "; ".join(str(problem) for problem in self.problems)


def unknown(code: int, what: str) -> DiscordError:
    return DiscordError(404, code, f"Unknown {what}")


def unknown_channel() -> DiscordError:
    return unknown(10003, "Channel")


def unknown_message() -> DiscordError:
    return unknown(10008, "Message")


def missing_access() -> DiscordError:
    return DiscordError(403, 50001, "Missing Access")


def missing_permissions() -> DiscordError:
    return DiscordError(403, 50013, "Missing Permissions")


def archived() -> DiscordError:
    return DiscordError(400, 50083, "Thread is archived")


def empty_message() -> DiscordError:
    return DiscordError(400, 50006, "Cannot send an empty message", violation="limit")
