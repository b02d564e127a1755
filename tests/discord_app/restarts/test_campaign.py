"""The crash campaign in small: whole sessions of every kind through a few kills, drawn by a seed. `python -m benchmarks.campaign` plays
hundreds of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.campaign.ledger import Ledger, Written
from benchmarks.campaign.plan import rounds
from benchmarks.campaign.rounds import play
from bot.store import migrate
from bot.store.database import Database
from bot.store.tables import members, sessions, turns


async def test_a_round_with_its_kills_and_faults() -> None:
    """Discord is more patient here: beside the other tests the bot may get no core for three seconds, and that is no fault of its own."""
    (plan,) = rounds(3, interviews=1, parties=0, rooms=1, kills=2, trouble=True)
    outcome = await play(plan, patience=12.0)
    assert outcome.failure is None, f"{outcome.replay}: {outcome.failure}"
    assert outcome.counts["kills"] == 2
    assert outcome.counts["interviews"] == 1
    assert outcome.acknowledged


@pytest.mark.long
@pytest.mark.parametrize("number", range(3))
async def test_whole_rounds(number: int, tmp_path: Path) -> None:
    plan = rounds(17, interviews=60, parties=12, rooms=12, kills=8, trouble=True)[number]
    outcome = await play(plan, tmp_path)
    assert outcome.failure is None, f"{outcome.replay} (left in {tmp_path}): {outcome.failure}"


def test_a_round_is_drawn_from_its_seed_and_number_alone() -> None:
    few, many = (rounds(5, count, 4, 4, kills=6, trouble=True) for count in (40, 400))
    assert few[1].kills == many[1].kills
    assert few[1].chance("party 0").random() == many[1].chance("party 0").random()
    assert few[0].kills != few[1].kills
    assert (sum(each.interviews for each in many), sum(each.parties for each in many), sum(len(each.rooms) for each in many)) == (400, 4, 4)


async def test_the_ledger_finds_what_is_lost_and_what_is_there_twice(tmp_path: Path) -> None:
    """A campaign that could not fail would prove nothing."""
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate.upgrade(database)
    session = {"id": "s", "member_id": 1, "principle": "ownership", "level": "sde2", "mode": "practice", "story": "own", "question": "q"}
    session |= {
        "rubric_version": "r",
        "status": "open",
        "step": 2,
        "state": {},
        "showing": [],
        "place": {},
        "created_at": 0,
        "updated_at": 0,
    }
    turn = {"session_id": "s", "event": "answer", "payload": {}, "received_at": 0, "rubric_version": "r"}
    async with database.writing() as connection:
        await connection.execute(members.insert().values(id=1, platform="discord", external_id="7", created_at=0, settings={}))
        await connection.execute(sessions.insert().values(**session))
        for step, answer in ((0, "I did it (one)"), (1, "I did it again (one)"), (2, "And more (two)")):
            await connection.execute(turns.insert().values(**turn, step=step, answer=answer))
    await database.close()
    ledger = Ledger(tmp_path / "bot.sqlite3")
    ledger.answers += [Written("Ann", ["(two)"], acknowledged=True), Written("Ann", ["(four)"])]
    assert ledger.check() == []
    assert ledger.open_sessions(7) == 1
    ledger.answers += [Written("Ben", ["(one)"]), Written("Cleo", ["(three)", "(five)"], acknowledged=True)]
    twice, lost = ledger.check()
    assert "Ben's is stored 2 times" in twice
    assert "acknowledged answer of Cleo's is lost" in lost
