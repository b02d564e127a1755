from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database
from bot.usecases.interviews import Interviews
from bot.usecases.peer import Peers
from tests.core.judged import rubric
from tests.usecases.histories import Past
from tests.usecases.interviews import Clock, interviews_on
from tests.usecases.quizzes import means_on


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def interviews(database: Database, clock: Clock) -> Interviews:
    return interviews_on(database, clock)


@pytest.fixture
def past(database: Database, clock: Clock) -> Past:
    return Past(database, clock)


@pytest.fixture
async def elsewhere(database: Database, database_url: str, clock: Clock) -> AsyncIterator[Interviews]:
    """A second process on the same database."""
    opened = Database.open(database_url)
    yield interviews_on(opened, clock, "pb")
    await opened.close()


@pytest.fixture
def peers(database: Database, clock: Clock) -> Peers:
    return Peers(means_on(database, clock), rubric())
