"""Exporting and forgetting a member: every table of the schema is filled for two people, and one of them goes."""

from __future__ import annotations

import asyncio
import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, Integer, Table, insert, select, text, update

from bot.store import due, members, privacy
from bot.store.connection import AsyncConnection, connected
from bot.store.database import BUSY_TIMEOUT, Database
from bot.store.schema import metadata
from tests.store.filled import everything

ANN, BEN, NOBODY = "annmarker", "benmarker", "nobodyatall"
# Columns whose values a CHECK names.
FIXED = {"status": "closed", "kind": "daily"}
OWNED = {one.table.name for one in privacy.owned()}
_numbers = count(1)


async def furnish(connection: AsyncConnection) -> dict[str, int]:
    """A row in every table, once for each of the two where rows belong to a member. Returns the members' numbers."""
    ids = {name: await members.ensure_member(connection, "discord", name, 1) for name in (ANN, BEN)}
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for table in metadata.sorted_tables:
        owners = (ANN, BEN) if table.name in OWNED else (NOBODY,)
        for owner in owners:
            row = {"id": ids[owner]} if table.name == "members" else await _added(connection, table, owner, ids, rows)
            rows.setdefault(table.name, {})[owner] = row
    return ids


async def _added(
    connection: AsyncConnection, table: Table, owner: str, ids: dict[str, int], rows: dict[str, dict[str, dict[str, Any]]]
) -> dict[str, Any]:
    row = {column.name: _value(column, owner, ids, rows) for column in table.columns}
    await connection.execute(insert(table).values(**row))
    return row


def _value(column: Column[Any], owner: str, ids: dict[str, int], rows: dict[str, dict[str, dict[str, Any]]]) -> Any:
    for key in column.foreign_keys:
        if key.column.table.name == "members":
            # Rows of the server's own mention a member; that is all that is theirs in it.
            return ids.get(owner, ids[ANN])
        parents = rows[key.column.table.name]
        return parents.get(owner, next(iter(parents.values())))[key.column.name]
    if column.name in FIXED:
        return FIXED[column.name]
    if isinstance(column.type, JSON):
        return {"text": f"{owner} {next(_numbers)}"}
    if isinstance(column.type, Float):
        return 0.5
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, BigInteger | Integer):
        return next(_numbers)
    length = getattr(column.type, "length", None) or 200
    return f"{next(_numbers)}{owner}"[:length]


def test_what_belongs_to_a_member_is_read_off_the_schema() -> None:
    assert {"members", "sessions", "turns", "drafts", "quizzes", "quiz_answers"} <= OWNED
    assert not {"servers", "facts", "due", "quiz_items", "pack_scenarios"} & OWNED


async def test_forgetting_leaves_no_trace_in_any_table_and_nobody_else_loses_a_row(database: Database) -> None:
    async with database.writing() as connection:
        ids = await furnish(connection)
        sessions = (await connection.execute(select(metadata.tables["sessions"].c.id))).scalars().all()
        for session in sessions:
            await due.schedule(connection, "something", session, 5)
    before = await everything(database)
    assert all(before[name] for name in metadata.tables), "every table holds something, or this test shows nothing of it"
    assert all(any(ANN in row for row in before[name]) for name in OWNED if _speaks(name))

    async with database.writing() as connection:
        await privacy.forget(connection, ids[ANN])
    after = await everything(database)
    async with database.reading() as connection:
        still_due = (await connection.execute(text("SELECT key FROM due WHERE kind = 'something'"))).scalars().all()
    assert list(still_due) == [session for session in sessions if BEN in session]
    assert [name for name, rows in after.items() for row in rows if ANN in row] == []
    for name in metadata.tables:
        if name in OWNED:
            assert len(after[name]) == len(before[name]) - 1, name
        elif name != "due":
            assert len(after[name]) == len(before[name]), name
    for table in metadata.sorted_tables:
        columns = [key.parent for key in table.foreign_keys if key.column.table.name == "members"]
        async with database.reading() as connection:
            for column in columns:
                left = (await connection.execute(select(column))).scalars().all()
                assert ids[ANN] not in left, column
    async with database.reading() as connection:
        assert await privacy.counts_of(connection, ids[ANN]) == {}


def _speaks(name: str) -> bool:
    """Whether a row of the table holds any words."""
    return any(
        not column.foreign_keys and column.name not in FIXED and column.type.python_type in (str, dict)
        for column in metadata.tables[name].columns
    )


async def test_an_export_holds_every_row_of_the_member_and_no_one_else_s(database: Database) -> None:
    async with database.writing() as connection:
        ids = await furnish(connection)
    async with database.reading() as connection:
        rows = await privacy.rows_of(connection, ids[ANN])
        counts = await privacy.counts_of(connection, ids[ANN])
    assert counts == dict.fromkeys(OWNED, 1)
    assert {name: len(found) for name, found in rows.items() if name in OWNED} == counts
    assert BEN not in repr(rows)


async def test_an_export_says_which_rows_of_a_server_s_own_name_the_member_and_gives_what_they_answered(database: Database) -> None:
    """A room or a party that they opened, a daily question that they set, scenarios that they brought: what is in those is the server's."""
    rooms = metadata.tables["study_rooms"]
    async with database.writing() as connection:
        ids = await furnish(connection)
        (mine,) = (await connection.execute(select(rooms.c.id).where(rooms.c.asked_by == ids[ANN]))).scalars()
        bens = rooms.c.asked_by == ids[BEN]
        await connection.execute(update(rooms).where(bens).values(host_id=ids[ANN], asked_by=None))
        rows = await privacy.rows_of(connection, ids[ANN])
        (question,) = (await connection.execute(select(metadata.tables["quiz_items"].c.data))).scalars()
        of_nobody = await privacy.rows_of(connection, await members.ensure_member(connection, "discord", "newcomer", 1))
    assert [name for name, found in of_nobody.items() if found] == ["members"]
    naming = {name: rows[name][-1] for name in ("quiz_parties", "quiz_daily", "pack_scenarios", "study_rooms")}
    assert [row[column] for row, column in zip(naming.values(), ("host_id", "set_by", "added_by", "host_id"), strict=True)] == [
        ids[ANN]
    ] * 4
    assert not {"state", "items", "text", "question", "seed"} & {name for row in naming.values() for name in row}
    assert [row["id"] == mine for row in rows["study_rooms"]] == [True, False], "a room that is theirs is there once"
    assert "seed" not in rows["study_rooms"][0], "what the order of the answers follows from is told to nobody"
    assert [row["data"] for row in rows["quiz_items"]] == [question]


async def test_of_what_two_share_each_sees_no_number_of_the_other(database: Database) -> None:
    panels, rounds = metadata.tables["peer_panels"], metadata.tables["peer_rounds"]
    async with database.writing() as connection:
        ids = await furnish(connection)
        of_ann = panels.c.host_id == ids[ANN]
        channels = {row.host_id: row.channel_id for row in await connection.execute(select(panels))}
        await connection.execute(update(panels).where(of_ann).values(partner_id=ids[BEN]))
        await connection.execute(update(rounds).where(rounds.c.interviewer_id == ids[ANN]).values(candidate_id=ids[BEN]))
        shared = await privacy.rows_of(connection, ids[ANN])
        threads = [await privacy.threads_of(connection, ids[name]) for name in (ANN, BEN)]
    (panel,), (held,) = shared["peer_panels"], shared["peer_rounds"]
    assert (panel["host_id"], held["interviewer_id"]) == (ids[ANN], ids[ANN])
    assert not {"partner_id", "candidate_id"} & {*panel, *held}
    assert threads == [[channels[ids[ANN]]], sorted(channels.values())]


async def test_what_was_posted_goes_with_whoever_asked_and_with_whoever_answered(database: Database) -> None:
    rooms, answers = metadata.tables["study_rooms"], metadata.tables["study_answers"]
    async with database.writing() as connection:
        ids = await furnish(connection)
        room = (await connection.execute(select(rooms).where(rooms.c.asked_by == ids[ANN]))).mappings().one()
        for name, post in ((ANN, 71), (BEN, 72)):
            await connection.execute(update(answers).where(answers.c.member_id == ids[name]).values(room_id=room["id"], posts=[post]))
        of_ann, of_ben = [await privacy.posts_of(connection, ids[name]) for name in (ANN, BEN)]
    channel = room["channel_id"]
    assert of_ann == sorted((channel, message) for message in (71, 72, room["card_id"], room["message_id"]))
    assert (channel, 72) in of_ben
    assert (channel, 71) not in of_ben


async def test_one_session_goes_and_the_rest_stays(database: Database) -> None:
    async with database.writing() as connection:
        await furnish(connection)
        sessions = metadata.tables["sessions"]
        ann = (await connection.execute(select(sessions.c.id).where(sessions.c.id.like(f"%{ANN}%")))).scalar_one()
        await privacy.forget_session(connection, ann)
    after = await everything(database)
    for name in ("sessions", "turns", "drafts"):
        assert len(after[name]) == 1, name
    assert len(after["members"]) == 2


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_the_file_holds_nothing_of_it_either(database: Database, backend: str) -> None:
    path = Path(str(database.engine.url.database))

    def holding(words: str) -> list[str]:
        return [one.name for one in path.parent.glob(f"{path.name}*") if words.encode() in one.read_bytes()]

    async with database.writing() as connection:
        ids = await furnish(connection)
        sessions = metadata.tables["sessions"]
        # Long enough to fill pages of their own, beside those of the tables.
        await connection.execute(sessions.update().values(state={"text": f"{ANN} " * 4000}).where(sessions.c.member_id == ids[ANN]))
    assert await database.scrub()
    assert holding(ANN) == [path.name]
    async with database.writing() as connection:
        await privacy.forget(connection, ids[ANN])
    assert await database.scrub()
    assert holding(ANN) == []
    async with connected(database.engine) as connection:
        await connection.driver.execute("VACUUM")
    assert holding(ANN) == []
    assert holding(BEN)


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_who_reads_meanwhile_holds_up_no_writer_and_the_log_is_emptied_afterwards(database: Database, backend: str) -> None:
    """A backup reads one snapshot for as long as it takes."""
    reader = sqlite3.connect(str(database.engine.url.database))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM members").fetchone()
    async with database.writing() as connection:
        await furnish(connection)
    async with asyncio.timeout(BUSY_TIMEOUT / 2000):
        scrubbed, _ = await asyncio.gather(database.scrub(), _written(database))
    assert not scrubbed
    reader.close()
    assert await database.scrub()
    # Whatever else is waited for is still waited for.
    async with database.reading() as connection:
        assert (await connection.execute(text("PRAGMA busy_timeout"))).scalar() == BUSY_TIMEOUT


async def _written(database: Database) -> None:
    async with database.writing() as connection:
        await members.ensure_member(connection, "discord", "cleo", 1)
