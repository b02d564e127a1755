"""`python -m benchmarks.growth`: what a member's own pages cost when the database has grown.

Two databases are filled alike, but for their size: 50 members with 1,000 turns, and 50,000 members with 1,000,000 (5 interviews of 4 turns
each a member; `--turns` for another size). In both the same number of members' pages are opened through the use cases that Discord and the
terminal call: `/history` (ten sessions and how many there are), `/progress`, `/stories`, for members spread over the whole table. Their
rows hold the state, the debrief and the judgements of a real interview; everybody else's hold the same number of rows with some 2 KB of
text each, so that the whole fits a disk. "Counting" is a member's first page, which also counts their interviews.

Medians are compared: exit code 1 where one takes more than twice as long in the large database.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.recorded import record
from bot.content.rubric import load_rubric
from bot.core.plain import replies_to_data, state_to_data
from bot.store import migrate
from bot.store.database import Database
from bot.store.sessions import Session
from bot.store.tables import members, sessions, turns
from bot.store.turns import of_session
from bot.usecases.exchange import Who
from bot.usecases.interviews import Interviews
from bot.usecases.means import Means
from bot.usecases.progress import progress_of
from bot.usecases.showing import own_sessions
from bot.usecases.stories import Stories
from bot.usecases.tellings import Tellings
from tests.usecases.histories import Past, wide_library
from tests.usecases.interviews import ADA, Clock

SESSIONS, TURNS = 5, 4
FILLER = "A text that nobody reads, as long as a short answer. " * 36
ASKED, REPEATED = 40, 5
MOST = 2.0
PRINCIPLES = ("ownership", "dive_deep", "earn_trust", "frugality", "think_big")
_PART = 2_000


async def sample(folder: Path) -> tuple[Session, list[dict[str, Any]]]:
    """One real interview, as it is stored: its session, and its first turns as rows."""
    database = Database.open(f"sqlite+aiosqlite:///{folder / 'sample.sqlite3'}")
    await migrate.upgrade(database)
    past = Past(database, Clock())
    shown = await past.told(ADA)
    async with database.reading() as connection:
        held = await of_session(connection, shown.session.id)
    await database.close()
    session = replace(shown.session, state=state_to_data(shown.state), showing=replies_to_data(shown.replies))
    rows = [{column.name: getattr(turn, column.name) for column in turns.columns} for turn in held[:TURNS]]
    return session, rows


async def fill(database: Database, total: int, session: Session, held: list[dict[str, Any]]) -> int:
    """Writes `total` turns; how many members they belong to."""
    people = max(total // (SESSIONS * TURNS), 1)
    chosen = set(asked(people))
    row = {column.name: getattr(session, column.name) for column in sessions.columns} | {"server_id": None}
    thin = row | {"state": {"text": FILLER}, "showing": []}
    real = [{name: value for name, value in turn.items() if name not in ("id", "source")} for turn in held]
    short = [turn | {"payload": {}, "judgement": None, "showed": [], "answer": FILLER} for turn in real]
    for part in range(0, people, _PART):
        owners = range(part, min(part + _PART, people))
        async with database.writing() as connection:
            people_rows = [
                {"id": one + 1, "platform": "discord", "external_id": str(one), "created_at": 1, "settings": {}} for one in owners
            ]
            await connection.execute(insert(members), people_rows)
            for number in range(SESSIONS):
                at = 1_750_000_000 + number * 86_400
                changed = {
                    "principle": PRINCIPLES[number % len(PRINCIPLES)],
                    "created_at": at,
                    "updated_at": at + 900,
                    "closed_at": at + 900,
                }
                made = [(row if one in chosen else thin) | changed | {"id": f"{one:x}-{number}", "member_id": one + 1} for one in owners]
                await connection.execute(insert(sessions), made)
                answered = [turn | {"session_id": f"{one:x}-{number}"} for one in owners for turn in (real if one in chosen else short)]
                await connection.execute(insert(turns), answered)
        _tell(f"\r  {min(part + _PART, people):,} of {people:,} members")
    _tell("\n")
    return people


def asked(people: int) -> list[int]:
    """Members spread over the whole table, each once."""
    return list(range(0, people, max(people // ASKED, 1)))[:ASKED]


async def pages(database: Database) -> dict[str, Callable[[Who], Awaitable[object]]]:
    fresh = (f"bench{number:07}" for number in count())
    means = Means(database, wide_library, now=lambda: int(time.time()), new_id=lambda: next(fresh), new_seed=lambda: 7)
    rubric = load_rubric()
    interviews = Interviews(database, means.library, rubric, now=means.now, new_id=means.new_id, new_seed=means.new_seed)
    tellings = Tellings(means, rubric)
    stories = Stories(tellings)
    return {
        "/history": lambda who: own_sessions(interviews, who, 10),
        "/progress": lambda who: progress_of(tellings, who),
        "/stories": lambda who: stories.coverage(who, "sde2"),
    }


async def measured(databases: list[Database], people: list[int]) -> dict[str, list[float]]:
    """Milliseconds a page in each database: medians over the members, each asked for REPEATED times, of which the quickest counts, because
    whatever else the machine does only adds. The databases take turns. The first page also counts the member's interviews."""
    found: dict[str, list[float]] = {}
    each = [await pages(database) for database in databases]
    for name in each[0]:
        first: list[list[float]] = [[] for _ in databases]
        again: list[list[float]] = [[] for _ in databases]
        for chosen in zip(*(asked(size) for size in people), strict=True):
            whos = [Who("discord", str(one)) for one in chosen]
            for place, who in enumerate(whos):
                first[place].append(await _timed(each[place][name], who))
            quickest = [min([await _timed(each[place][name], who) for _ in range(REPEATED)]) for place, who in enumerate(whos)]
            for place, best in enumerate(quickest):
                again[place].append(best)
        found[name] = [statistics.median(one) for one in again]
        if name == "/progress":
            found[f"{name}, counting"] = [statistics.quantiles(one)[0] for one in first]
    return found


async def _timed(page: Callable[[Who], Awaitable[object]], who: Who) -> float:
    began = time.perf_counter()
    await page(who)
    return (time.perf_counter() - began) * 1_000


async def run(small: int, large: int, write: bool) -> int:
    with tempfile.TemporaryDirectory(prefix="growth-") as place:
        folder = Path(place)
        session, held = await sample(folder)
        databases, people = [], []
        for total in (small, large):
            path = folder / f"{total}.sqlite3"
            database = Database.open(f"sqlite+aiosqlite:///{path}")
            await migrate.upgrade(database)
            _tell(f"{total:,} turns\n")
            people.append(await fill(database, total, session, held))
            databases.append(database)
            _tell(f"  {path.stat().st_size / 2**20:,.0f} MiB\n")
        results = await measured(databases, people)
        for database in databases:
            await database.close()
    print(f"{'page':<22}{f'{small:,} turns':>16}{f'{large:,} turns':>18}{'times':>8}")
    for name, (before, after) in results.items():
        print(f"{name:<22}{before:>13.2f} ms{after:>15.2f} ms{after / before:>8.2f}")
    worst = max(after / before for before, after in results.values())
    print(f"worst: {worst:.2f} times (at most {MOST:.2f})")
    if write:
        record("growth", {f"{name}, {large:,} turns beside {small:,}": after / before for name, (before, after) in results.items()})
    return 0 if worst <= MOST else 1


def _tell(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--small", type=int, default=1_000, help="turns in the small database (default: 1,000)")
    parser.add_argument("--turns", type=int, default=1_000_000, help="turns in the large database (default: 1,000,000)")
    parser.add_argument("--write", action="store_true", help="record the ratios in benchmarks/recorded.json")
    asked_for = parser.parse_args()
    return asyncio.run(run(asked_for.small, asked_for.turns, asked_for.write))


if __name__ == "__main__":
    sys.exit(main())
