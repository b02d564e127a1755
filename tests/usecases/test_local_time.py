"""Daily times on real clocks: every zone, every weekday, hours that come twice, hours and days that never come."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.usecases.local_time import day_at, instant, next_time, period_start, zone_named, zones

# From 1975, when zones keep offsets of whole minutes, to what tz rules foretell.
MOMENTS = st.integers(int(datetime(1975, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2037, 1, 1, tzinfo=UTC).timestamp()))
ZONES = st.sampled_from(zones()).map(ZoneInfo)
MINUTES = st.integers(0, 24 * 60 - 1)
WEEKDAYS = st.frozensets(st.integers(1, 7), min_size=1)


def at(text: str, zone: str) -> int:
    """A wall time such as 2026-03-29 03:00 there; of two, the first."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def wall(moment: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(moment, zone).replace(tzinfo=None)


@settings(max_examples=400)
@given(MOMENTS, MINUTES, ZONES, WEEKDAYS)
@example(at("2026-03-29 01:59", "Europe/Berlin"), 150, ZoneInfo("Europe/Berlin"), frozenset({7}))
@example(at("2026-10-25 02:30", "Europe/Berlin"), 150, ZoneInfo("Europe/Berlin"), frozenset({7}))
@example(at("2011-12-29 12:00", "Pacific/Apia"), 600, ZoneInfo("Pacific/Apia"), frozenset({5}))
@example(at("2024-04-06 12:00", "Australia/Lord_Howe"), 105, ZoneInfo("Australia/Lord_Howe"), frozenset({7}))
def test_the_next_time_is_later_on_a_wanted_day_and_at_the_wanted_hour(
    after: int, minute: int, zone: ZoneInfo, weekdays: frozenset[int]
) -> None:
    found = next_time(after, minute, zone, weekdays)
    assert found > after
    there = wall(found, zone)
    assert there.isoweekday() in weekdays
    wanted = datetime.combine(there.date(), datetime.min.time()) + timedelta(minutes=minute)
    if there != wanted:
        # Only because the clocks jumped over it: a second before, it was earlier than that.
        assert there > wanted
        assert wall(found - 1, zone) < wanted
    else:
        assert datetime.fromtimestamp(found, zone).fold == 0, "an hour that comes twice counts the first time"


@settings(max_examples=150)
@given(MOMENTS, MINUTES, ZONES, WEEKDAYS)
def test_no_day_has_two_and_none_that_exists_is_left_out(after: int, minute: int, zone: ZoneInfo, weekdays: frozenset[int]) -> None:
    days: list[date] = []
    moment = after
    for _time in range(15):
        moment = next_time(moment, minute, zone, weekdays)
        days.append(day_at(moment, zone))
    assert days == sorted(set(days))
    wanted = {days[0] + timedelta(days=ahead) for ahead in range((days[-1] - days[0]).days + 1)}
    missing = {day for day in wanted if day.isoweekday() in weekdays} - set(days)
    for day in missing:
        noon = int(datetime.combine(day, datetime.min.time()).replace(hour=12, tzinfo=zone).timestamp())
        assert day_at(noon, zone) != day, f"{day} existed and had no question"


def test_a_skipped_hour_is_taken_when_the_clocks_jump() -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert instant(date(2026, 3, 29), 150, zone) == at("2026-03-29 03:00", "Europe/Berlin")
    assert instant(date(2026, 3, 29), 180, zone) == at("2026-03-29 03:00", "Europe/Berlin")


def test_a_doubled_hour_is_taken_once() -> None:
    zone = ZoneInfo("America/New_York")
    first = instant(date(2026, 11, 1), 90, zone)
    assert first == int(datetime(2026, 11, 1, 5, 30, tzinfo=UTC).timestamp())
    assert next_time(first, 90, zone, range(1, 8)) == int(datetime(2026, 11, 2, 6, 30, tzinfo=UTC).timestamp())


def test_a_day_that_a_zone_left_out_has_no_time() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert instant(date(2011, 12, 30), 600, apia) is None
    after = next_time(at("2011-12-29 23:00", "Pacific/Apia"), 600, apia, range(1, 8))
    assert day_at(after, apia) == date(2011, 12, 31)


@settings(max_examples=100)
@given(MOMENTS, ZONES)
def test_a_period_has_begun_and_not_long_ago(now: int, zone: ZoneInfo) -> None:
    day, week, month = (period_start(period, now, zone) for period in ("day", "week", "month"))
    assert month <= day <= now
    assert week <= day
    assert period_start("all", now, zone) == 0
    assert day_at(day, zone) == day_at(now, zone)
    assert day_at(week, zone).isoweekday() == 1 or zone.key.endswith("Apia")
    assert now - day <= 26 * 3600
    assert now - week <= 8 * 86_400
    assert now - month <= 32 * 86_400


@pytest.mark.parametrize("typed", ["Europe/Berlin", "europe/berlin", " EUROPE/BERLIN "])
def test_a_zone_is_found_however_it_is_written(typed: str) -> None:
    assert zone_named(typed).key == "Europe/Berlin"


@pytest.mark.parametrize("typed", ["", "Berlin", "../../etc/passwd", "CEST+2", "Mars/Olympus"])
def test_what_is_no_zone_is_refused(typed: str) -> None:
    with pytest.raises(LookupError):
        zone_named(typed)


def test_a_time_without_a_weekday_is_refused() -> None:
    with pytest.raises(ValueError, match="weekday"):
        next_time(0, 0, ZoneInfo("UTC"), ())
