"""custom_ids: what a button or a form is about, so that any process can serve it, before or after a restart.

    br1:<action>:<session>:<step>[:<value>]

The version stands first: an id of another version, or one that nobody here made, parses to None and is answered politely. The alphabet is
closed and the whole is at most 100 characters, which is Discord's limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

VERSION = "br1"
NO_SESSION = "-"
LONGEST = 100
_ID = re.compile(rf"{VERSION}:([a-z]{{1,16}}):(-|[a-z0-9]{{1,16}}):(0|[1-9][0-9]{{0,5}})(?::([a-z0-9_.-]{{1,60}}))?")


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
