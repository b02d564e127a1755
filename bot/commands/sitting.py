"""A command that goes back and forth with whoever sits at the shell: what it needs, opened and closed again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store.database import Database
    from bot.terminal.reading import Reader
    from bot.terminal.sitting import Sitting


@contextmanager
def sitting(database_url: str, source: Reader | None = None) -> Iterator[tuple[Sitting, Database]]:
    """Whoever sits here, in the language of their shell, and the open database. `source` is read instead of the keys. A refusal that
    nobody has answered, and trouble with the database, end the command with their sentence. Raises CommandError."""
    from bot.commands.opening import database_of, refusals_told, trouble_told
    from bot.commands.people import person_here
    from bot.terminal.reading import reader
    from bot.terminal.render import console
    from bot.terminal.sitting import Sitting
    from bot.wording.language import load_spoken_now

    texts = load_spoken_now()
    with asyncio.Runner() as runner:
        opening = database_of(database_url)
        database = runner.run(opening.__aenter__())
        try:
            with trouble_told(), refusals_told(texts):
                yield Sitting(console(), source or reader(), texts, person_here(), runner), database
        finally:
            runner.run(opening.__aexit__(None, None, None))
