"""A real PostgreSQL of the tests' own: made, started and thrown away, or one that TEST_POSTGRESQL_URL names.

PostgreSQL refuses to run as root; root starts it as the user `postgres`, or `nobody`. It listens on a Unix socket in its own folder and
nowhere else. Its commits are not flushed to the disk: what is tested here dies with the tests.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from sqlalchemy import URL, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

VARIABLE = "TEST_POSTGRESQL_URL"
DRIVER = "postgresql+asyncpg"
# What matters to a database that lives for a minute.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "autovacuum": "off",
}
INITDB_OPTIONS = ("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
START_SECONDS = 60
PROGRAMS = ("initdb", "postgres", "pg_isready")


class NoPostgreSQL(Exception):
    """There is no PostgreSQL to test with; the message says why, and is the reason of the skip."""


class Cluster:
    """A running server. Each test gets databases of its own in it."""

    _names = count(1)

    def __init__(self, url: URL) -> None:
        self.url = url

    async def create(self) -> str:
        """A new, empty database; its URL."""
        name = f"test_{os.getpid()}_{next(self._names)}"
        await self._run(f'CREATE DATABASE "{name}"')
        return self.url.set(database=name).render_as_string(hide_password=False)

    async def drop(self, url: str) -> None:
        await self._run(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    async def _run(self, statement: str) -> None:
        engine = create_async_engine(self.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        try:
            async with engine.connect() as connection:
                await connection.execute(text(statement))
        finally:
            await engine.dispose()


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server for as long as the block lasts. Raises NoPostgreSQL."""
    if find_spec("asyncpg") is None:
        raise NoPostgreSQL("asyncpg is not installed: pip install asyncpg")
    given = os.environ.get(VARIABLE, "")
    if given:
        yield Cluster(make_url(given).set(drivername=DRIVER))
        return
    programs = _programs()
    # Unix sockets have short names: pytest's own folders are too deep, and closed to the user who runs the server.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        with _server(programs, folder) as url:
            yield Cluster(url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder that holds the server's programs."""
    # A link on the PATH leads to a folder that may hold the rest.
    candidates = [folder for found in [shutil.which("initdb")] if found for folder in (Path(found).parent, Path(found).resolve().parent)]
    if asked := shutil.which("pg_config"):
        candidates.append(Path(subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=True).stdout.strip()))
    debian = Path("/usr/lib/postgresql")
    candidates += sorted(debian.glob("*/bin"), key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0, reverse=True)
    for folder in candidates:
        if all((folder / program).exists() for program in PROGRAMS):
            return folder
    raise NoPostgreSQL(f"no PostgreSQL server found ({', '.join(PROGRAMS)}); install one, or name a running one in {VARIABLE}")


def _owner() -> str | None:
    """The user to run the server as, or None for ourselves."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NoPostgreSQL("PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as")


@contextmanager
def _server(programs: Path, folder: Path) -> Iterator[URL]:
    owner = _owner()
    if owner is not None:
        shutil.chown(folder, owner)
    data, log = folder / "data", folder / "log"
    made = subprocess.run(
        [programs / "initdb", "--pgdata", data, "--username", "tester", "--auth", "trust", *INITDB_OPTIONS],
        user=owner,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise NoPostgreSQL(f"initdb failed: {made.stderr.strip()[-500:]}")
    settings = {**SETTINGS, "unix_socket_directories": str(folder)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, *options], user=owner, cwd=folder, stdout=output, stderr=output, stdin=subprocess.DEVNULL
        )
    try:
        _wait_until_it_answers(programs, folder, process, log)
        yield URL.create(DRIVER, username="tester", database="postgres", query={"host": str(folder)})
    finally:
        # SIGQUIT: at once and without a checkpoint; nobody will read these files again.
        process.send_signal(3)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_answers(programs: Path, folder: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        asked = subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False)
        if asked.returncode == 0:
            return
        time.sleep(0.05)
    raise NoPostgreSQL(f"PostgreSQL did not start: {log.read_text(errors='replace')[-500:]}")
