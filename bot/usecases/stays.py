"""Where an interview has been shown, and from when to when: who forgets it wants what was said there gone, everywhere.

A session's `place` says where it is shown now. It is kept with `since` (when it came there), `at` (when something was last said there)
and `earlier` (the stays before that one). Whoever names a place need know nothing of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.core.frozen import dataclass

_STAY = ("kind", "channel", "public", "since", "at")
_KEPT = ("since", "at", "earlier")
# Direct messages hold other interviews as well: after so many seconds of silence another stay begins, so that those are left alone.
PAUSE = 3_600


@dataclass(frozen=True, slots=True)
class Stay:
    """In a private thread, in one that is "public" and holds what others wrote, or in direct messages ("dm")."""

    kind: str
    channel: int
    since: int
    at: int


def moved(before: Mapping[str, Any], place: Mapping[str, Any], now: int) -> dict[str, Any]:
    """The place as it is kept, where the session was shown in `before` so far."""
    stayed = before.get("channel") == place.get("channel") and (place.get("kind") != "dm" or now - before.get("at", now) <= PAUSE)
    earlier = list(before.get("earlier", ()))
    if not stayed and "channel" in before:
        earlier.append({"at": now} | {name: before[name] for name in _STAY if name in before})
    kept = {name: value for name, value in place.items() if name not in _KEPT} | {"since": now, "at": now, "earlier": earlier}
    if stayed and "since" in before:
        kept["since"] = before["since"]
    elif stayed:
        # It has been there since before this was noted.
        del kept["since"]
    return kept


def stays(place: Mapping[str, Any], begun: int, touched: int) -> Iterator[Stay]:
    """Every stay of a session that began and was last touched then."""
    for one in (*place.get("earlier", ()), {**place, "at": max(place.get("at", 0), touched)}):
        if "channel" in one and one.get("kind") in ("thread", "dm"):
            kind = "public" if one["kind"] == "thread" and one.get("public") else str(one["kind"])
            yield Stay(kind, int(one["channel"]), one.get("since", begun), one["at"])
