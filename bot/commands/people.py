"""What the commands share that show a member their own: who they are, the use cases opened for them, pages printed, refusals told."""

from __future__ import annotations

import asyncio
import getpass
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.core.frozen import dataclass

if TYPE_CHECKING:
    from bot.config import Config
    from bot.usecases.exchange import Who
    from bot.usecases.interviews import Interviews
    from bot.usecases.means import Means
    from bot.usecases.tellings import Tellings
    from bot.wording.catalogue import Texts

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that belongs to the person at the shell, for as long as the database is open."""

    config: Config
    means: Means
    interviews: Interviews
    tellings: Tellings
    who: Who
    texts: Texts


def person_here() -> Who:
    """Whoever is at the shell: by the name of their account, or by its number where it has no name, as in some containers."""
    from bot.usecases.exchange import Who

    try:
        return Who("terminal", getpass.getuser())
    except (KeyError, OSError):
        return Who("terminal", f"uid {os.getuid()}")


def run_for_member(config_path: Path | None, work: Callable[[Opened], Awaitable[_Result]]) -> _Result:
    """Opens the configured database, does the work, closes it. A refusal becomes a sentence for the shell. Raises CommandError."""
    return asyncio.run(_run(config_path, work))


async def _run(config_path: Path | None, work: Callable[[Opened], Awaitable[_Result]]) -> _Result:
    from bot.commands.opening import configured, database_of, interviews_of, library_of, means_of, refusals_told
    from bot.usecases.tellings import Tellings
    from bot.wording.language import load_spoken_now

    config = configured(config_path)
    library = library_of(config)
    texts = load_spoken_now()
    async with database_of(config.database) as database:
        means = means_of(database, lambda: library)
        interviews = interviews_of(database, lambda: library)
        tellings = Tellings(means, interviews.rubric)
        with refusals_told(texts):
            return await work(Opened(config, means, interviews, tellings, person_here(), texts))
