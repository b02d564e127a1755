"""Days and hours on the clocks of a place (IANA zones), where days have 23 to 25 hours and some hours come twice or never.

The rules, for a daily time:

- An hour that comes twice counts the first time; the second is no second day.
- A time that the clocks skip is taken at the moment they jump.
- A day that a zone left out altogether (Samoa, 30 December 2011) has no daily time.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

Period = Literal["day", "week", "month", "all"]
PERIODS: tuple[Period, ...] = ("day", "week", "month", "all")
UTC_NAME = "UTC"
# Among so many days in a row there is one for every weekday, even where a zone has left one out.
_FAR = 15


@cache
def zones() -> tuple[str, ...]:
    """Every IANA name that this system knows, sorted; without the technical doubles of tz's own folders."""
    return tuple(sorted(name for name in available_timezones() if not name.startswith(("posix/", "right/")) and name != "localtime"))


def zone_named(name: str) -> ZoneInfo:
    """The zone of that name, however it is capitalised. Raises LookupError for a name that is none."""
    known = _by_folded_name().get(name.strip().casefold().replace(" ", "_"))
    if known is None:
        raise LookupError(f"{name!r} is no IANA time zone")
    return ZoneInfo(known)


@cache
def _by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in zones()}


def day_at(at: int, zone: ZoneInfo) -> date:
    """Which day it is there."""
    return datetime.fromtimestamp(at, zone).date()


def number_of(day: date) -> int:
    """20261125: a day as a number that sorts."""
    return day.year * 10_000 + day.month * 100 + day.day


def instant(day: date, minute: int, zone: ZoneInfo) -> int | None:
    """When it is that many minutes after midnight, on the clocks there, for the first time on that day (UTC seconds). A time that is
    skipped is the moment of the jump. None where there was no such day."""
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    at = int(wall.replace(tzinfo=zone).timestamp())
    if _wall(at, zone) == wall:
        return at
    # The clocks jumped over it: between these two moments is the jump.
    before = int(wall.replace(tzinfo=zone, fold=1).timestamp())
    while at - before > 1:
        middle = (before + at) // 2
        before, at = (before, middle) if _wall(middle, zone) >= wall else (middle, at)
    return at if day_at(at, zone) == day else None


def next_time(after: int, minute: int, zone: ZoneInfo, weekdays: Collection[int]) -> int:
    """The first daily time after that moment on one of these weekdays (1 is Monday). Raises ValueError where no weekday is named."""
    first = day_at(after, zone)
    for ahead in range(_FAR):
        day = first + timedelta(days=ahead)
        at = instant(day, minute, zone) if day.isoweekday() in weekdays else None
        if at is not None and at > after:
            return at
    raise ValueError("a daily time needs a weekday, 1 to 7")


def period_start(period: Period, now: int, zone: ZoneInfo) -> int:
    """When the present day, week (from Monday) or month began there; 0 for all time."""
    if period == "all":
        return 0
    day = day_at(now, zone)
    if period == "week":
        day -= timedelta(days=day.weekday())
    elif period == "month":
        day = day.replace(day=1)
    while (at := instant(day, 0, zone)) is None:
        day += timedelta(days=1)
    return at


def _wall(at: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).replace(tzinfo=None, fold=0)
