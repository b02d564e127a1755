from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import migrate
from bot.store.database import Database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A real file, at this program's version."""
    opened = Database.open(f"sqlite+aiosqlite:///{tmp_path / 'folder' / 'test.sqlite3'}")
    await migrate.upgrade(opened)
    yield opened
    await opened.close()
