"""What `doctor` finds, and where a measured figure becomes a finding. Pure: whoever measures hands the figures in."""

from __future__ import annotations

from typing import Literal

from bot.core.frozen import dataclass

Standing = Literal["ok", "note", "warn", "fail"]

# Discord's ids carry its time, and a first response is due within three seconds of it: a clock that is off by more confuses both.
CLOCK_WARN, CLOCK_FAIL = 2.0, 30.0
# A database that cannot grow stops taking answers.
DISK_WARN, DISK_FAIL = 2 * 2**30, 200 * 2**20
# Discord resets the token of a bot that has connected 1,000 times in a day.
STARTS_WARN = 100


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `advice` is what to do, "" where nothing is to be done."""

    name: str
    standing: Standing
    message: str
    advice: str = ""


def clock(seconds_ahead: float) -> Check:
    """`seconds_ahead` is this machine's time less Discord's, which is told in whole seconds."""
    off = abs(seconds_ahead)
    if off < CLOCK_WARN:
        return Check("Clock", "ok", "agrees with Discord's")
    way = "ahead of" if seconds_ahead > 0 else "behind"
    standing: Standing = "warn" if off < CLOCK_FAIL else "fail"
    advice = "Turn on time synchronisation (timedatectl set-ntp true). Daily posts and writing times go by this clock."
    return Check("Clock", standing, f"is {off:,.0f} s {way} Discord's", advice)


def disk(free: int, where: str) -> Check:
    """`free` is in bytes."""
    message = f"{free / 2**30:,.1f} GiB free for {where}"
    if free >= DISK_WARN:
        return Check("Disk", "ok", message)
    return Check("Disk", "warn" if free >= DISK_FAIL else "fail", message, "Make room: a full disk stops the bot from taking answers.")


def shards(recommended: int, count: int, starts_left: int) -> tuple[Check, ...]:
    """What Discord recommends, what is configured (0: whatever Discord recommends), and how many starts are left today."""
    found = []
    if count and count < recommended:
        advice = "Raise `shards.count`: beyond 2,500 servers a shard Discord refuses the connection."
        found.append(Check("Shards", "warn", f"{count} configured, Discord recommends {recommended}", advice))
    else:
        found.append(Check("Shards", "ok", f"{count or recommended} in all, Discord recommends {recommended}"))
    if starts_left < STARTS_WARN:
        advice = "Find out why the bot restarts so often; when none is left Discord resets the token."
        found.append(Check("Starts", "warn", f"{starts_left} of today's connections are left", advice))
    return tuple(found)


def processes(count: int, here: int, is_file: bool) -> tuple[Check, ...]:
    """`here` of all shards are this process's: where others have the rest, a file would be each process's own."""
    if here >= count or not is_file:
        return ()
    message = f"this process runs {here} of {count} shards, and its database is a file: those that run the others do not share it"
    return (Check("Processes", "warn", message, "Name one PostgreSQL for all of them: BAR_RAISER_DATABASE, or `database` in each."),)


def servers(lacking: list[tuple[str, tuple[str, ...]]], count: int, invite: str, most: int = 8) -> tuple[Check, ...]:
    """`lacking` are servers by name with the permissions that the bot lacks there."""
    if not count:
        return (Check("Servers", "note", "the bot is in none yet", f"Invite it: {invite}"),)
    if not lacking:
        return (Check("Servers", "ok", f"{count:,}, and the bot has what it needs in each", f"To invite it to another: {invite}"),)
    found = [
        Check("Servers", "warn", f"{count:,}, and in {len(lacking):,} the bot lacks something", f"Invite it once more there: {invite}")
    ]
    found += [Check("Server", "warn", f"{name}: lacks {', '.join(names)}") for name, names in lacking[:most]]
    if len(lacking) > most:
        found.append(Check("Server", "warn", f"and {len(lacking) - most:,} more"))
    return tuple(found)


def commands(absent: list[int], invite: str) -> tuple[Check, ...]:
    """`absent` are the servers that the commands are to be registered in and that the bot is not in."""
    if not absent:
        return ()
    named = ", ".join(map(str, absent))
    return (Check("Commands", "warn", f"`commands.guilds` names servers that the bot is not in: {named}", f"Invite it there: {invite}"),)
