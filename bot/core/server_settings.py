"""What a server's admins have set, and what may be set. Anything that is not set follows the configuration of whoever runs the bot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

from bot.core.frozen import dataclass
from bot.core.state import MAX_PROBES, MIN_PROBES
from bot.core.vocabulary import LEVELS, Level

Threads = Literal["private", "public"]
THREADS: tuple[Threads, ...] = ("private", "public")
MOST_CHANNELS = 25
# Days that finished interviews are kept; 0 keeps them until they are deleted by hand.
RETENTION = (30, 90, 180, 365, 730, 0)
MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """`channels`: where commands are taken, () for everywhere. None follows the configuration. `threads`: who sees a thread."""

    channels: tuple[int, ...] = ()
    level: Level | None = None
    probes: int | None = None
    threads: Threads = "private"
    leaderboard: bool = True
    retention_days: int | None = None
    language: str | None = None

    def allows(self, *channels: int | None) -> bool:
        """Whether commands are taken in a channel, given with what it is part of (a thread with its channel)."""
        return not self.channels or any(channel in self.channels for channel in channels)


def settings_from(data: Mapping[str, Any]) -> ServerSettings:
    """What is kept, read back. A value that could not be set today counts as not set."""
    fit = {name: value for name, value in data.items() if name in _FITS and _FITS[name](value)}
    if "channels" in fit:
        fit["channels"] = tuple(fit["channels"])
    return ServerSettings(**fit)


def checked(name: str, value: object) -> Any:
    """The value as it is kept. None takes a setting back. Raises ValueError for what is no setting, or no value of it."""
    if name not in _FITS:
        raise ValueError(f"{name} is no setting")
    if value is not None and not _FITS[name](value):
        raise ValueError(f"{value!r} is no value of {name}")
    return list(cast(Any, value)) if name == "channels" and value is not None else value


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_channels(value: object) -> bool:
    return isinstance(value, list | tuple) and len(value) <= MOST_CHANNELS and all(_is_whole(one) and 0 < one < 2**63 for one in value)


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "channels": _are_channels,
    "level": lambda value: isinstance(value, str) and value in LEVELS,
    "probes": lambda value: _is_whole(value) and MIN_PROBES <= value <= MAX_PROBES,
    "threads": lambda value: isinstance(value, str) and value in THREADS,
    "leaderboard": lambda value: isinstance(value, bool),
    "retention_days": lambda value: _is_whole(value) and 0 <= value <= MOST_DAYS,
    "language": lambda value: isinstance(value, str) and 2 <= len(value) <= 8 and value.isascii(),
}
