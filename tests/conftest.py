"""The databases of the tests: every test that asks for `database` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import text

from bot.store import migrate
from bot.store.database import Database
from bot.store.schema import metadata
from tests.postgresql import Cluster, NoPostgreSQL, cluster

BACKENDS = ("sqlite", "postgresql")

# On a busy machine an example may take any time, and shows nothing by it. The long run tries more of them.
settings.register_profile("short", deadline=None, max_examples=60)
settings.register_profile("long", deadline=None, max_examples=200)

# Two hundred processes start in a run. Where no bytecode is kept each of them compiles the whole house, which takes longer than its start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("markexpr") == "long" else "short")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The store runs on both databases every time; what stands above it does so in the long run (`pytest -m long`)."""
    above = Path(__file__).parent / "usecases"
    for item in items:
        if above in item.path.parents and "postgresql" in item.name:
            item.add_marker(pytest.mark.long)


@pytest.fixture
def clocks_of() -> Iterator[Callable[[str], None]]:
    """Sets the clock on the wall to that of a zone, until the test is over."""
    with pytest.MonkeyPatch.context() as patch:

        def moved(zone: str) -> None:
            patch.setenv("TZ", zone)
            time.tzset()

        yield moved
    time.tzset()


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def upgraded(url: str) -> None:
    """Brings a database to this program's version."""
    database = Database.open(url)
    try:
        await migrate.upgrade(database)
    finally:
        await database.close()


async def _emptied(url: str) -> None:
    """Much quicker than a database a test; a transaction that a test left open is an error, not a hang."""
    database = Database.open(url)
    async with database.writing() as connection:
        await connection.execute(text("SET LOCAL lock_timeout = '5s'"))
        for table in reversed(metadata.sorted_tables):
            await connection.execute(table.delete())
        await connection.execute(text("UPDATE alembic_version SET version_num = :known"), {"known": migrate.known_versions()[-1]})
    await database.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A running PostgreSQL; the test is skipped, with the reason, where there is none."""
    try:
        with cluster() as running:
            yield running
    except NoPostgreSQL as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file at this program's version, to be copied: the migrations run once, not in every test."""
    path = tmp_path_factory.mktemp("migrated") / "template.sqlite3"
    asyncio.run(upgraded(sqlite_url(path)))
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: Cluster) -> Iterator[str]:
    """The URL of a database at this program's version. All tests share it, one after the other: each leaves it empty."""
    url = asyncio.run(postgresql.create())
    asyncio.run(upgraded(url))
    yield url
    asyncio.run(postgresql.drop(url))


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database that this run of the test is on."""
    return str(request.param)


@pytest.fixture
def database_server(backend: str, request: pytest.FixtureRequest) -> Cluster | None:
    """The server that this run's databases are in; SQLite needs none."""
    return None if backend == "sqlite" else request.getfixturevalue("postgresql")


@pytest.fixture
def migrated(backend: str, request: pytest.FixtureRequest) -> str:
    """What a database at this program's version comes from: a file to copy, or a URL to use."""
    return str(request.getfixturevalue(f"migrated_{backend}"))


@pytest.fixture
async def empty_url(database_server: Cluster | None, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database that holds nothing yet."""
    if database_server is None:
        yield sqlite_url(tmp_path / "folder" / "test.sqlite3")
        return
    url = await database_server.create()
    yield url
    await database_server.drop(url)


@pytest.fixture
async def database_url(backend: str, migrated: str, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database that holds no rows, at this program's version."""
    if backend == "sqlite":
        path = tmp_path / "test.sqlite3"
        shutil.copyfile(migrated, path)
        yield sqlite_url(path)
        return
    yield migrated
    await _emptied(migrated)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A real database of the test's own, at this program's version."""
    opened = Database.open(database_url)
    yield opened
    await opened.close()
