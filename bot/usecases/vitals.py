"""How the program is, in numbers, for those who run it."""

from __future__ import annotations

import asyncio
import time

from bot.core.frozen import dataclass
from bot.store import overview
from bot.store.errors import StoreError
from bot.usecases.interviews import Interviews

# A database that takes longer than this for a count is as good as gone.
PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Vitals:
    """`judged` counts answers that this process has judged. `seconds` is what the database took, None where it did not answer: then
    `problem` says why, and what comes from it is None too."""

    judged: int
    open_sessions: int | None = None
    overdue: int | None = None
    seconds: float | None = None
    problem: str = ""


async def vitals(interviews: Interviews) -> Vitals:
    """Asks the database for two counts that stand in indexes."""
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE), interviews.database.reading() as connection:
            opened = await overview.open_sessions(connection)
            overdue = await overview.overdue(connection, interviews.now())
    except TimeoutError:
        return Vitals(interviews.judged, problem=f"no answer within {PATIENCE:g} s")
    except StoreError as error:
        return Vitals(interviews.judged, problem=str(error))
    return Vitals(interviews.judged, opened, overdue, time.perf_counter() - begun)
