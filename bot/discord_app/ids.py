"""custom_ids: what a button or a form is about, so that any process can serve it, before or after a restart.

    br1:<action>:<session>:<step>[:<value>]

The version stands first: an id of another version, or one that nobody here made, parses to None and is answered politely. The alphabet is
closed and the whole is at most 100 characters, which is Discord's limit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.frozen import dataclass

VERSION = "br1"
NO_SESSION = "-"
LONGEST = 100
_ID = re.compile(rf"{VERSION}:([a-z]{{1,16}}):(-|[a-z0-9]{{1,16}}):(0|[1-9][0-9]{{0,5}})(?::([a-z0-9_.-]{{1,60}}))?")


_SESSION = re.compile(r"[a-z0-9]{1,16}")
_DIGITS = re.compile(r"[0-9]{1,19}")
# What a database holds as a whole number.
_LARGEST = 2**63 - 1


class NotOurs(ValueError):
    """What came with an interaction stands in no message or form of ours: somebody made it by hand, or a version that is gone."""


def number(text: str) -> int:
    """A number that a button or a menu of ours carries. Raises NotOurs."""
    if not _DIGITS.fullmatch(text) or int(text) > _LARGEST:
        raise NotOurs(text)
    return int(text)


def the_one(values: Sequence[str]) -> str:
    """What was chosen in a menu of ours that takes one. Raises NotOurs."""
    if len(values) != 1:
        raise NotOurs(values)
    return values[0]


def session_id(text: str) -> str:
    """A session's id that a menu of ours carries. Raises NotOurs."""
    if not _SESSION.fullmatch(text):
        raise NotOurs(text)
    return text


@dataclass(frozen=True, slots=True)
class CustomId:
    """`action` names who serves it. `session` is "-" where it is about no session; `step` is the session's step when it was made (or a
    page). `value` is what goes with the action."""

    action: str
    session: str = NO_SESSION
    step: int = 0
    value: str = ""

    def __str__(self) -> str:
        """Raises ValueError for parts that `parse` would not read back."""
        text = f"{VERSION}:{self.action}:{self.session}:{self.step}" + (f":{self.value}" if self.value else "")
        if parse(text) != self:
            raise ValueError(f"not a custom_id: {text}")
        return text


def parse(text: str) -> CustomId | None:
    """The parts of one of our ids; None for anything else. Constant work whatever the text is."""
    match = _ID.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    action, session, step, value = match.groups()
    return CustomId(action, session, int(step), value or "")
