"""What is kept for how long: by server, after a removal, and that a member's own interviews stay theirs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.events import Answered
from bot.store import members, servers, sessions
from bot.store.database import Database
from bot.usecases.due import Schedule
from bot.usecases.exchange import Who, Wish
from bot.usecases.interviews import Interviews
from bot.usecases.keeping import DAY, PURGE, PURGE_DAYS, Keeping
from bot.usecases.privacy import SCRUB, Privacy
from bot.usecases.settings import Settings
from bot.usecases.showing import own_sessions
from tests.usecases.interviews import Clock

ADA = Who("discord", "71")
HERE, THERE = 5 << 22, 6 << 22


async def held(interviews: Interviews, server: int | None) -> str:
    """A finished interview; its id."""
    shown = await interviews.start(ADA, Wish(principle="have_backbone_disagree_and_commit"), server_id=server)
    await interviews.take(ADA, shown.session.id, shown.session.step, Answered("I wrote it down and told them why."))
    return (await interviews.end(ADA, shown.session.id)).session.id


async def left_of(database: Database, ids: list[str]) -> list[bool]:
    async with database.reading() as connection:
        return [await sessions.load(connection, id) is not None for id in ids]


async def test_each_server_s_own_retention_counts_and_the_operator_s_for_the_rest(interviews: Interviews, clock: Clock) -> None:
    settings, keeping = Settings(interviews.means), Keeping(interviews.means, 100)
    await settings.change(HERE, "retention_days", 30)
    await settings.change(THERE, "retention_days", 0)
    ids = [await held(interviews, server) for server in (HERE, THERE, None)]
    unfinished = (await interviews.start(ADA, Wish(principle="have_backbone_disagree_and_commit"), server_id=HERE)).session.id

    clock.now += 29 * DAY
    await keeping.sweep()
    assert await left_of(interviews.database, ids) == [True, True, True]
    clock.now += 2 * DAY
    await keeping.sweep()
    assert await left_of(interviews.database, ids) == [False, True, True]
    clock.now += 70 * DAY
    assert await keeping.sweep() > clock.now
    assert await left_of(interviews.database, ids) == [False, True, False]
    assert await left_of(interviews.database, [unfinished]) == [True]


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_of_what_was_kept_long_enough_the_file_holds_nothing_either(interviews: Interviews, clock: Clock, backend: str) -> None:
    """Finished interviews whose time is over, and what was a server's own."""
    file = Path(str(interviews.database.engine.url.database))
    keeping, privacy, schedule = Keeping(interviews.means, 100), Privacy(interviews.means), Schedule(interviews.database, clock)
    schedule.serve(PURGE, keeping.purge)
    schedule.serve(SCRUB, privacy.scrub)

    def holding(words: str) -> list[str]:
        return [one.name for one in file.parent.glob(f"{file.name}*") if words.encode() in one.read_bytes()]

    await held(interviews, None)
    async with interviews.database.writing() as connection:
        await members.ensure_server(connection, HERE, clock.now)
        await servers.change_setting(connection, HERE, "remark", "troll-station")
    assert holding("I wrote it down and told them why")
    clock.now += 101 * DAY
    await keeping.sweep()
    await schedule.work()
    assert holding("I wrote it down and told them why") == []
    await keeping.left(HERE)
    clock.now += PURGE_DAYS * DAY
    for _due in range(2):
        await schedule.work()
    assert holding("troll-station") == []


async def test_without_any_retention_nothing_goes(interviews: Interviews, clock: Clock) -> None:
    ids = [await held(interviews, None), await held(interviews, HERE)]
    clock.now += 4_000 * DAY
    await Keeping(interviews.means, 0).sweep()
    assert await left_of(interviews.database, ids) == [True, True]


async def test_a_long_backlog_is_deleted_to_its_end(interviews: Interviews, clock: Clock) -> None:
    ids = [await held(interviews, None) for _ in range(3)]
    async with interviews.database.writing() as connection:
        first = await sessions.load(connection, ids[0])
        assert first is not None
        for number in range(450):
            await sessions.create(connection, replaced(first, f"many{number}"))
    clock.now += 101 * DAY
    await Keeping(interviews.means, 100).sweep()
    assert (await own_sessions(interviews, ADA, 5)).total == 0
    async with interviews.database.reading() as connection:
        assert await sessions.load(connection, "many449") is None


def replaced(session: sessions.Session, id: str) -> sessions.Session:
    return replace(session, id=id)


async def test_a_server_that_removed_the_bot_is_purged_after_the_stated_delay(interviews: Interviews, clock: Clock) -> None:
    settings, keeping, schedule = Settings(interviews.means), Keeping(interviews.means, 0), Schedule(interviews.database, clock)
    schedule.serve(PURGE, keeping.purge)
    await settings.change(HERE, "probes", 5)
    id = await held(interviews, HERE)
    await keeping.left(HERE)

    clock.now += PURGE_DAYS * DAY - 1
    await schedule.work()
    assert (await settings.of(HERE)).probes == 5
    clock.now += 1
    await schedule.work()
    assert (await settings.of(HERE)).probes is None
    session, _turns = await interviews.opened(ADA, id)
    assert session.session.server_id is None, "the interview is its member's, and only loses the server"


async def test_a_bot_that_is_invited_again_in_time_finds_everything(interviews: Interviews, clock: Clock) -> None:
    settings, keeping, schedule = Settings(interviews.means), Keeping(interviews.means, 0), Schedule(interviews.database, clock)
    schedule.serve(PURGE, keeping.purge)
    await settings.change(HERE, "probes", 5)
    await keeping.left(HERE)
    clock.now += 10 * DAY
    await keeping.came(HERE)
    clock.now += 40 * DAY
    await schedule.work()
    assert (await settings.of(HERE)).probes == 5


async def test_what_happened_while_nobody_listened_is_found_out(interviews: Interviews, clock: Clock) -> None:
    keeping = Keeping(interviews.means, 0)
    async with interviews.database.writing() as connection:
        for server in (HERE, THERE):
            await members.ensure_server(connection, server, clock.now)

    async def gone() -> list[bool]:
        async with interviews.database.reading() as connection:
            return [await servers.left_at(connection, server) is not None for server in (HERE, THERE)]

    # Of two shards this process runs the one of THERE (an even number): it knows nothing of HERE.
    await keeping.compare(set(), [0], 2)
    assert await gone() == [False, True]
    await keeping.compare({HERE, THERE}, [0, 1], 2)
    assert await gone() == [False, False]
