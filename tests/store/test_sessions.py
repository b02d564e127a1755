"""Sessions and turns: one turn a step, one move a step, nothing lost, and a person can be forgotten."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.store import drafts, history, members, privacy, sessions, turns
from bot.store.database import Database
from bot.store.history import HistoryFilter
from bot.store.schema import metadata
from bot.store.sessions import Session


def session(id: str, member: int, **changes: object) -> Session:
    fresh = Session(
        id=id,
        member_id=member,
        server_id=None,
        principle="ownership",
        level="sde2",
        mode="practice",
        story="own",
        question="Tell me about a time.",
        scenario_id=None,
        scenario_version=None,
        rubric_version="1",
        status="open",
        step=0,
        state={},
        showing=[],
        verdict=None,
        score=None,
        place={},
        created_at=100,
        updated_at=100,
        closed_at=None,
    )
    return replace(fresh, **changes)  # type: ignore[arg-type]


async def a_member(database: Database, name: str = "ada") -> int:
    async with database.writing() as connection:
        return await members.ensure_member(connection, "terminal", name, 1)


async def test_a_member_is_written_down_once(database: Database) -> None:
    ids = await asyncio.gather(*(a_member(database) for _ in range(5)))
    assert len(set(ids)) == 1


async def test_the_first_answer_to_a_step_stands(database: Database) -> None:
    member = await a_member(database)
    one = session("s1", member)
    async with database.writing() as connection:
        await sessions.create(connection, one)

    async def submit(text: str) -> object:
        async with database.writing() as connection:
            return await turns.receive(connection, one, event="answer", payload={}, answer=text, question="?", now=5)

    results = await asyncio.gather(*(submit(f"answer {number}") for number in range(8)))
    assert sum(result is not None for result in results) == 1
    async with database.reading() as connection:
        turn = await turns.at(connection, "s1", 0)
        assert turn is not None
        assert turn.answer in {f"answer {number}" for number in range(8)}
        assert [pending.id for pending in await turns.unhandled(connection)] == [turn.id]


async def test_a_step_is_moved_on_once(database: Database) -> None:
    member = await a_member(database)
    one = session("s1", member)
    async with database.writing() as connection:
        await sessions.create(connection, one)
        turn = await turns.receive(connection, one, event="answer", payload={}, answer="a", question="?", now=5)
    assert turn is not None
    after = replace(one, step=1, updated_at=6)
    judgement = {"verdict": "hire", "score": 70.0}
    moved = []
    for _ in range(2):
        async with database.writing() as connection:
            moved.append(await turns.handle(connection, one, after, turn, judgement=judgement, showed=[], now=6))
    assert moved == [True, False]
    async with database.reading() as connection:
        assert await turns.unhandled(connection) == []
        stored = await turns.at(connection, "s1", 0)
        current = await sessions.load(connection, "s1")
    assert stored is not None
    assert stored.verdict == "hire"
    assert current == after


async def test_history_is_ones_own_newest_first_and_pages(database: Database) -> None:
    mine, theirs = await a_member(database, "ada"), await a_member(database, "bo")
    async with database.writing() as connection:
        for number in range(7):
            one = session(f"m{number}", mine, updated_at=number, principle="dive_deep" if number % 2 else "ownership")
            await sessions.create(connection, one)
            await turns.receive(connection, one, event="answer", payload={}, answer="a", question="?", now=1)
        await sessions.create(connection, session("empty", mine, updated_at=99))
        other = session("t0", theirs)
        await sessions.create(connection, other)
        await turns.receive(connection, other, event="answer", payload={}, answer="a", question="?", now=1)
    async with database.reading() as connection:
        page, total = await history.page(connection, mine, HistoryFilter(), limit=3, offset=0)
        rest, _ = await history.page(connection, mine, HistoryFilter(), limit=10, offset=3)
        deep, deep_total = await history.page(connection, mine, HistoryFilter(principle="dive_deep"), limit=10)
    assert [one.id for one in page] == ["m6", "m5", "m4"]
    assert [one.id for one in rest] == ["m3", "m2", "m1", "m0"]
    assert total == 7
    assert deep_total == len(deep) == 3


async def test_drafts_are_kept_until_the_answer_holds_them(database: Database) -> None:
    member = await a_member(database)
    async with database.writing() as connection:
        await sessions.create(connection, session("s1", member))
        await drafts.keep(connection, "s1", 0, {"one": "first words", "action": "I did"}, 1)
        await drafts.keep(connection, "s1", 0, {"one": "first words and more", "action": "  "}, 2)
    async with database.reading() as connection:
        assert await drafts.kept(connection, "s1", 0) == {"one": "first words and more", "action": "I did"}
    async with database.writing() as connection:
        await drafts.drop(connection, "s1", 0, frozenset({"first words and more"}))
    async with database.reading() as connection:
        assert await drafts.kept(connection, "s1", 0) == {"action": "I did"}


async def test_idle_sessions_expire_and_stay_readable(database: Database) -> None:
    member = await a_member(database)
    async with database.writing() as connection:
        await sessions.create(connection, session("old", member, updated_at=10))
        await sessions.create(connection, session("new", member, updated_at=90))
        assert list(await sessions.idle_since(connection, 50)) == ["old"]
        await sessions.expire(connection, "old", 100)
    async with database.reading() as connection:
        old = await sessions.load(connection, "old")
        latest = await sessions.latest_open(connection, member)
    assert old is not None
    assert (old.status, old.closed_at) == ("expired", 100)
    assert latest is not None
    assert latest.id == "new"


async def test_a_session_comes_back_from_being_idle_and_from_nothing_else(database: Database) -> None:
    member = await a_member(database)
    async with database.writing() as connection:
        for status in ("open", "expired", "closed"):
            await sessions.create(connection, session(status, member, status=status, closed_at=None if status == "open" else 50))
        await sessions.expire(connection, "closed", 200)
        assert [await sessions.revive(connection, id, 300) for id in ("open", "closed", "expired")] == [False, False, True]
    async with database.reading() as connection:
        found = [await sessions.load(connection, id) for id in ("open", "closed", "expired")]
    assert [(one.status, one.closed_at, one.updated_at) for one in found if one] == [
        ("open", None, 100),
        ("closed", 50, 100),
        ("open", None, 300),
    ]


async def test_the_open_session_that_was_touched_last_is_the_one_to_go_on_with(database: Database) -> None:
    member = await a_member(database)
    async with database.writing() as connection:
        for id, created, touched in (("a", 10, 20), ("d", 8, 40), ("c", 15, 30), ("b", 5, 40)):
            await sessions.create(connection, session(id, member, created_at=created, updated_at=touched))
        latest = await sessions.latest_open(connection, member)
    assert latest is not None
    assert latest.id == "d"


async def test_what_was_stepped_lately_and_has_not_expired_is_looked_at_again_latest_first(database: Database) -> None:
    member = await a_member(database)
    async with database.writing() as connection:
        for id, status, touched in (("a", "open", 20), ("b", "closed", 40), ("c", "expired", 50), ("d", "open", 30), ("e", "open", 10)):
            await sessions.create(connection, session(id, member, status=status, updated_at=touched))
        assert [one.id for one in await sessions.touched_since(connection, 20)] == ["b", "d", "a"]


async def test_an_answer_to_a_session_that_was_forgotten_meanwhile_is_written_nowhere(database: Database) -> None:
    member = await a_member(database)
    one = session("s1", member)
    async with database.writing() as connection:
        await sessions.create(connection, one)
        await privacy.forget(connection, member)
    async with database.writing() as connection:
        assert await turns.receive(connection, one, event="answer", payload={}, answer="a", question="?", now=5) is None
        assert (await connection.execute(select(func.count()).select_from(metadata.tables["turns"]))).scalar() == 0


async def test_to_forget_a_member_leaves_no_row_of_theirs(database: Database) -> None:
    mine, theirs = await a_member(database, "ada"), await a_member(database, "bo")
    async with database.writing() as connection:
        for id, member in (("m", mine), ("t", theirs)):
            one = session(id, member)
            await sessions.create(connection, one)
            await turns.receive(connection, one, event="answer", payload={}, answer="a", question="?", now=1)
            await drafts.keep(connection, id, 0, {"one": "words"}, 1)
        await privacy.forget(connection, mine)
    async with database.reading() as connection:
        counts = {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one() for table in metadata.sorted_tables
        }
    assert {table: rows for table, rows in counts.items() if rows} == {"members": 1, "sessions": 1, "turns": 1, "drafts": 1}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
async def test_a_write_that_fails_leaves_nothing(database: Database, error: type[BaseException]) -> None:
    member = await a_member(database)
    with pytest.raises(error):
        async with database.writing() as connection:
            await sessions.create(connection, session("s1", member))
            raise error
    async with database.reading() as connection:
        assert await sessions.load(connection, "s1") is None
