"""Brings a database to this program's version, and refuses one that is newer.

Each migration runs with its own record in one transaction. Alembic is loaded only when there is something to do, so that an ordinary
start pays for one small query.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.core.frozen import dataclass
from bot.store.database import Database
from bot.store.errors import NewerDatabase, OlderDatabase

MIGRATIONS = Path(__file__).parent / "migrations"
# Every process that migrates a PostgreSQL takes this advisory lock first (an arbitrary number, ours alone).
ADVISORY_LOCK = 7_251_908_443


def known_versions() -> list[str]:
    """The versions this program knows, oldest first: the numbers of the files in migrations/versions."""
    return sorted(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


@dataclass(frozen=True, slots=True)
class Version:
    """Where a database stands. `found` is "" for an empty one."""

    found: str
    known: str

    @property
    def behind(self) -> bool:
        return self.found < self.known

    @property
    def newer(self) -> bool:
        return self.found > self.known


async def version(database: Database) -> Version:
    async with database.reading() as connection:
        found = await connection.run_sync(_found)
    return Version(found, known_versions()[-1])


async def require_current(database: Database) -> None:
    """Raises NewerDatabase or OlderDatabase unless the database is at this program's version."""
    at = await version(database)
    if at.newer:
        raise NewerDatabase(at.found, at.known)
    if at.behind:
        raise OlderDatabase(at.found or "0 (empty)", at.known)


async def upgrade(database: Database) -> Version:
    """Brings the database to this program's version and returns where it stood before.

    Safe when several processes do it at once: one migrates, the others wait and find it done. Raises NewerDatabase."""
    before = await version(database)
    if before.newer:
        raise NewerDatabase(before.found, before.known)
    if before.behind:
        async with database.writing() as connection:
            await connection.run_sync(upgrade_to)
    return before


def _found(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT max(version_num) FROM alembic_version")).scalar() or "")


def upgrade_to(connection: Connection, wanted: str = "head") -> None:
    """Runs the migrations up to this version in the connection's transaction; where another process was first, there are none left."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.runtime.migration import RevisionStep
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)

    def steps(revision: object, _context: object) -> list[RevisionStep]:
        return script._upgrade_revs(wanted, revision)  # type: ignore[arg-type]  # alembic types it wider than it is

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()
