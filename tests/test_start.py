"""What a start of the bot loads: nothing that most processes never use. It would cost each of them memory, and time at every start."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Each with what needs it, and how much memory it takes.
LATER = {
    "matplotlib": "a chart: 30 MB",
    "numpy": "a chart, and training: 16 MB, 100 ms",
    "bot.wording.charts": "a chart",
    "alembic": "a database that is behind",
    "sqlalchemy.orm": "nobody: 6 MB, brought along by sqlalchemy.ext.asyncio",
    "sqlalchemy.dialects.postgresql": "who uses PostgreSQL: 3 MB, brought along by a table that names it",
    "asyncpg": "who uses PostgreSQL",
    "discord.ext.commands": "nobody: 1.4 MB of commands that are typed as messages",
    "fsrs": "who has a drill",
    "prometheus_client": "the metrics, where their port is open",
    "prompt_toolkit": "the terminal: 6 MB",
    "rich": "the terminal",
    "wcwidth": "the cut of a text in a script with marks: 1 MB",
    "jsonschema": "nobody who runs the bot",
    "html.entities": "a report",
    "difflib": "a word that is misspelt in a file",
}


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    code = (
        "import sys; from bot.commands import run; import bot.discord_app.running; from bot.commands.opening import *;"
        "from bot.config import load_config; from bot.content.rubric import load_rubric; from bot.store.database import Database;"
        "load_rubric(); Database.open('sqlite+aiosqlite:///:memory:'); print(*sys.modules)"
    )
    return set(subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout.split())


@pytest.mark.parametrize("module", LATER)
def test_a_start_does_not_load(module: str, loaded: set[str]) -> None:
    assert "bot.discord_app.client" in loaded
    assert module not in loaded, f"only needed for: {LATER[module]}"
